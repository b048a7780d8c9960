// The sealed orders of all three capitals, what they would bring, and how the white cell settles the move.
//
//   new Outlook({ live, act })   { root, update(view, secrets) }

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
    this.ranges = new Keep(
      outcomes,
      (one) => one.key,
      (one) => new RangeRow(one.label),
    );
    this.weekly = new Keep(
      series,
      (one) => one.key,
      (one) => new RangeRow(one.label),
    );
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
    this.root = make(
      "div",
      { class: "orders-part" },
      make("div", { class: "orders" }, ...this.cards.map((card) => card.root)),
      this.part,
    );
  }

  update(view, secrets) {
    const { clock, orders, tables } = view;
    const sealed = (orders && orders.sealed) || {};
    for (const card of this.cards) card.update(tables[card.capital], sealed[card.capital], secrets);
    const stamp = JSON.stringify([clock.move, sealed]);
    if (stamp !== this.stamp) this.forget(stamp);
    if (clock.move !== this.move) this.settle.begin();
    this.move = clock.move;
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
    this.settle.offer(found, watched, this.labels);
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
