// The adviser: what the sheet as it stands would bring, beside holding, and what the reckoning takes for granted.

// Both fans in one picture: the sheet's in colour, holding dashed.
class ForecastTile {
  constructor() {
    this.frame = new Frame({ start: "2019-01-07", weeks: 1, pact: { renewals: [] } }, LINE_HEIGHT);
    this.title = make("h4", {});
    this.unit = make("small", {});
    this.now = make("div", { class: "now" });
    this.bands = draw("g", {});
    this.today = draw("line", { class: "turn", y1: 8, y2: LINE_HEIGHT - 20 });
    this.svg = draw("svg", { role: "img", height: LINE_HEIGHT });
    this.svg.append(this.frame.fixed, this.today, this.bands);
    this.root = make(
      "article",
      { class: "tile" },
      make("div", { class: "tile-head" }, make("div", {}, this.title, this.unit), this.now),
      this.svg,
    );
    new ResizeObserver(() => requestAnimationFrame(() => this.draw())).observe(this.svg);
  }

  update({ key, answer }) {
    this.fan = answer.series[key];
    this.hold = answer.compare.series[key];
    this.label = answer.labels[key];
    this.answer = answer;
    this.width = 0;
    const last = answer.weeks.length - 1;
    say(this.title, this.label.label);
    say(this.unit, this.label.unit);
    const words = (fan) =>
      `${valueWords(fan.p50[last], this.label)} (${valueWords(fan.p10[last], this.label)} to ${valueWords(fan.p90[last], this.label)})`;
    this.now.replaceChildren(
      make(
        "span",
        {},
        "your sheet ",
        make("b", { text: valueWords(this.fan.p50[last], this.label) }),
        ` ${valueWords(this.fan.p10[last], this.label)} to ${valueWords(this.fan.p90[last], this.label)}`,
      ),
      make("span", {}, "hold ", make("b", { text: valueWords(this.hold.p50[last], this.label) })),
    );
    this.svg.setAttribute(
      "aria-label",
      `${this.label.label}, at the end: your sheet ${words(this.fan)}; hold ${words(this.hold)}.`,
    );
    this.draw();
  }

  // A narrow fan on a scale of 0 to 100 shows nothing; here the difference is the point, so the scale is close.
  bounds() {
    const all = [this.fan.p10, this.fan.p90, this.hold.p10, this.hold.p90].flat();
    const low = Math.min(...all),
      high = Math.max(...all);
    const step = niceCeiling(Math.max((high - low) / 3, 0.01));
    const from = Math.floor(low / step) * step;
    return [from, from + 4 * step >= high ? from + 4 * step : from + 8 * step];
  }

  draw() {
    const width = this.svg.clientWidth;
    if (!this.answer || !width || width === this.width) return;
    this.width = width;
    const { frame, fan, hold } = this;
    frame.spec = { start: this.answer.days[0], weeks: this.answer.weeks.length, pact: { renewals: [] } };
    frame.key = "";
    frame.margin.left = 44;
    const [low, high] = this.bounds();
    frame.fit(width, low, high, (level) => numberWords(level, high - low < 8 ? 1 : 0) + unitSign(this.label));
    this.svg.setAttribute("viewBox", `0 0 ${width} ${LINE_HEIGHT}`);
    const today = frame.x(this.answer.known - 0.5);
    this.today.setAttribute("x1", today);
    this.today.setAttribute("x2", today);
    const path = (kind, d, facts) => draw("path", { class: kind, d, ...facts });
    this.bands.replaceChildren(
      path("band", frame.band(fan.p10, fan.p90), { fill: "var(--accent)" }),
      path("band", frame.band(fan.p25, fan.p75), { fill: "var(--accent)" }),
      path("held edge", frame.line(hold.p10)),
      path("held edge", frame.line(hold.p90)),
      path("held", frame.line(hold.p50)),
      path("median", frame.line(fan.p50), { stroke: "var(--accent)" }),
    );
  }
}

