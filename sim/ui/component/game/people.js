// Who sits where, for the white cell: presence, heads, moves from table to table, links for another device.
//
//   new People({ act, asking, pass })   pass(seat, name) shows a one-time link; { root, update(view) }

const TABLE_CHOICES = [...Object.entries(NAMES), ["observer", "Observers"]];
const HAND_CHOICES = [
  ["human", "People"],
  ["agent", "The model"],
  ["script", "Standing orders"],
];

class People {
  constructor({ act, asking, pass }) {
    Object.assign(this, { act, asking, pass });
    this.tables = [...CAPITAL_KEYS, "observer", "undecided"].map((key) => new PeopleTable(key, this));
    this.count = make("p", { class: "quiet small" });
    this.root = make(
      "section",
      { class: "people", "aria-label": "Tables" },
      make("div", { class: "panel-head" }, make("h2", { text: "Tables" }), this.count),
      ...this.tables.map((table) => table.root),
    );
  }

  update(view) {
    const present = new Set(view.present || []);
    const here = view.seats.filter((seat) => !seat.gone);
    for (const table of this.tables) table.update(view, here, present);
    say(this.count, `${here.filter((seat) => present.has(seat.seat)).length} of ${here.length} connected`);
  }
}

class PeopleTable {
  constructor(key, people) {
    this.key = key;
    this.people = people;
    const capital = key in NAMES;
    this.seal = make("span", { class: "chip done-well", text: "✓ sealed" });
    this.hand = capital ? select(HAND_CHOICES, "human", (to) => people.act("hand", { capital: key, to })) : null;
    this.hand?.setAttribute("aria-label", `Who plays ${nameOf(key)}`);
    const list = make("ul");
    this.list = new Keep(
      list,
      (seat) => seat.seat,
      (seat) => new PersonRow(seat, people),
    );
    this.nobody = make("p", { class: "quiet small", text: "Nobody sits here." });
    this.root = make(
      "section",
      { class: "people-table", "data-capital": key },
      make(
        "header",
        {},
        make(
          "h3",
          {},
          make("span", { class: "dot", "aria-hidden": "true" }),
          key === "undecided" ? "Choosing a table" : nameOf(key),
        ),
        this.seal,
        this.hand,
      ),
      this.nobody,
      list,
    );
  }

  update(view, here, present) {
    const mine = here.filter((seat) => (seat.team || "undecided") === this.key);
    this.list.update(mine.map((seat) => ({ ...seat, present: present.has(seat.seat), stage: view.clock.stage })));
    const capital = this.key in NAMES;
    show(this.root, capital || mine.length);
    show(this.nobody, capital && !mine.length);
    show(this.seal, capital && view.clock.stage === "playing" && view.tables[this.key].sealed);
    if (!capital) return;
    const table = view.tables[this.key];
    if (!this.hand.matches(":focus")) this.hand.value = table.hand;
    this.hand.disabled = !["lobby", "playing"].includes(view.clock.stage) || view.clock.phase === "resolve";
  }
}

class PersonRow {
  constructor(seat, people) {
    this.people = people;
    this.dot = make("span", { class: "presence" });
    this.name = make("span", { class: "name" });
    this.head = make("span", { class: "chip head", text: "head" });
    this.place = select(TABLE_CHOICES, seat.team, (team) => people.act("place", { seat: this.seat.seat, team }));
    this.appoint = make("button", {
      type: "button",
      text: "Make head",
      onclick: () => people.act("appoint", { seat: this.seat.seat }),
    });
    const link = make("button", { type: "button", text: "Link for another device …", onclick: () => this.link() });
    const out = make("button", { type: "button", text: "Remove …", onclick: () => this.remove() });
    this.details = make(
      "details",
      {},
      make("summary", {}, this.dot, this.name, this.head),
      make("div", { class: "person-acts" }, field("Sits at", this.place), this.appoint, link, out),
    );
    this.root = make("li", {}, this.details);
  }

  update(seat) {
    this.seat = seat;
    say(this.name, seat.name);
    show(this.head, seat.head);
    mark(this.dot, "on", seat.present);
    this.dot.title = seat.present ? "connected" : "not connected";
    this.dot.setAttribute("aria-label", this.dot.title);
    this.dot.setAttribute("role", "img");
    show(this.appoint, !seat.head && seat.team in NAMES);
    if (!this.place.matches(":focus")) this.place.value = seat.team || "";
  }

  link() {
    this.people.pass(this.seat.seat, this.seat.name);
  }

  async remove() {
    const { name, seat } = this.seat;
    const sure = await this.people.asking.sure({
      title: `Remove ${name}?`,
      words: "This person loses the seat and would have to join again with the code. What they said and sealed stays.",
      yes: "Remove",
      grave: true,
    });
    if (sure) this.people.act("remove", { seat });
  }
}
