// What really happened: a lane for each actor, a mark for each event, pointing up where it mended and down where it hurt.

const LANE_COLOURS = {
  seoul: "seoul",
  tokyo: "tokyo",
  washington: "washington",
  court: "three",
  public: "two",
  adversaries: "one",
  other: "others",
};
const APART = 12;
const ROW = 14;
const MOST_ROWS = 6;
const LANES_WIDE = 620;
const AXIS_ROOM = 22;
const WAYS = { conflict: "conflict", cooperation: "cooperation", neutral: "neither" };

class Timeline {
  constructor(page, root) {
    this.page = page;
    this.root = root;
    this.frame = { margin: { left: 0, right: 12 }, x: (week) => this.x(week), week: (offset) => this.week(offset) };
    this.families = [...new Set(page.record.happenings.map((event) => event.family))];
    this.chosen = new Set(this.families);
    this.svg = draw("svg", { role: "group", "aria-label": "Real events, in the order of time" });
    this.count = make("span", { class: "quiet" });
    root.replaceChildren(
      make(
        "div",
        { class: "tile-head" },
        make("h3", { text: "What really happened" }, this.count),
        make("div", { class: "tools" }, ...this.keys(), this.filter()),
      ),
      this.svg,
    );
    this.free = new Free(page, this.frame, 0);
    this.svg.addEventListener("pointermove", (event) => {
      const box = this.svg.getBoundingClientRect();
      page.point(this.week(event.clientX - box.left));
    });
    this.svg.addEventListener("pointerleave", () => page.point(null));
  }

  keys() {
    return Object.keys(WAYS).map((way) =>
      make(
        "span",
        { class: "key" },
        draw("svg", { width: 12, height: 12, "aria-hidden": "true" }, this.shape(way, 6, 6, 4.5, "var(--ink)")),
        WAYS[way],
      ),
    );
  }

  filter() {
    const boxes = this.families.map((family) =>
      make(
        "label",
        {},
        make("input", {
          type: "checkbox",
          checked: true,
          onchange: (event) => {
            this.chosen[event.target.checked ? "add" : "delete"](family);
            this.again();
          },
        }),
        family,
      ),
    );
    const all = (checked) =>
      make("button", {
        type: "button",
        text: checked ? "All" : "None",
        onclick: () => {
          for (const label of boxes) label.firstChild.checked = checked;
          this.chosen = new Set(checked ? this.families : []);
          this.again();
        },
      });
    this.summary = make("summary", { text: "Kinds of events" });
    const menu = make("details", {}, this.summary, make("div", { class: "menu" }, all(true), all(false), ...boxes));
    this.page.menus.push(menu);
    return menu;
  }

  again() {
    this.key = "";
    this.draw(this.page.shown);
  }

  measure() {
    this.width = this.svg.clientWidth || this.width || 600;
  }

  x(week) {
    const { left, right } = this.frame.margin;
    return left + (week / Math.max(1, this.page.spec.weeks - 1)) * (this.width - left - right);
  }

  week(offset) {
    const { left, right } = this.frame.margin;
    const share = (offset - left) / (this.width - left - right);
    return Math.min(Math.max(Math.round(share * (this.page.spec.weeks - 1)), 0), this.page.spec.weeks - 1);
  }

  draw(state) {
    const { spec } = this.page;
    const key = [this.width, spec.start, spec.weeks].join();
    if (key !== this.key) this.build();
    this.key = key;
    this.free.draw(state.head.weeks);
  }