class ForecastCharts {
  constructor() {
    this.tiles = make("div", { class: "tiles" });
    this.kept = new Keep(
      this.tiles,
      (item) => item.key,
      () => new ForecastTile(),
    );
    this.shares = make("tbody", {});
    this.rows = new Keep(
      this.shares,
      (item) => item.key,
      () => {
        const cells = [make("th", { scope: "row" }), make("td", {}), make("td", {})];
        return {
          root: make("tr", {}, ...cells),
          update: ({ words }) => cells.forEach((cell, place) => say(cell, words[place])),
        };
      },
    );
    this.assumes = make("ul", { class: "assumes" });
    const key = (picture, text) =>
      make("span", { class: "key" }, draw("svg", { width: 26, height: 12, "aria-hidden": "true" }, picture), text);
    this.root = make(
      "div",
      { class: "stack" },
      make(
        "p",
        { class: "quiet small" },
        key(
          draw("line", { class: "median", x1: 0, x2: 26, y1: 6, y2: 6, stroke: "var(--accent)" }),
          "your sheet, middle",
        ),
        key(
          draw("rect", { class: "band", width: 26, height: 12, fill: "var(--accent)" }),
          "half, and eight of ten worlds",
        ),
        key(draw("line", { class: "held", x1: 0, x2: 26, y1: 6, y2: 6 }), "hold"),
      ),
      this.tiles,
      make(
        "table",
        {},
        make("caption", { class: "spoken", text: "How often it happens" }),
        make(
          "thead",
          {},
          make(
            "tr",
            {},
            ...["Until the end of this look ahead", "your sheet", "hold"].map((text) =>
              make("th", { scope: "col", text }),
            ),
          ),
        ),
        this.shares,
      ),
      make("details", { open: true }, make("summary", { text: "What the adviser takes for granted" }), this.assumes),
    );
  }

  update(answer) {
    this.kept.update(Object.keys(answer.series).map((key) => ({ key, answer })));
    this.rows.update(
      Object.entries(answer.shares)
        .filter(([key, { percent }]) => percent > 0 || answer.compare.shares[key].percent > 0)
        .map(([key, { label, percent }]) => ({
          key,
          words: [label, `${Math.round(percent)} %`, `${Math.round(answer.compare.shares[key].percent)} %`],
        })),
    );
    this.assumes.replaceChildren(...answer.assumes.map((text) => make("li", { text })));
  }
}

class Adviser {
  constructor(live, lines) {
    this.live = live;
    this.lines = lines;
    this.button = make("button", { type: "button", text: "Ask the adviser", onclick: () => this.ask() });
    this.outcome = new Outcome();
    this.charts = new ForecastCharts();
    show(this.charts.root, false);
    this.root = make(
      "section",
      { class: "card adviser" },
      make("div", { class: "row-of spread" }, make("h3", { text: "Adviser’s forecast" }), this.button),
      make("p", { class: "quiet small", text: "What the sheet as it stands might bring, beside doing nothing." }),
      this.outcome.root,
      this.charts.root,
    );
  }

  update(writing) {
    this.writing = writing;
    show(this.root, writing || !this.charts.root.hidden);
    this.button.disabled = !writing || this.busy;
    if (this.asked && this.asked !== JSON.stringify(this.lines()))
      this.outcome.tell("The sheet has changed since this forecast. Ask again.", "note");
  }

  clear() {
    this.asked = "";
    this.outcome.tell("");
    show(this.charts.root, false);
  }

  async ask() {
    const lines = this.lines();
    const asked = JSON.stringify(lines);
    this.busy = true;
    this.button.disabled = true;
    this.outcome.tell("The adviser is reckoning a few hundred worlds …", "quiet small");
    try {
      const answer = await this.live.ask("forecast", {
        lines: lines.map(({ lever, doses, week }) => ({ lever, doses, week })),
      });
      this.asked = asked;
      this.outcome.tell("");
      show(this.charts.root, true);
      this.charts.update(answer);
    } catch (error) {
      this.outcome.tell(error.message, "problem");
    }
    this.busy = false;
    this.update(this.writing);
  }
}
