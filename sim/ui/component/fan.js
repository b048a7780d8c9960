// A fan over time: half of the worlds in the dark band, nine in ten in the pale one, the unmoved scenario dashed.

const FAN_HEIGHT = 196;

class FanTile {
  constructor(page, chart) {
    this.page = page;
    this.chart = chart;
    this.frame = new Frame(page.spec, FAN_HEIGHT);
    this.frame.margin.right = chart.lines.length > 1 ? 62 : 12;
    this.now = make("div", { class: "now" });
    this.unit = make("small", { text: chart.unit });
    this.svg = draw("svg", { role: "img", tabindex: 0, height: FAN_HEIGHT });
    this.marks = draw("g");
    this.cross = draw("line", { class: "cross", y1: 8, y2: FAN_HEIGHT - 20, visibility: "hidden" });
    this.fans = chart.lines.map((line) => this.fan(line));
    this.svg.append(
      this.frame.fixed,
      ...this.fans.map((fan) => fan.bands),
      ...this.fans.map((fan) => fan.ghost),
      ...this.fans.map((fan) => fan.front),
      this.marks,
      this.cross,
    );
    this.root = make(
      "article",
      { class: "tile" },
      make("div", { class: "tile-head" }, make("h3", { text: chart.title, title: chart.help }, this.unit), this.now),
      this.svg,
    );
    watchPointer(this);
  }

  fan(line) {
    const colour = colourOf(line.colour);
    const parts = {
      line,
      wide: draw("path", { class: "band-90", fill: colour }),
      middle: draw("path", { class: "band-50", fill: colour }),
      median: draw("path", { class: "median", stroke: colour }),
      before: draw("path", { class: "ghost" }),
      beforeLow: draw("path", { class: "ghost edge" }),
      beforeHigh: draw("path", { class: "ghost edge" }),
      label: draw("text", { class: "direct", fill: colour, text: line.label, "aria-hidden": "true" }),
    };
    parts.bands = draw("g", {}, parts.wide, parts.middle);
    parts.ghost = draw("g", { style: `--own: ${colour}` }, parts.beforeLow, parts.beforeHigh, parts.before);
    parts.front = draw("g", {}, parts.median, parts.label);
    return parts;
  }

  ceiling(state) {
    if (this.chart.high !== null) return this.chart.high;
    let top = 0;
    for (const { line } of this.fans) {
      top = Math.max(
        top,
        ...(state.arrays[line.series]?.[4] || []),
        ...(state.ghost[`ghost.${line.series}`]?.[2] || []),
      );
    }
    const wished = niceCeiling(top);
    this.top = this.page.held && this.top > wished ? this.top : wished;
    return this.top;
  }

  // An axis that grew under a dragged slider shrinks again once it is let go.
  rest(state) {
    if (this.chart.high === null) this.draw(state);
  }

  words(value) {
    return numberWords(value, this.chart.digits) + this.chart.suffix;
  }

  level(value) {
    const span = this.frame.high - this.frame.low;
    return numberWords(value, span <= 2 ? 2 : 0) + this.chart.suffix;
  }

  measure() {
    this.width = this.svg.clientWidth || this.width || 400;
  }

