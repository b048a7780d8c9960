// A fan of the model with what was really measured over it, and the day from which the agents are free.

const REACH = 8;
const LONG_READING = 45 * DAY;

// The stretch in which the agents are free, the branch line that can be dragged, and where the validation data begin.
class Free {
  constructor(page, frame, height) {
    this.page = page;
    this.frame = frame;
    this.area = draw("rect", { class: "free" });
    this.heldOut = draw("line", { class: "held-out-line" });
    this.line = draw("line", { class: "branch-line" });
    this.grip = draw("line", { class: "branch-grip", "stroke-width": 2 * REACH });
    this.top = 8;
    this.floor = height - 20;
    this.behind = draw("g", { "aria-hidden": "true" }, this.area, this.heldOut);
    this.front = draw("g", { "aria-hidden": "true" }, this.line, this.grip);
    this.grip.addEventListener("pointerdown", (event) => this.take(event));
  }

  take(event) {
    event.preventDefault();
    event.stopPropagation();
    this.grip.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const box = this.grip.ownerSVGElement.getBoundingClientRect();
      this.page.branchAt(this.frame.week(moved.clientX - box.left) + this.page.view.from, true);
    };
    const drop = () => {
      this.grip.removeEventListener("pointermove", move);
      this.page.branchAt(this.page.branch, false);
    };
    this.grip.addEventListener("pointermove", move);
    this.grip.addEventListener("pointerup", drop, { once: true });
    this.grip.addEventListener("pointercancel", drop, { once: true });
  }

  draw(weeks) {
    const { view, branch, record } = this.page;
    const last = this.frame.x(this.page.spec.weeks - 1);
    const inside = (week) => Math.min(Math.max(this.frame.x(week - view.from), this.frame.margin.left), last);
    const from = inside(branch),
      held = inside(weekOf(record, record.heldOut));
    for (const node of [this.line, this.grip, this.heldOut]) {
      const x = node === this.heldOut ? held : from;
      for (const [name, value] of Object.entries({ x1: x, x2: x, y1: this.top, y2: this.floor }))
        node.setAttribute(name, value);
    }
    this.heldOut.setAttribute("visibility", held > this.frame.margin.left && held < last ? "visible" : "hidden");
    const facts = { x: from, y: this.top, width: Math.max(0, inside(weeks - 1) - from), height: this.floor - this.top };
    for (const [name, value] of Object.entries(facts)) this.area.setAttribute(name, value);
  }
}

class Panel extends FanTile {
  constructor(page, chart) {
    super(page, chart);
    this.svg.setAttribute("role", "group");
    this.free = new Free(page, this.frame, FAN_HEIGHT);
    this.real = draw("g");
    this.frame.fixed.after(this.free.behind);
    this.svg.append(this.free.front, this.real);
    this.readings = chart.lines.flatMap((line) =>
      page.record.readings[line.series].map((reading) => ({ ...reading, line })),
    );
    this.cover = make("small", { class: "cover" });
    this.root.querySelector(".tile-head").append(this.cover);
    this.readings.sort((one, other) => dayOf(one.day) - dayOf(other.day));
  }

  ceiling(state) {
    if (this.chart.high !== null) return this.chart.high;
    const seen = this.inView();
    const fans = this.fans.flatMap(({ line }) => [
      ...(state.arrays[line.series]?.[4] || []),
      ...(state.ghost[`ghost.${line.series}`]?.[2] || []),
    ]);
    return niceCeiling(Math.max(0, ...fans, ...seen.map((reading) => reading.value)));
  }

  inView() {
    const { spec } = this.page;
    return this.readings.filter((reading) => {
      const week = weekOf(spec, reading.day);
      return week >= 0 && week < spec.weeks;
    });
  }

  draw(state) {
    super.draw(state);
    this.free.draw(state.head.weeks);
    this.cover.textContent = this.covered(state);
    const key = [this.frame.key, this.page.spec.start].join();
    if (this.drawn === key) return;
    this.drawn = key;
    const found = this.inView().map((reading) => this.point(reading));
    this.real.replaceChildren(...found.flatMap(({ whole }) => whole));
    rove(found.map(({ mark }) => mark));
  }

