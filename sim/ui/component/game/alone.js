// Alone against the model: nobody pushes on but the player. This bar starts the game, lets the world answer once the
// order is sealed, and goes on to the next move. It shows itself only where this browser also holds the white cell of a
// room without clocks and with one capital in human hands.

const ALONE_WORDS = {
  brief: ["Read your brief, then seal an order.", "Speak to the press first"],
  negotiate: ["Speak to the press if you like, then seal an order.", ""],
  seal: ["Seal an order.", ""],
  resolve: ["The world answers.", ""],
  report: ["This is what became of it.", "Next move"],
};

class Alone {
  constructor(root, room) {
    this.root = root;
    this.room = room;
    this.words = make("span", { class: "alone-words", "aria-live": "polite" });
    this.next = make("button", { type: "button", class: "main", onclick: () => this.push() });
    this.back = make("button", { type: "button", text: "Take this move back", onclick: () => this.undo() });
    this.trouble = make("span", { class: "problem", role: "alert", hidden: true });
    this.bar = make(
      "div",
      { class: "alone-bar", role: "region", "aria-label": "Your game" },
      this.words,
      this.trouble,
      this.back,
      this.next,
    );
    show(this.bar, false);
    root.append(this.bar);
    this.find();
  }

  async find() {
    const { rooms = [] } = await fetch("/game/rooms")
      .then((answer) => answer.json())
      .catch(() => ({}));
    if (!rooms.some((one) => one.code === this.room && one.as === "white")) return;
    this.live = new Live({ room: this.room, as: "white", hears: { view: (view) => this.see(view) } });
  }

  see(view) {
    const { clock, tables, room, orders } = view;
    const hands = CAPITAL_KEYS.map((capital) => tables[capital].hand);
    this.view = view;
    show(
      this.bar,
      hands.filter((hand) => hand === "human").length === 1 &&
        hands.includes("agent") &&
        !clock.minutes &&
        clock.stage !== "closed",
    );
    if (this.bar.hidden) return;
    const [words, next] =
      clock.stage === "playing"
        ? ALONE_WORDS[clock.phase]
        : [clock.stage === "lobby" ? "Your world is being prepared." : "The game is over.", ""];
    const last = clock.phase === "report" && clock.move === clock.of;
    const trouble = view.server ? view.server.trouble : "";
    say(this.words, words);
    say(this.next, last ? "Open the debrief" : next);
    show(this.next, this.next.textContent);
    mark(this.next, "main", clock.phase === "report");
    show(this.back, clock.stage === "debrief" || (clock.phase === "report" && orders.can_undo));
    say(this.trouble, trouble);
    show(this.trouble, trouble);
    this.drive(clock, tables, room);
  }

  // One step for each state of the room, however often it is seen.
  drive(clock, tables, room) {
    const sealed = CAPITAL_KEYS.every((capital) => tables[capital].hand !== "human" || tables[capital].sealed);
    const begins = clock.stage === "lobby" && room.ready;
    const goes = clock.stage === "playing" && ["brief", "negotiate"].includes(clock.phase) && sealed;
    const state = `${clock.stage} ${clock.move} ${clock.phase}`;
    if (!(begins || goes) || this.driven === state) return;
    this.driven = state;
    this.live.act(begins ? "start" : "push");
  }

  async push() {
    this.next.disabled = true;
    await this.live.act("push");
    this.next.disabled = false;
  }

  async undo() {
    this.driven = "";
    this.back.disabled = true;
    await this.live.act("undo");
    this.back.disabled = false;
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".alone");
  if (!root.page) root.page = new Alone(root, data.room);
  shade(root);
  return () => root.page.live?.close();
}
