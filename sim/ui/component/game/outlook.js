// The sealed orders of all three capitals, what they would bring, and how the white cell settles the move.
//
//   new Outlook({ live, act })   { root, update(view, secrets) }

const [LOW_END, HIGH_END] = [10, 90];
const LEAST_REASON = 10;
const LEAST_SPAN = 0.02;

class Outlook {
  constructor({ live, act }) {
    Object.assign(this, { live, act });
    this.cards = CAPITAL_KEYS.map((capital) => new OrderCard(capital));
    this.button = make("button", { type: "button", text: "Work out what they would bring", onclick: () => this.ask() });
    this.state = make("p", { class: "quiet small", "aria-live": "polite" });
    this.veil = make("p", { class: "quiet small", text: "The range is hidden on this screen until you show secrets." });
    this.key = make(
      "p",
      { class: "range-key quiet small" },
      make("i", { class: "key-band", "aria-hidden": "true" }),
      "p10 to p90, the line is the middle",
      make("i", { class: "key-draw", "aria-hidden": "true" }),
      "the seeded draw",
    );
    const outcomes = make("div", { class: "range-rows" });
    const series = make("div", { class: "range-rows" });
    this.ranges = new Keep(outcomes, (one) => one.key, (one) => new RangeRow(one.label));
    this.weekly = new Keep(series, (one) => one.key, (one) => new RangeRow(one.label));
    this.rows = make(
      "div",
      {},
      make("h3", { text: "Outcomes, as they count at the end" }),
      outcomes,
      make("h3", { text: "What is public, in the last week of this move" }),
      series,
    );
    this.settle = new Settling(act);
    this.part = make(
      "section",
      { class: "card outlook", "aria-label": "Outlook" },
      make("div", { class: "panel-head" }, make("h2", { text: "What the orders would bring" }), this.button),
      this.state,
      this.veil,
      this.key,
      this.rows,
      this.settle.root,
    );
    this.root = make("div", { class: "orders-part" }, make("div", { class: "orders" }, ...this.cards.map((card) => card.root)), this.part);
  }

  update(view, secrets) {
    const { clock, orders, tables } = view;
    const sealed = (orders && orders.sealed) || {};
    for (const card of this.cards) card.update(tables[card.capital], sealed[card.capital], secrets);
    const stamp = JSON.stringify([clock.move, sealed]);
    if (stamp !== this.stamp) this.forget(stamp);
    const waits = clock.waits_for_white && !orders.settled;
    const open = clock.stage === "playing" && ["seal", "resolve"].includes(clock.phase);
    show(this.root, clock.stage === "playing");
    show(this.part, open && (secrets || waits));
    show(this.veil, !secrets);
    show(this.button, secrets && !this.bands && !this.asking);
    show(this.key, secrets && this.bands);
    show(this.rows, secrets && this.bands);
    this.labels = view.world.labels;
    show(this.settle.root, waits);
    if (secrets && waits && !this.bands && !this.asking && this.live.state === "connected" && !this.failed) this.ask();
    this.settle.update();
  }

  forget(stamp) {
    this.stamp = stamp;
    this.bands = null;
    this.failed = false;
    say(this.state, "");
    for (const list of [this.ranges, this.weekly]) list.update([]);
  }

  async ask() {
    const { stamp } = this;
    this.asking = true;
    show(this.button, false);
    say(this.state, "The worlds are being run …");
    try {
      const found = await this.live.ask("outlook", {});
      if (stamp === this.stamp) this.draw(found);
    } catch (error) {
      this.failed = true;
      say(this.state, error.message);
    }
    this.asking = false;
    show(this.button, !this.bands);
    show(this.key, this.bands);
    show(this.rows, this.bands);
  }

