// The head of a desk: which game and move, how much time is left, who sits where and who has sealed.

class TableChip {
  constructor({ capital }) {
    this.words = make("span", {});
    this.root = make(
      "li",
      { class: "chip table-chip", "data-capital": capital },
      make("i", { class: "dot" }),
      make("b", { text: nameOf(capital) }),
      this.words,
    );
  }

  update({ table, own, playing }) {
    const hands = { agent: "the model plays", script: "standing orders" };
    const words =
      hands[table.hand] ??
      (playing ? (table.sealed ? "✓ sealed" : "not sealed") : counted(table.members.length, "person", "people"));
    say(this.words, words);
    mark(this.root, "sealed", table.sealed && playing);
    mark(this.root, "own", own);
    this.root.title = table.sealed && playing ? `Code ${table.code}` : table.members.map((one) => one.name).join(", ");
  }
}

class Head {
  constructor(live, announce) {
    this.title = make("h1", { class: "title" });
    this.move = make("b", {});
    this.dates = make("span", { class: "quiet" });
    this.phase = make("span", { class: "phase" });
    this.steps = new Steps();
    this.countdown = new Countdown(() => live.now(), announce);
    this.tables = make("ul", { class: "tables", "aria-label": "Tables" });
    this.kept = new Keep(
      this.tables,
      (item) => item.capital,
      (item) => new TableChip(item),
    );
    this.me = make("span", { class: "me" });
    this.dot = new LineDot(live);
    this.root = make(
      "header",
      { class: "head" },
      make(
        "div",
        { class: "head-line" },
        this.title,
        this.me,
        make("a", { class: "rooms small", href: "/play", text: "Rooms" }),
        this.dot.root,
      ),
      make(
        "div",
        { class: "head-line time" },
        make("p", { class: "when" }, this.move, " ", this.phase, " ", this.dates),
        this.steps.root,
        this.countdown.root,
      ),
      this.tables,
    );
  }

  update({ room, clock, tables, me }) {
    say(this.title, room.title);
    say(this.move, moveWords(clock));
    say(this.dates, datesWords(clock));
    say(this.phase, phaseWords(clock));
    this.steps.update(clock);
    this.countdown.update(clock);
    this.kept.update(
      CAPITAL_KEYS.map((capital) => ({
        capital,
        table: tables[capital],
        own: capital === me.team,
        playing: clock.stage === "playing",
      })),
    );
    const role = me.head ? ", head of the table" : "";
    say(this.me, me.team ? `${me.name} · ${nameOf(me.team)}${role}` : me.name);
    if (CAPITAL_KEYS.includes(me.team)) this.me.dataset.capital = me.team;
  }
}
