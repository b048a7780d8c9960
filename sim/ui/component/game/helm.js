// The helm of the white cell: the clock, what comes next, more time, a pause, and what lies deeper.
//
//   new Helm({ live, act, asking, branch, pass, erase })   act(kind, data) -> promise of "" or a problem; branch(move) opens
//       a new room; pass("white") shows a link to this desk; erase() deletes the room
//       { root, update(view) }

const NEXT_WORDS = {
  brief: "Go on: negotiate",
  negotiate: "Go on: seal",
  seal: "Go on: the world answers",
  resolve: "The world answers …",
};
const LEAST_BETWEEN = 700;

class Helm {
  constructor({ live, act, asking, branch, pass, erase }) {
    Object.assign(this, { live, act, asking, branch, erase });
    this.move = make("p", { class: "move" });
    this.phase = make("b", { class: "phase" });
    this.steps = new Steps();
    this.spoken = make("span", { class: "spoken", "aria-live": "polite" });
    this.count = new Countdown(
      () => live.now(),
      (words) => say(this.spoken, words),
    );
    this.untimed = make("span", { class: "quiet", text: "no clock" });
    this.next = make("button", { type: "button", class: "main next", onclick: () => this.push() });
    this.warning = make("p", { class: "warning" });
    this.one = this.button("+1 min", () => this.extend(1));
    this.two = this.button("+2 min", () => this.extend(2));
    this.other = this.button("+ …", () => this.extendBy());
    this.other.setAttribute("aria-label", "More or less time");
    this.hold = this.button("Pause", () => this.act(this.paused ? "resume" : "pause", {}));
    this.lock = this.button("Lock the room", () => this.act("lock", { locked: !this.locked }));
    this.back = this.button("Take back the last move …", () => this.undo());
    this.fork = this.button("Play on from an earlier move …", () => this.fromEarlier());
    this.finish = this.button("End the game: debrief …", () => this.end());
    this.shut = this.button("Close the room …", () => this.close());
    this.device = this.button("This desk on another device …", () => pass("white", "this desk"));
    this.delete = this.button("Delete the room …", () => this.wipe());
    this.more = make(
      "details",
      { class: "more" },
      make("summary", { text: "More" }),
      make("div", { class: "menu" }, this.lock, this.device, this.back, this.fork, this.finish, this.shut, this.delete),
    );
    this.more.addEventListener("click", (event) => {
      if (event.target.tagName === "BUTTON") this.more.open = false;
    });
    this.more.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.more.open = false;
    });
    this.retry = make("button", {
      type: "button",
      class: "main",
      text: "Try again",
      onclick: () => this.live.ask("retry", {}).catch(() => {}),
    });
    this.stuckWords = make("span");
    this.stuck = make("p", { class: "problem stuck", role: "alert", hidden: true }, this.stuckWords, " ", this.retry);
    this.root = make(
      "section",
      { class: "helm", "aria-label": "Clock and phases" },
      make(
        "div",
        { class: "time" },
        this.phase,
        make("div", { class: "figure" }, this.count.root, this.untimed),
        this.spoken,
      ),
      make("div", { class: "course" }, this.move, this.steps.root, this.warning, this.stuck),
      make(
        "div",
        { class: "hands" },
        this.next,
        make("div", { class: "row-of" }, this.hold, this.one, this.two, this.other, this.more),
      ),
    );
  }

  button(text, onclick) {
    return make("button", { type: "button", text, onclick });
  }

  // ----- what is seen -----

  update(view) {
    const { clock, room, orders } = view;
    this.view = view;
    this.paused = clock.left !== null;
    this.locked = room.locked;
    const playing = clock.stage === "playing";
    const running = playing && clock.phase !== "resolve";
    say(this.phase, phaseWords(clock));
    say(this.move, [moveWords(clock), datesWords(clock)].filter(Boolean).join(" · "));
    this.steps.update(clock);
    this.count.update(clock);
    show(this.untimed, running && clock.ends === null && !this.paused);
    say(this.next, this.nextWords(clock, room));
    show(this.next, clock.stage === "lobby" || playing);
    this.next.disabled = Boolean(this.pushing) || (clock.stage === "lobby" ? !room.ready : !running);
    say(this.hold, this.paused ? "Resume" : "Pause");
    this.hold.disabled = !this.paused && clock.ends === null;
    for (const button of [this.hold, this.one, this.two, this.other]) show(button, running);
    say(this.lock, this.locked ? "Unlock the room" : "Lock the room: nobody new");
    const resolved = Boolean(orders && orders.can_undo);
    show(this.back, resolved || clock.phase === "resolve");
    show(this.fork, resolved);
    show(this.finish, playing && resolved);
    for (const button of [this.lock, this.shut]) show(button, clock.stage !== "closed");
    show(this.delete, clock.stage !== "playing");
    const trouble = view.server ? view.server.trouble : "";
    say(this.stuckWords, trouble);
    show(this.stuck, trouble);
    const words = this.warningWords(view);
    say(this.warning, words);
    show(this.warning, words);
  }

  nextWords(clock, room) {
    if (clock.stage === "lobby") return room.ready ? "Start the game" : "The world is being prepared …";
    if (clock.phase === "resolve" && clock.waits_for_white) return "Settle the move below";
    if (clock.phase === "report") return clock.move === clock.of ? "Go on: debrief" : `Go on: move ${clock.move + 1}`;
    return NEXT_WORDS[clock.phase] || "";
  }

  warningWords({ clock, tables }) {
    if (clock.stage === "lobby") {
      const empty = CAPITAL_KEYS.filter((one) => tables[one].hand === "human" && !tables[one].members.length);
      return empty.length ? `Nobody sits at ${listed(empty.map(nameOf))}: standing orders count there.` : "";
    }
    if (clock.stage !== "playing" || clock.phase !== "seal") return "";
    const open = CAPITAL_KEYS.filter((one) => tables[one].hand === "human" && !tables[one].sealed);
    return open.length
      ? `${listed(open.map(nameOf))} ${open.length > 1 ? "have" : "has"} not sealed: standing orders would count.`
      : "";
  }

  // ----- what is done -----

  // A second click in a hurry must not skip the phase that has just begun.
  async push() {
    if (this.pushing) return;
    this.pushing = true;
    this.next.disabled = true;
    const wait = new Promise((settle) => setTimeout(settle, LEAST_BETWEEN));
    const { stage, move, phase } = this.view.clock;
    await Promise.all([wait, stage === "lobby" ? this.act("start", {}) : this.act("push", { move, phase })]);
    this.pushing = false;
    this.update(this.view);
  }

  extend(minutes) {
    return this.act("extend", { minutes });
  }

  async extendBy() {
    const input = make("input", { type: "number", step: "any", value: 5, required: true });
    const minutes = await this.asking.fill({
      title: "More or less time",
      yes: "Change the clock",
      parts: [field("Minutes (less than 0 takes time away)", input)],
      read: () => (Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : "Write a number of minutes."),
    });
    if (minutes !== null) this.extend(minutes);
  }

  async undo() {
    const { clock } = this.view;
    const open = clock.stage === "playing" && clock.phase !== "report" && clock.phase !== "resolve";
    const move = open ? clock.move - 1 : clock.move;
    const sure = await this.asking.sure({
      title: `Take back move ${move}?`,
      words:
        "All three orders of this move and what came of them are gone, and the game goes on from its negotiation. What was said stays. " +
        "To keep both, play on from an earlier move in a new room instead.",
      yes: `Take back move ${move}`,
      grave: true,
    });
    if (sure) this.act("undo", {});
  }

  async fromEarlier() {
    const { clock } = this.view;
    const resolved = clock.stage === "playing" && clock.phase !== "report" ? clock.move - 1 : clock.move;
    const options = Array.from({ length: resolved }, (_, place) => [
      String(place + 1),
      `move ${place + 1}, from its negotiation`,
    ]);
    const input = select(options, String(resolved));
    const move = await this.asking.fill({
      title: "Play on from an earlier move",
      words: "A new room opens with the same past and a code of its own. This room stays as it is.",
      yes: "Open the new room",
      parts: [field("From", input)],
      read: () => Number(input.value),
    });
    if (move !== null) this.branch(move);
  }

  async end() {
    const sure = await this.asking.sure({
      title: "End the game now?",
      words: "The debrief begins and shows all orders to everybody. Moves that are not played are left out.",
      yes: "Open the debrief",
      grave: true,
    });
    if (sure) this.act("finish", {});
  }

  async wipe() {
    const sure = await this.asking.sure({
      title: "Delete the room with everything in it?",
      words:
        "Orders, messages and names are gone for everybody and cannot be brought back. Download first what you want to keep.",
      yes: "Delete everything",
      grave: true,
    });
    if (sure) this.erase();
  }

  async close() {
    const sure = await this.asking.sure({
      title: "Close the room for good?",
      words: "Nobody can do anything in it any more, you neither. What happened can still be read and downloaded.",
      yes: "Close the room",
      grave: true,
    });
    if (sure) this.act("close", {});
  }
}