  draw(found) {
    this.bands = found.bands;
    say(this.state, `${counted(found.ghosts, "world")} with luck of their own, to the end of this move.`);
    const watched = found.watch.length ? found.watch : Object.keys(found.bands);
    this.ranges.update(
      watched.map((key) => ({
        key,
        label: found.labels[key],
        band: found.bands[key],
        lived: found.outcomes[key],
        percentile: found.percentile[key],
      })),
    );
    const moving = Object.entries(found.series).filter(([key, [low, , high]]) => low < high && this.labels[key]);
    this.weekly.update(moving.map(([key, band]) => ({ key, label: this.labels[key], band })));
    this.settle.offer(found, watched);
  }
}

class OrderCard {
  constructor(capital) {
    this.capital = capital;
    this.state = make("span", { class: "chip" });
    this.lines = make("ul", { class: "order-lines" });
    this.reasoning = make("q");
    this.foot = make("p", { class: "quiet small" });
    this.root = make(
      "article",
      { class: "card order-card", "data-capital": capital },
      make("div", { class: "panel-head" }, make("h3", {}, make("span", { class: "dot", "aria-hidden": "true" }), nameOf(capital)), this.state),
      this.lines,
      this.reasoning,
      this.foot,
    );
  }

  update(table, order, secrets) {
    const waits = { agent: "the model decides", script: "standing order" }[table.hand] || "no order yet";
    say(this.state, table.sealed ? "✓ sealed" : waits);
    mark(this.state, "done-well", table.sealed);
    const shown = order && secrets;
    show(this.lines, shown);
    show(this.reasoning, shown && order.reasoning);
    if (shown) {
      const lines = order.lines.map((line) => `${line.label}, week ${line.week}${this.doses(line)}`);
      this.lines.replaceChildren(...(lines.length ? lines : ["Holds still"]).map((text) => make("li", { text })));
      say(this.reasoning, order.reasoning);
      say(this.foot, `Costs ${numberWords(order.cost, 2)} · ${order.by}${order.code ? ` · code ${order.code.slice(0, 8)}` : ""}`);
    } else say(this.foot, order ? "Its order is hidden on this screen." : "");
    show(this.foot, this.foot.textContent);
  }

  doses(line) {
    const doses = Object.entries(line.doses).map(([part, dose]) => (part === "dose" ? percentWords(dose) : `${part.replace(/_/g, " ")} ${percentWords(dose)}`));
    return doses.length ? ` (${doses.join(", ")})` : "";
  }
}

class RangeRow {
  constructor(label) {
    this.label = label;
    this.band = make("i", { class: "span" });
    this.mid = make("i", { class: "mid" });
    this.drawn = make("i", { class: "drawn" });
    this.bar = make("div", { class: "range-bar", role: "img" }, this.band, this.mid, this.drawn);
    this.numbers = make("span", { class: "numbers" });
    this.draw = make("b");
    this.root = make(
      "div",
      { class: "range-row" },
      make("span", { class: "range-name" }, label.label, make("small", { text: ` ${label.unit}` })),
      this.bar,
      this.numbers,
      this.draw,
    );
  }

  update({ band: [low, mid, high], lived, percentile }) {
    const drawn = Number.isFinite(lived);
    const [from, to] = drawn ? [Math.min(low, lived), Math.max(high, lived)] : [low, high];
    const room = Math.max(0.12 * (to - from), LEAST_SPAN * Math.abs(to)) || 1;
    const place = (value) => `${((100 * (value - from + room)) / (to - from + 2 * room)).toFixed(2)}%`;
    this.band.style.left = place(low);
    this.band.style.right = `calc(100% - ${place(high)})`;
    this.mid.style.left = place(mid);
    show(this.drawn, drawn);
    this.drawn.style.left = place(drawn ? lived : mid);
    const event = this.label.unit === "probability";
    const range = event ? eventWords(low, high) : `${this.words(low)} to ${this.words(high)}`;
    const draw = drawn ? (event ? (lived ? "yes" : "no") : `${this.words(lived)}, at p${Math.round(percentile)}`) : "";
    say(this.numbers, range);
    say(this.draw, draw && `draw: ${draw}`);
    this.bar.setAttribute("aria-label", `${range}, middle ${this.words(mid)}${draw && `; the draw ${draw}`}`);
  }

