// What the world did, drawn: public series week by week with the moves marked, the pact's states, ranges, forecasts.
//
//   new WorldCharts({ only })    tiles for every series of view.world: { root, update(world), table(on) }.
//                                only: keys (without capital) to show, in this order; left out: all but the pact.
//                                Own series too: anything with { series, labels, first_day, moves, week, pulled }.
//   new PactStrip()              the pact, week by week: { root, update(world) }
//   new RangeBar(words)          low, middle and high of an estimate in percent: { root, update({low, mid, high}) }
//   new ForecastCharts()         the adviser's fans of an order beside those of hold: { root, update(answer) }
//   valueWords(value, label)     a number with its unit: label is one of world.labels

const LINE_HEIGHT = 132;
const PACT = "pact_state";
const PACT_WORDS = ["In force", "Notice given", "Suspended", "Lapsed"];
const PACT_TONES = ["in-force", "notice", "suspended", "lapsed"];
const NARROW = 320,
  LETTER = 7.6;
const WIDEST_FIXED = 101;
const SCALES = /^(percent|%|index|\d)/;

const unitSign = (label) => (/^(percent|%)/.test(label.unit) ? "%" : "");
const valueWords = (value, label) => numberWords(value, label.digits ?? 0) + unitSign(label);
const baseOf = (key) => key.split(".")[0];
const capitalOf = (key) => CAPITAL_KEYS.find((capital) => key.split(".").includes(capital)) ?? null;

// Hostility of Seoul and of Tokyo belong in one picture.
function grouped(keys) {
  const groups = new Map();
  for (const key of keys) groups.set(baseOf(key), [...(groups.get(baseOf(key)) ?? []), key]);
  return groups;
}

// What the names of all lines share is the title of their picture, and the rest tells them apart.
function titleOf(keys, labels) {
  const names = keys.map((key) => (labels[key]?.label ?? key).split(" "));
  if (names.length === 1) return names[0].join(" ");
  const shared = names[0].findIndex((word, place) => names.some((name) => name[place] !== word));
  const words = names[0].slice(0, shared < 0 ? undefined : shared);
  while (["of", "in", "the"].includes(words[words.length - 1])) words.pop();
  return words.join(" ") || keys[0];
}

