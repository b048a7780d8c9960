// Who pulled what, and when: one strip a lever, darker where more worlds pulled it that week.

const SHADES = [
  [0.002, 0.12],
  [0.01, 0.26],
  [0.03, 0.44],
  [0.1, 0.64],
  [0.3, 0.84],
  [0.6, 1],
];
const SHADE_WORDS = ["0.2", "1", "3", "10", "30", "60% or more"];
const STRIP_HEIGHT = 18;

// Weeks of the same shade in a row, as one stretch.
function stretches(weekly) {
  const found = [];
  weekly.forEach((share, week) => {
    const shade = SHADES.findLastIndex(([from]) => share >= from);
    const last = found[found.length - 1];
    if (last && last.shade === shade && last.to === week) last.to = week + 1;
    else if (shade >= 0) found.push({ shade, from: week, to: week + 1 });
  });
  return found;
}

class Strips {
  constructor(page, root) {
    this.page = page;
    this.root = root;
    this.rows = new Map();
    this.order = "";
    this.all = false;
  }

  // Widths are read before anything is written, since each reading in between would lay the whole page out again.
  measure() {
    this.width = this.axis?.clientWidth || 0;
  }

  draw(state) {
    const { pulled, events } = state.head;
    const shown = pulled
      .map((lever, place) => ({ ...lever, weekly: state.arrays.pulls[place] }))
      .filter((lever) => this.all || lever.times >= this.page.spec.rare);
    const happenings = events.filter((event) => event.capital === "others");
    const order = shown.map((lever) => lever.key).join() + happenings.length + pulled.length + this.all;
    if (order !== this.order) this.build(shown, pulled.length - shown.length, happenings);
    this.order = order;
    this.width ||= this.axis.clientWidth || 300;
    for (const lever of shown) this.fill(this.rows.get(lever.key), lever, events);
    if (this.rows.has("others")) this.befall(this.rows.get("others"), happenings);
  }

  build(shown, hidden, happenings) {
    this.rows.clear();
    const scale = make(
      "span",
      { class: "scale" },
      "share of worlds that pulled it in a week:",
      ...SHADES.flatMap(([, opacity], place) => [make("i", { style: `opacity: ${opacity}` }), `${SHADE_WORDS[place]}`]),
      make("span", { text: "· at the right: pulls in an average world" }),
    );
    const parts = [
      make("div", { class: "strips-head" }, make("h3", { text: "Which levers were pulled, and when" }), scale),
    ];
    let capital = "";
    for (const lever of shown) {
      if (lever.capital !== capital) parts.push(this.heading(lever.capital));
      capital = lever.capital;
      parts.push(this.row(lever.key, lever.label, lever.capital));
    }
    if (happenings.length) parts.push(this.heading("others"), this.row("others", "Events nobody chose", "others"));
    this.axis = draw("svg", { height: STRIP_HEIGHT, "aria-hidden": "true" });
    parts.push(make("div", { class: "row" }, make("span"), this.axis, make("span")));
    if (hidden || this.all) {
      parts.push(
        make("button", {
          type: "button",
          text: this.all ? "Hide the rare ones" : `Show ${hidden} rarely pulled`,
          onclick: () => {
            this.all = !this.all;
            this.page.redraw();
          },
        }),
      );
    }
    this.root.replaceChildren(...parts);
  }

  heading(capital) {
    const label = this.page.spec.groups.find((group) => group.key === capital).label;
    return make(
      "div",
      { class: "capital" },
      make("i", { style: `background: ${colourOf(capital)}` }),
      capital === "others" ? "From outside" : label,
    );
  }

  row(key, label, capital) {
    const svg = draw("svg", { role: "img", height: STRIP_HEIGHT, preserveAspectRatio: "none" });
    const shades = SHADES.map(([, opacity]) => draw("path", { fill: colourOf(capital), opacity }));
    const marks = draw("g");
    svg.append(
      draw("rect", { fill: "var(--shade)", x: 0, y: 1, width: "100%", height: STRIP_HEIGHT - 2 }),
      ...shades,
      marks,
    );
    const times = make("span", { class: "times" });
    this.rows.set(key, { svg, shades, marks, times, label });
    return make("div", { class: "row" }, make("span", { class: "label", text: label }), svg, times);
  }

  // Strips stand under the charts' dates only where they share their margins; here a week is its own column.
  x(width, week) {
    return (week / this.page.spec.weeks) * width;
  }

  fill(row, lever, events) {
    const { width } = this;
    const paths = SHADES.map(() => "");
    for (const { shade, from, to } of stretches(lever.weekly)) {
      const left = this.x(width, from).toFixed(1),
        right = (this.x(width, to) + 0.15).toFixed(1);
      paths[shade] += `M${left} 1H${right}V${STRIP_HEIGHT - 1}H${left}Z`;
    }
    if (row.width !== width) row.svg.setAttribute("viewBox", `0 0 ${width} ${STRIP_HEIGHT}`);
    row.width = width;
    row.shades.forEach((path, shade) => path.setAttribute("d", paths[shade]));
    row.times.textContent = `${numberWords(lever.times, lever.times >= 10 ? 0 : lever.times >= 1 ? 1 : 2)}×`;
    const forced = events.filter((event) => event.key === lever.key);
    if (forced.length || row.marks.childElementCount)
      row.marks.replaceChildren(...forced.map((event) => this.diamond(width, event)));
    this.dates(width);
  }

  describe(state) {
    state.head.pulled.forEach((lever, place) => {
      const weekly = state.arrays.pulls[place];
      const most = weekly.indexOf(Math.max(...weekly));
      this.rows
        .get(lever.key)
        ?.svg.setAttribute(
          "aria-label",
          `${lever.label}: ${numberWords(lever.times, 2)} pulls in an average world, most often in the week of ${weekWords(this.page.spec, most)}.`,
        );
    });
  }

  diamond(width, event) {
    const x = this.x(width, weekOf(this.page.spec, event.day));
    return draw(
      "path",
      { d: `M${x} 2l6 7l-6 7l-6 -7Z`, fill: "var(--paper)", stroke: colourOf(event.capital), "stroke-width": 2 },
      draw("title", { text: `${dateWords(dayOf(event.day))}: ${event.label}, forced` }),
    );
  }

  befall(row, happenings) {
    const { width } = this;
    row.svg.setAttribute("viewBox", `0 0 ${width} ${STRIP_HEIGHT}`);
    row.svg.setAttribute(
      "aria-label",
      happenings.map((event) => `${dateWords(dayOf(event.day))}: ${event.label}`).join(". "),
    );
    row.marks.replaceChildren(
      ...happenings.map((event) =>
        draw(
          "rect",
          {
            x: this.x(width, weekOf(this.page.spec, event.day)) - 2,
            y: 3,
            width: 5,
            height: STRIP_HEIGHT - 6,
            fill: colourOf("others"),
          },
          draw("title", { text: `${dateWords(dayOf(event.day))}: ${event.label}` }),
        ),
      ),
    );
  }

  dates(width) {
    if (this.axisWidth === width && this.axis.childElementCount) return;
    this.axisWidth = width;
    this.axis.setAttribute("viewBox", `0 0 ${width} ${STRIP_HEIGHT}`);
    this.axis.replaceChildren(
      ...dateTicks(this.page.spec, width)
        .filter((tick) => this.x(width, tick.week) < width - 10)
        .map((tick) => {
          const x = this.x(width, tick.week);
          return draw("text", {
            class: "axis",
            x,
            y: 12,
            "text-anchor": x < 20 ? "start" : x > width - 30 ? "end" : "middle",
            text: tick.words,
          });
        }),
    );
  }
}