  words(value) {
    return numberWords(value, this.label.digits);
  }
}

// Of something that happens or not, p10 and p90 say only whether it happens in nearly all worlds or in hardly any.
function eventWords(low, high) {
  if (low === high) return low ? "in nearly every world" : "in hardly any world";
  return "in some worlds";
}

// Accept the draw, choose within p10 to p90, or overrule beyond it with a written reason.
class Settling {
  constructor(act) {
    this.act = act;
    this.found = null;
    this.how = segments("How the move is settled", [["seeded", "Accept the draw"], ["quantile", "Choose a percentile"], ["overruled", "Overrule"]], "seeded", () => this.update());
    this.outcome = select([], "", () => this.update());
    this.slider = make("input", { type: "range", min: 0, max: 100, step: 1, value: 50 });
    this.slider.addEventListener("input", () => this.update());
    this.reading = make("p", { class: "reading", "aria-live": "polite" });
    this.reason = make("textarea", { rows: 2, maxlength: 2000 });
    this.outcomeField = field("Of which outcome", this.outcome);
    this.sliderField = field("Percentile", this.slider);
    this.reasonField = field("Reason (the debrief shows it)", this.reason);
    this.trouble = complaint();
    this.button = make("button", { type: "button", class: "main", onclick: () => this.go() });
    this.root = make("div", { class: "settling" }, this.how, this.outcomeField, this.sliderField, this.reading, this.reasonField, this.trouble, this.button);
    this.update();
  }

  offer(found, watched) {
    const before = this.outcome.value;
    this.found = found;
    const keys = [...watched, ...Object.keys(found.bands).filter((key) => !watched.includes(key))];
    this.outcome.replaceChildren(...keys.map((key) => make("option", { value: key, text: found.labels[key].label })));
    const open = keys.find((key) => found.bands[key][0] < found.bands[key][2]);
    this.outcome.value = before || open || keys[0];
    this.update();
  }

  update() {
    const how = this.how.value;
    show(this.outcomeField, how !== "seeded");
    show(this.sliderField, how !== "seeded");
    show(this.reading, how !== "seeded");
    show(this.reasonField, how === "overruled");
    this.slider.min = how === "quantile" ? LOW_END : 0;
    this.slider.max = how === "quantile" ? HIGH_END : 100;
    say(this.reading, this.words());
    say(this.button, { seeded: "Accept the draw", quantile: "Take the world nearest to it", overruled: "Overrule" }[how]);
  }

  words() {
    const key = this.outcome.value;
    const percentile = Number(this.slider.value);
    if (!this.found || !key) return `p${percentile}`;
    const label = this.found.labels[key];
    const [low, mid, high] = this.found.bands[key];
    if (percentile < LOW_END || percentile > HIGH_END) return `p${percentile}: beyond the range that most worlds reach`;
    const share = (percentile - LOW_END) / (HIGH_END - LOW_END);
    const value = share < 0.5 ? low + (mid - low) * 2 * share : mid + (high - mid) * (2 * share - 1);
    return `p${percentile}: about ${numberWords(value, label.digits)} (${label.unit})`;
  }

  async go() {
    const how = this.how.value;
    const data = how === "seeded" ? { how } : { how, outcome: this.outcome.value, percentile: Number(this.slider.value), reason: how === "overruled" ? this.reason.value : "" };
    if (how === "overruled" && this.reason.value.trim().length < LEAST_REASON) return this.trouble.say("Write down in a sentence why; the debrief shows it.");
    this.trouble.say("");
    this.button.disabled = true;
    const problem = await this.act("adjudicate", data);
    this.button.disabled = false;
    if (!problem) this.reason.value = "";
    this.trouble.say(problem);
  }
}
