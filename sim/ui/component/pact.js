// The pact's four states as stacked shares of worlds: whatever the week, they add up to all worlds.

const PACT_COLOURS = ["in-force", "notice", "suspended", "lapsed"];
const PACT_ON = ["#ffffff", "#201400", "#0f2536", "#ffffff"];
const ROOM_FOR_WORDS = 17;

class PactTile {
  constructor(page) {
    this.page = page;
    this.frame = new Frame(page.spec, FAN_HEIGHT);
    this.frame.margin.left = 46;
    this.states = page.spec.pact.states;
    this.areas = this.states.map((_, state) => draw("path", { fill: colourOf(PACT_COLOURS[state]) }));
    this.inside = this.states.map((words, state) =>
      draw("text", {
        class: "pact-label",
        fill: PACT_ON[state],
        stroke: colourOf(PACT_COLOURS[state]),
        "stroke-width": 3,
        "text-anchor": "middle",
        text: words,
        "aria-hidden": "true",
      }),
    );
    this.ghosts = [0, 1, 2].map(() => draw("path", { class: "ghost" }));
    this.marks = draw("g");
    this.cross = draw("line", { class: "cross", y1: 8, y2: FAN_HEIGHT - 20, visibility: "hidden" });
    this.now = make("div", { class: "now legend" });
    this.svg = draw("svg", { role: "img", tabindex: 0, height: FAN_HEIGHT });
    this.svg.append(...this.areas, this.frame.fixed, ...this.ghosts, ...this.inside, this.marks, this.cross);
    this.root = make(
      "article",
      { class: "tile" },
      make(
        "div",
        { class: "tile-head" },
        make("h3", { text: "State of the intelligence pact" }, make("small", { text: "share of worlds" })),
        this.now,
      ),
      this.svg,
    );
    watchPointer(this);
  }

  measure() {
    this.width = this.svg.clientWidth || this.width || 400;
  }

  draw(state) {
    const shares = state.arrays.pact;
    if (!shares) return;
    const { width } = this;
    this.frame.fit(width, 0, 100, (value) => `${value}%`);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${FAN_HEIGHT}`);
    const tops = this.stack(shares);
    this.areas.forEach((area, place) => area.setAttribute("d", this.frame.band(tops[place], tops[place + 1])));
    const before = state.head.moved > 0 && state.ghost["ghost.pact"];
    const lines = before && this.stack(before);
    this.ghosts.forEach((path, place) => {
      path.setAttribute("visibility", lines ? "visible" : "hidden");
      if (lines) path.setAttribute("d", this.frame.line(lines[place + 1]));
    });
    this.inside.forEach((label, place) => this.place(label, shares[place], tops[place]));
    drawMarks(this.marks, this.frame, state.head.events);
    this.read(state, this.page.week);
  }

  // The best case at the bottom, lapse on top; boundaries in percent, one more than there are states.
  stack(shares) {
    const tops = [new Float32Array(shares[0].length)];
    shares.forEach((share, place) =>
      tops.push(tops[place].map((below, week) => Math.min(100, below + 100 * share[week]))),
    );
    return tops;
  }

  // A name stands in the middle of the stretch where its band is thickest over the name's own width, or not at all.
  place(label, share, below) {
    const words = label.textContent.length * 6.6;
    const reach = Math.max(1, Math.round((words / 2 / (this.frame.width - 58)) * share.length));
    const room = share.map((_, week) =>
      week < reach || week >= share.length - reach ? 0 : Math.min(...share.subarray(week - reach, week + reach + 1)),
    );
    const thickest = Math.max(...room);
    const fits = thickest * (FAN_HEIGHT - 28) >= ROOM_FOR_WORDS;
    label.setAttribute("visibility", fits ? "visible" : "hidden");
    if (!fits) return;
    const first = room.findIndex((thick) => thick >= 0.9 * thickest);
    let last = first;
    while (room[last + 1] >= 0.9 * thickest) last += 1;
    const week = Math.round((first + last) / 2);
    label.setAttribute("x", this.frame.x(week));
    label.setAttribute("y", this.frame.y(below[week] + 50 * share[week]) + 4);
  }

  read(state, week) {
    const shares = state.arrays.pact;
    if (!shares) return;
    const at = week ?? this.page.spec.weeks - 1;
    this.now.replaceChildren(
      ...this.states.map((words, place) =>
        make(
          "span",
          {},
          make("i", { style: `background: ${colourOf(PACT_COLOURS[place])}` }),
          `${words} `,
          make("b", { text: `${numberWords(100 * shares[place][at], 0)}%` }),
        ),
      ),
    );
    this.cross.setAttribute("visibility", week === null ? "hidden" : "visible");
    if (week !== null) {
      this.cross.setAttribute("x1", this.frame.x(week));
      this.cross.setAttribute("x2", this.frame.x(week));
    }
  }

  describe(state) {
    if (!state.arrays.pact) return;
    const last = this.page.spec.weeks - 1;
    const shares = this.states.map(
      (words, place) => `${words} in ${numberWords(100 * state.arrays.pact[place][last], 0)}%`,
    );
    this.svg.setAttribute(
      "aria-label",
      `State of the pact over time, as shares of worlds. On ${weekWords(this.page.spec, last)}: ${shares.join(", ")}.`,
    );
  }
}