function lineName(key, keys, labels) {
  if (keys.length === 1) return "";
  if (capitalOf(key)) return nameOf(capitalOf(key));
  const rest = (labels[key]?.label ?? key).slice(titleOf(keys, labels).length).replace(/^ (of |in )?(the )?/, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

class LinesTile {
  constructor() {
    this.frame = new Frame({ start: "2019-01-07", weeks: 1, pact: { renewals: [] } }, LINE_HEIGHT);
    this.title = make("h4", {});
    this.unit = make("small", {});
    this.now = make("div", { class: "now" });
    this.turns = draw("g", { class: "turns", "aria-hidden": "true" });
    this.lines = draw("g", {});
    this.marks = draw("g", {});
    this.cross = draw("line", { class: "cross", y1: 8, y2: LINE_HEIGHT - 20, visibility: "hidden" });
    this.svg = draw("svg", { role: "img", tabindex: 0, height: LINE_HEIGHT });
    this.svg.append(this.frame.fixed, this.turns, this.lines, this.marks, this.cross);
    this.rows = make("div", { class: "rows", hidden: true });
    this.root = make(
      "article",
      { class: "tile" },
      make("div", { class: "tile-head" }, make("div", {}, this.title, this.unit), this.now),
      this.svg,
      this.rows,
    );
    this.follow();
    new ResizeObserver(() => requestAnimationFrame(() => this.draw())).observe(this.svg);
  }

  update({ keys, world }) {
    this.keys = keys;
    this.world = world;
    this.length = world.series[keys[0]].length;
    this.names = keys.map((key) => lineName(key, keys, world.labels));
    this.labels = keys.map((key) => world.labels[key] ?? { label: key, unit: "", low: null, high: null, digits: 0 });
    say(this.title, titleOf(keys, world.labels));
    say(this.unit, this.labels[0].unit);
    this.drawn = "";
    this.draw();
    this.tabulate();
  }

  bounds() {
    const values = this.keys.flatMap((key) => this.world.series[key]);
    const { low, high } = this.labels[0];
    if (SCALES.test(this.labels[0].unit) && high - low <= WIDEST_FIXED)
      return [low, high > 0 ? niceCeiling(high) : high];
    return [Math.min(low ?? 0, 0, ...values), niceCeiling(Math.max(...values))];
  }

  draw() {
    const width = this.svg.clientWidth;
    if (!this.world || !width || this.drawn === `${width}`) return;
    this.drawn = `${width}`;
    const { frame, world } = this;
    const [low, high] = this.bounds();
    frame.spec = { start: world.first_day, weeks: this.length, pact: { renewals: [] } };
    frame.key = "";
    frame.margin = {
      left: high >= 1000 ? 46 : 34,
      right: 12 + 6.4 * Math.max(...this.names.map((name) => name.length)),
      top: 8,
      bottom: 20,
    };
    frame.fit(width, low, high, (level) => numberWords(level, high - low <= 2 ? 2 : 0) + unitSign(this.labels[0]));
    this.svg.setAttribute("viewBox", `0 0 ${width} ${LINE_HEIGHT}`);
    this.drawTurns();
    this.drawLines();
    this.drawPulled();
    this.read(this.at ?? null);
    this.svg.setAttribute("aria-label", this.sentence());
  }

  // Weeks count from the first week of the record that is shown, not from the first week of the world.
  place(week) {
    return week - (this.world.week - this.length);
  }

  drawTurns() {
    const floor = LINE_HEIGHT - this.frame.margin.bottom;
    this.turns.replaceChildren();
    (this.world.moves ?? []).slice(0, -1).forEach((week, move) => {
      const x = this.frame.x(this.place(week) - 0.5);
      this.turns.append(
        draw("line", { class: "turn", x1: x, x2: x, y1: 8, y2: floor }),
        draw("text", { class: "axis turn-word", x: x + 3, y: 16, text: String(move + 1) }),
      );
    });
  }

  colour(key, place) {
    const capital = capitalOf(key);
    return colourOf(capital ?? ["one", "two", "three"][place % 3]);
  }

  drawLines() {
    const ends = this.keys.map((key, place) => {
      const values = this.world.series[key];
      return { key, place, values, y: this.frame.y(values[values.length - 1]) + 4 };
    });
    this.lines.replaceChildren();
    const low = [...ends].sort((one, other) => one.y - other.y);
    low.forEach((end, place) => {
      if (place) end.y = Math.max(end.y, low[place - 1].y + 13);
    });
    for (const { key, place, values, y } of ends) {
      const stroke = this.colour(key, place);
      const last = values.length - 1;
      this.lines.append(
        draw("path", {
          class: "lived",
          d: this.frame.line(values),
          stroke,
          "stroke-dasharray": place ? "6 2.5" : null,
        }),
        draw("circle", { cx: this.frame.x(last), cy: this.frame.y(values[last]), r: 3, fill: stroke }),
      );
      if (this.keys.length > 1)
        this.lines.append(
          draw("text", {
            class: "direct",
            x: this.frame.x(last) + 7,
            y,
            fill: stroke,
            text: this.names[place],
            "aria-hidden": "true",
          }),
        );
    }
  }

  drawPulled() {
    this.marks.replaceChildren();
    for (const event of this.world.pulled ?? []) {
      const week = this.place(event.week);
      if (week < 0 || week > this.length) continue;
      const x = this.frame.x(week);
      this.marks.append(
        draw(
          "path",
          { class: "mark", d: `M${x - 4.5} 0h9L${x} 8Z`, fill: colourOf(event.capital) },
          draw("title", { text: `${this.dayWords(week)}: ${nameOf(event.capital)}, ${event.label}` }),
        ),
      );
    }
  }

  dayWords(week) {
    return dateWords(dayOf(this.world.first_day) + week * 7 * DAY);
  }

  // The numbers in the head: now and since the move began, or in the week under the pointer.
  read(week) {
    const at = week ?? this.length - 1;
    const turns = this.world.moves ?? [];
    const began = turns.length > 1 ? this.place(turns[turns.length - 2]) - 1 : null;
    this.now.replaceChildren(
      ...this.keys.map((key, place) => {
        const values = this.world.series[key];
        const label = this.labels[place];
        const change = week === null && began !== null && began >= 0 ? values[at] - values[began] : 0;
        const moved = Math.abs(change) >= 0.5 * 10 ** -(label.digits ?? 0);
        return make(
          "span",
          {},
          this.keys.length > 1
            ? make("i", { text: `${this.names[place]} `, style: `color: ${this.colour(key, place)}` })
            : null,
          make("b", { text: valueWords(values[at], label) }),
          moved ? ` ${change > 0 ? "▲" : "▼"} ${valueWords(Math.abs(change), label)}` : "",
        );
      }),
      week === null ? "" : make("span", { text: this.dayWords(at) }),
    );
    this.cross.setAttribute("visibility", week === null ? "hidden" : "visible");
    if (week === null) return;
    this.cross.setAttribute("x1", this.frame.x(week));
    this.cross.setAttribute("x2", this.frame.x(week));
  }

  follow() {
    const { svg } = this;
    const point = (event) => {
      const box = svg.getBoundingClientRect();
      this.at = this.frame.week(((event.clientX - box.left) / box.width) * this.frame.width);
      this.read(this.at);
    };
    const leave = () => {
      this.at = null;
      if (this.world) this.read(null);
    };
    svg.addEventListener("pointermove", point);
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointerleave", leave);
    svg.addEventListener("blur", leave);
    svg.addEventListener("keydown", (event) => {
      const last = this.length - 1;
      const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -13, PageDown: 13, Home: -last, End: last };
      if (event.key === "Escape") leave();
      if (!(event.key in steps)) return;
      event.preventDefault();
      this.at = Math.min(Math.max((this.at ?? last) + steps[event.key], 0), last);
      this.read(this.at);
    });
  }

  sentence() {
    const parts = this.keys.map((key, place) => {
      const values = this.world.series[key];
      return `${this.names[place]} ${valueWords(values[values.length - 1], this.labels[place])}, ${valueWords(values[0], this.labels[place])} at first`;
    });
    return `${this.title.textContent} week by week (${this.labels[0].unit}). Now: ${parts.join("; ")}.`;
  }

  tabulate() {
    const weeks = Array.from({ length: this.length }, (_, week) => week).filter(
      (week) => (this.length - 1 - week) % 4 === 0,
    );
    const cells = (kind, words) =>
      words.map((text, place) => make(place || kind === "th" ? kind : "th", { text, scope: place ? null : "row" }));
    this.rows.replaceChildren(
      make(
        "table",
        {},
        make("caption", { class: "spoken", text: this.title.textContent }),
        make(
          "thead",
          {},
          make("tr", {}, ...cells("th", ["Week of", ...this.names.map((name) => name || this.labels[0].unit)])),
        ),
        make(
          "tbody",
          {},
          ...weeks.map((week) =>
            make(
              "tr",
              {},
              ...cells("td", [
                this.dayWords(week),
                ...this.keys.map((key, place) => valueWords(this.world.series[key][week], this.labels[place])),
              ]),
            ),
          ),
        ),
      ),
    );
  }

  table(on) {
    show(this.rows, on);
    this.svg.toggleAttribute("hidden", on);
    if (!on) this.draw();
  }
}

class WorldCharts {
  constructor({ only = null } = {}) {
    this.only = only;
    this.asTable = false;
    this.root = make("div", { class: "tiles" });
    this.tiles = new Keep(
      this.root,
      (item) => item.base,
      () => new LinesTile(),
    );
  }

  update(world) {
    const known = Object.keys(world.series ?? {}).filter((key) => key !== PACT && world.series[key].length > 0);
    const groups = grouped(known);
    const bases = this.only ? this.only.filter((base) => groups.has(base)) : [...groups.keys()];
    this.tiles.update(bases.map((base) => ({ base, keys: groups.get(base), world })));
    this.table(this.asTable);
  }

  table(on) {
    this.asTable = on;
    for (const tile of this.tiles.parts.values()) tile.table(on);
  }
}

class PactStrip {
  constructor() {
    this.now = make("b", {});
    this.bar = make("div", { class: "pact-bar", role: "img" });
    this.days = make("div", { class: "pact-days", "aria-hidden": "true" });
    this.root = make(
      "article",
      { class: "tile pact" },
      make(
        "div",
        { class: "tile-head" },
        make("h4", { text: "The intelligence pact" }),
        make("div", { class: "now" }, this.now),
      ),
      this.bar,
      this.days,
    );
  }

  update(world) {
    const states = world.series?.[PACT];
    show(this.root, states?.length);
    if (!states?.length) return;
    const runs = [];
    states.forEach((value, week) => {
      const state = Math.min(Math.max(Math.round(value), 0), PACT_WORDS.length - 1);
      const last = runs[runs.length - 1];
      if (last?.state === state) last.weeks += 1;
      else runs.push({ state, week, weeks: 1 });
    });
    const dayOfWeek = (week) => dateWords(dayOf(world.first_day) + week * 7 * DAY);
    this.bar.replaceChildren(
      ...runs.map(({ state, week, weeks }) =>
        make("i", {
          class: PACT_TONES[state],
          style: `flex-grow: ${weeks}`,
          title: `${PACT_WORDS[state]} from ${dayOfWeek(week)}, ${counted(weeks, "week")}`,
          text:
            (weeks / states.length) * (this.bar.clientWidth || NARROW) > PACT_WORDS[state].length * LETTER
              ? PACT_WORDS[state]
              : "",
        }),
      ),
    );
    this.bar.setAttribute(
      "aria-label",
      runs.map(({ state, week }) => `${PACT_WORDS[state]} from ${dayOfWeek(week)}`).join("; "),
    );
    say(this.now, PACT_WORDS[runs[runs.length - 1].state]);
    this.days.replaceChildren(make("span", { text: dayOfWeek(0) }), make("span", { text: dayOfWeek(states.length) }));
  }
}

class RangeBar {
  constructor(words) {
    this.words = words;
    this.span = make("i", { class: "span" });
    this.middle = make("i", { class: "mid" });
    this.root = make("div", { class: "range-bar", role: "img" }, this.span, this.middle);
  }

  update({ low, mid, high }) {
    this.span.style.left = `${low}%`;
    this.span.style.width = `${Math.max(high - low, 1)}%`;
    this.middle.style.left = `${mid}%`;
    this.root.setAttribute(
      "aria-label",
      `${this.words}: about ${Math.round(mid)} %, between ${Math.round(low)} and ${Math.round(high)} %`,
    );
  }
}
