// The lobby: how to come in, and who sits where.
//
//   new Lobby(room, host)   room: the code; host: where others reach this server; { root, update(view) }

class Lobby {
  constructor(room, host) {
    const address = `${host || location.host}/play`;
    this.count = make("p", { class: "count", "aria-live": "polite" });
    this.tables = CAPITAL_KEYS.map((capital) => new LobbyTable(capital));
    this.others = new LobbyTable("observer");
    this.undecided = new LobbyTable("undecided");
    this.root = make(
      "section",
      { class: "lobby", "aria-label": "How to join" },
      make(
        "div",
        { class: "ways-in" },
        make("img", {
          class: "qr",
          src: `/game/qr?room=${encodeURIComponent(room)}`,
          alt: `QR code of ${address} with the code ${room}`,
        }),
        make(
          "div",
          { class: "ways-words" },
          make("p", { text: "Join with this code" }),
          make("p", { class: "big-code", text: room }),
          make("p", { class: "address", text: address }),
          this.count,
        ),
      ),
      make("div", { class: "lobby-tables" }, ...this.tables.map((table) => table.root)),
      make("div", { class: "lobby-rest" }, this.undecided.root, this.others.root),
    );
  }

  update({ tables, room }) {
    let people = 0;
    for (const table of [...this.tables, this.others, this.undecided]) people += table.update(tables[table.key]);
    const world = room.locked
      ? " The room is locked: nobody new can join."
      : room.ready
        ? ""
        : " The world is being prepared.";
    say(
      this.count,
      (people ? `${counted(people, "person has", "people have")} joined.` : "Nobody has joined yet.") + world,
    );
  }
}

class LobbyTable {
  constructor(key) {
    this.key = key;
    this.title = make("h3", { text: { observer: "Observers", undecided: "Choosing a table" }[key] ?? nameOf(key) });
    this.about = make("p", { class: "about" });
    const list = make("ul");
    this.people = new Keep(
      list,
      (person) => person.seat,
      () => {
        const root = make("li");
        return { root, update: (person) => say(root, person.head ? `${person.name} (head)` : person.name) };
      },
    );
    this.root = make("section", { class: `lobby-table ${key}` }, this.title, this.about, list);
  }

  update(table) {
    const { members } = table;
    this.people.update(members);
    const hand = { agent: "The model's own government decides.", script: "Standing orders are carried out." }[
      table.hand
    ];
    say(this.about, hand || (members.length ? "" : "Nobody yet"));
    show(this.about, this.about.textContent);
    show(this.root, NAMES[this.key] || members.length);
    return members.length;
  }
}
