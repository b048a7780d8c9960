// The pact's states as shares of worlds, under a strip of the state in which it really was.

const STRIP_TOP = 3;
const STRIP_DEPTH = 11;

class PactPanel extends PactTile {
  constructor(page) {
    super(page);
    this.svg.setAttribute("role", "group");
    this.frame.margin.top = 22;
    this.free = new Free(page, this.frame, FAN_HEIGHT);
    this.free.top = STRIP_TOP;
    this.free.area.remove();
    this.strip = draw("g");
    this.svg.append(this.strip, this.free.behind, this.free.front);
  }

  draw(state) {
    super.draw(state);
    this.free.draw(state.head.weeks);
    const key = [this.frame.key, this.page.spec.start].join();
    if (this.drawn === key) return;
    this.drawn = key;
    const real = this.page.record.pact.real;
    const ends = [...real.slice(1).map((change) => change.day), null];
    this.strip.replaceChildren(
      draw("text", {
        class: "axis",
        x: this.frame.margin.left - 6,
        y: STRIP_TOP + 9,
        "text-anchor": "end",
        text: "history",
      }),
      ...real.map((change, place) => this.stretch(change, ends[place])),
    );
  }

  stretch(change, end) {
    const { spec } = this.page;
    const at = (day) => Math.min(Math.max(weekOf(spec, day), 0), spec.weeks - 1);
    const from = this.frame.x(at(change.day)),
      to = end === null ? this.frame.x(spec.weeks - 1) : this.frame.x(at(end));
    const words = `Really ${this.states[change.state]} from ${dateWords(dayOf(change.day))}`;
    const name = this.states[change.state];
    const width = Math.max(0, to - from);
    return draw(
      "g",
      {},
      draw("title", { text: words }),
      draw("rect", { x: from, y: STRIP_TOP, width, height: STRIP_DEPTH, fill: colourOf(PACT_COLOURS[change.state]) }),
      width > name.length * 6
        ? draw("text", { class: "strip-label", x: from + 4, y: STRIP_TOP + 9, fill: PACT_ON[change.state], text: name })
        : "",
    );
  }

  read(state, week) {
    const shares = state.arrays.pact;
    const last = shares[0].length - 1;
    super.read(state, week === null ? last : Math.min(week, last));
    if (week === null) this.cross.setAttribute("visibility", "hidden");
  }

  describe(state) {
    const shares = state.arrays.pact,
      last = shares[0].length - 1;
    const words = this.states.map((name, place) => `${name} in ${numberWords(100 * shares[place][last], 0)}%`);
    const real = this.page.record.pact.real.map(
      (change) => `${this.states[change.state]} from ${dateWords(dayOf(change.day))}`,
    );
    this.svg.setAttribute(
      "aria-label",
      `State of the pact over time, as shares of worlds. On ${weekWords(this.page.spec, last)}: ${words.join(", ")}. In history: ${real.join(", ")}.`,
    );
  }
}