  // How many of the real points that followed lie where nine worlds of ten do.
  covered(state) {
    const { head } = state;
    const after = this.readings.filter((reading) => {
      const week = weekOf(this.page.record, reading.day);
      return week >= head.branch && week < head.weeks;
    });
    const same = after.filter((reading) => !reading.near);
    if (!this.readings.length) return "never measured: the model's own quantity";
    if (!same.length)
      return after.length ? "only near questions were asked after the branch" : "not measured in this time";
    const inside = same.filter((reading) => {
      const data = this.page.state.arrays[reading.line.series],
        week = Math.floor(weekOf(this.page.record, reading.day));
      return reading.value >= data[0][week] && reading.value <= data[4][week];
    });
    return `after the branch, ${inside.length} of ${same.length} real points lie in the pale band`;
  }

  point(reading) {
    const x = this.held(weekOf(this.page.spec, reading.day)),
      y = this.frame.y(reading.value);
    const colour = this.chart.lines.length > 1 ? colourOf(reading.line.colour) : "var(--ink)";
    const shape = reading.near
      ? draw("path", { d: `M${x} ${y - 5.2}l5.2 5.2l-5.2 5.2l-5.2 -5.2Z` })
      : draw("circle", { cx: x, cy: y, r: 3.6 });
    const mark = draw(
      "g",
      { class: reading.heldOut ? "real held-out" : "real", style: `--own: ${colour}`, role: "img" },
      draw("circle", { class: "touch", cx: x, cy: y, r: 9 }),
      shape,
    );
    const about = () => this.about(reading);
    mark.setAttribute("aria-label", saidOf(about()));
    this.page.tip.watch(mark, about);
    const long = dayOf(reading.last) - dayOf(reading.first) > LONG_READING;
    const ends = [reading.first, reading.last].map((day) => this.held(weekOf(this.page.spec, day)));
    const span = long && draw("line", { class: "lasting", stroke: colour, x1: ends[0], x2: ends[1], y1: y, y2: y });
    return { mark, whole: span ? [span, mark] : [mark] };
  }

  held(week) {
    return this.frame.x(Math.min(Math.max(week, 0), this.page.spec.weeks - 1));
  }

  about(reading) {
    const days = [reading.first, reading.last].map((day) => dateWords(dayOf(day)));
    const near = reading.near ? "Not the model's quantity: the nearest question that was asked. " : "";
    const held = reading.heldOut ? "Validation: never used in a fit." : "";
    return {
      title: `${reading.words}${reading.line.label ? `, ${reading.line.label}` : ""}`,
      words: `${reading.measured}, ${days[0] === days[1] ? days[0] : days.join(" to ")}`,
      note: [near + held, reading.note].filter((text) => text.trim()).join(" "),
      source: reading.source,
      confidence: reading.confidence,
    };
  }

  labels(ends) {
    super.labels(ends);
    for (const end of ends) {
      const last = this.lastWeek(end.parts.line);
      const beside = Math.min(this.frame.x(last) + 6, this.width - this.frame.margin.right + 6);
      end.parts.label.setAttribute("x", beside);
    }
  }

  lastWeek(line) {
    return (this.page.shown.arrays[line.series]?.[2].length || 1) - 1;
  }

  read(state, week) {
    const known = this.fans.filter(({ line }) => week === null || week <= this.lastWeek(line));
    this.now.replaceChildren(
      ...known.map(({ line }) => {
        const data = state.arrays[line.series],
          at = week ?? this.lastWeek(line);
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
    if (week !== null) for (const end of ["x1", "x2"]) this.cross.setAttribute(end, this.frame.x(week));
  }

  describe(state) {
    const ends = this.fans.map(({ line }) => {
      const data = state.arrays[line.series],
        at = this.lastWeek(line);
      const range = `nine worlds of ten from ${this.words(data[0][at])} to ${this.words(data[4][at])}`;
      return `${line.label ? `${line.label}: ` : ""}median ${this.words(data[2][at])}, ${range}`;
    });
    const last = weekWords(this.page.spec, this.lastWeek(this.fans[0].line));
    const seen = this.inView();
    const real = seen.length
      ? `${seen.length} real observations, the last: ${seen[seen.length - 1].words} in ${dateWords(dayOf(seen[seen.length - 1].day), false)}`
      : "nothing like it was measured";
    this.svg.setAttribute("aria-label", `${this.chart.title} over time. On ${last}: ${ends.join(". ")}. ${real}.`);
  }
}