  draw(state) {
    const { width } = this;
    const low = this.chart.low,
      high = this.ceiling(state);
    this.frame.high = high;
    this.frame.low = low;
    this.frame.margin.left = high >= 1000 ? 52 : this.chart.suffix ? 46 : 34;
    this.frame.fit(width, low, high, (value) => this.level(value));
    this.svg.setAttribute("viewBox", `0 0 ${width} ${FAN_HEIGHT}`);
    const moved = state.head.moved > 0;
    const ends = [];
    for (const parts of this.fans) {
      const data = state.arrays[parts.line.series];
      if (!data) continue;
      parts.wide.setAttribute("d", this.frame.band(data[0], data[4]));
      parts.middle.setAttribute("d", this.frame.band(data[1], data[3]));
      parts.median.setAttribute("d", this.frame.line(data[2]));
      const ghost = moved && state.ghost[`ghost.${parts.line.series}`];
      parts.ghost.setAttribute("visibility", ghost ? "visible" : "hidden");
      if (ghost) {
        parts.beforeLow.setAttribute("d", this.frame.line(ghost[0]));
        parts.before.setAttribute("d", this.frame.line(ghost[1]));
        parts.beforeHigh.setAttribute("d", this.frame.line(ghost[2]));
      }
      ends.push({ parts, y: this.frame.y(data[2][data[2].length - 1]) });
    }
    this.labels(ends);
    drawMarks(
      this.marks,
      this.frame,
      state.head.events.filter((event) => event.capital !== "others"),
    );
    this.read(state, this.page.week);
  }

  labels(ends) {
    ends.sort((one, other) => one.y - other.y);
    ends.forEach((end, place) => {
      if (place && end.y - ends[place - 1].y < 14) end.y = ends[place - 1].y + 14;
      end.parts.label.setAttribute("x", this.frame.x(this.page.spec.weeks - 1) + 6);
      end.parts.label.setAttribute("y", Math.min(end.y + 4, FAN_HEIGHT - 20));
    });
  }

  // The numbers in the head: at the end of the run, or in the week under the pointer.
  read(state, week) {
    const at = week ?? this.page.spec.weeks - 1;
    this.now.replaceChildren(
      ...this.fans
        .filter(({ line }) => state.arrays[line.series])
        .map(({ line }) => {
          const data = state.arrays[line.series];
          return make(
            "span",
            {},
            line.label ? make("i", { text: `${line.label} `, style: `color: ${colourOf(line.colour)}` }) : null,
            make("b", { text: this.words(data[2][at]) }),
            ` ${numberWords(data[0][at], this.chart.digits)} to ${this.words(data[4][at])}`,
          );
        }),
    );
    this.cross.setAttribute("visibility", week === null ? "hidden" : "visible");
    if (week !== null) {
      this.cross.setAttribute("x1", this.frame.x(week));
      this.cross.setAttribute("x2", this.frame.x(week));
    }
  }

  describe(state) {
    const last = this.page.spec.weeks - 1;
    const ends = this.fans
      .filter(({ line }) => state.arrays[line.series])
      .map(({ line }) => {
        const data = state.arrays[line.series];
        const ghost = state.head.moved > 0 && state.ghost[`ghost.${line.series}`];
        const before = ghost ? `; unmoved ${this.words(ghost[1][last])}` : "";
        return `${line.label ? line.label + ": " : ""}median ${this.words(data[2][last])}, nine worlds of ten from ${this.words(data[0][last])} to ${this.words(data[4][last])}${before}`;
      });
    this.svg.setAttribute(
      "aria-label",
      `${this.chart.title} over time. On ${weekWords(this.page.spec, last)}: ${ends.join(". ")}.`,
    );
  }
}

// Pointer, touch and arrow keys move one cross-hair through all charts at once.
function watchPointer(tile) {
  const { svg, page } = tile;
  const follow = (event) => {
    const box = svg.getBoundingClientRect();
    page.point(tile.frame.week(((event.clientX - box.left) / box.width) * tile.frame.width));
  };
  svg.addEventListener("pointermove", follow);
  svg.addEventListener("pointerdown", follow);
  svg.addEventListener("pointerleave", () => page.point(null));
  svg.addEventListener("blur", () => page.point(null));
  svg.addEventListener("keydown", (event) => {
    const last = page.spec.weeks - 1;
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -13, PageDown: 13, Home: -last, End: last };
    if (event.key === "Escape") page.point(null);
    if (!(event.key in steps)) return;
    event.preventDefault();
    page.point(Math.min(Math.max((page.week ?? last) + steps[event.key], 0), last));
  });
}