  build() {
    const { spec, record } = this.page;
    const wide = this.width >= LANES_WIDE;
    this.frame.margin.left = wide ? 150 : 8;
    const seen = record.happenings.filter((event) => {
      const week = weekOf(spec, event.day);
      return this.chosen.has(event.family) && week >= 0 && week <= spec.weeks - 1;
    });
    const layer = draw("g"),
      marks = [];
    let top = 4;
    for (const lane of record.lanes) {
      if (!wide) top += 14;
      const rows = this.stack(seen.filter((event) => event.lane === lane.key));
      const height = Math.max(1, rows.depth) * ROW + 4;
      const name = {
        class: "lane-name",
        text: lane.label,
        fill: colourOf(LANE_COLOURS[lane.key]),
        "aria-hidden": "true",
      };
      layer.append(
        draw("rect", {
          class: "lane",
          x: this.frame.margin.left,
          y: top,
          width: this.width - this.frame.margin.left - 12,
          height,
        }),
        draw("text", wide ? { ...name, x: 0, y: top + height / 2 + 4 } : { ...name, x: 0, y: top - 3 }),
      );
      for (const { event, x, row } of rows.placed) marks.push(this.mark(event, lane, x, top + 2 + ROW * (row + 0.5)));
      top += height + 5;
    }
    marks.sort((one, other) => one.time - other.time);
    this.free.top = 0;
    this.free.floor = top;
    this.axis(layer, top);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${top + AXIS_ROOM}`);
    this.svg.setAttribute("height", top + AXIS_ROOM);
    this.cross = draw("line", { class: "cross", y1: 0, y2: top, visibility: "hidden" });
    this.svg.replaceChildren(layer, this.free.behind, this.free.front, this.cross, ...marks.map(({ node }) => node));
    rove(marks.map(({ node }) => node));
    const some = this.chosen.size < this.families.length;
    this.summary.textContent = some
      ? `Kinds of events: ${this.chosen.size} of ${this.families.length}`
      : "Kinds of events";
    this.count.textContent = ` ${seen.length} events in view; point at one, tap it, or use the arrow keys`;
  }

  // Events of one lane that would cover one another go below one another.
  stack(events) {
    const ends = [];
    const placed = events.map((event) => {
      const x = this.x(weekOf(this.page.spec, event.day));
      let row = ends.findIndex((end) => x - end >= APART);
      if (row < 0) row = ends.length < MOST_ROWS ? ends.length : ends.indexOf(Math.min(...ends));
      ends[row] = x;
      return { event, x, row };
    });
    return { placed, depth: ends.length };
  }

  shape(way, x, y, size, fill) {
    if (way === "neutral") return draw("circle", { cx: x, cy: y, r: size - 0.8, fill });
    const up = way === "cooperation" ? -1 : 1;
    return draw("path", { d: `M${x - size} ${y - up * size * 0.8}h${2 * size}L${x} ${y + up * size}Z`, fill });
  }

  mark(event, lane, x, y) {
    const about = () => ({
      title: `${dateWords(dayOf(event.day))}, ${lane.label}`,
      words: event.words,
      note: `${event.family}; ${WAYS[event.direction]}`,
      source: event.source,
      confidence: event.confidence,
    });
    const size = 3.6 + 0.3 * event.size;
    const node = draw(
      "g",
      { class: "happening", role: "img", "aria-label": saidOf(about()) },
      draw("circle", { class: "touch", cx: x, cy: y, r: 7 }),
      this.shape(event.direction, x, y, size, colourOf(LANE_COLOURS[event.lane])),
    );
    this.page.tip.watch(node, about);
    return { node, time: dayOf(event.day) };
  }

  axis(layer, floor) {
    for (const tick of dateTicks(this.page.spec, this.width - this.frame.margin.left)) {
      const x = this.x(tick.week);
      if (x > this.width - 8) continue;
      const anchor = x < this.frame.margin.left + 24 ? "start" : x > this.width - 30 ? "end" : "middle";
      layer.append(
        draw("line", { class: "grid", x1: x, x2: x, y1: 0, y2: floor }),
        draw("text", { class: "axis", x, y: floor + 14, "text-anchor": anchor, text: tick.words }),
      );
    }
  }

  read(state, week) {
    if (!this.cross) return;
    this.cross.setAttribute("visibility", week === null ? "hidden" : "visible");
    if (week !== null) for (const end of ["x1", "x2"]) this.cross.setAttribute(end, this.x(week));
  }

  describe() {}
}
