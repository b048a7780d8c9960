// The page: sends what was moved (one request in flight, then the latest wish), and draws what comes back.

const PAGES = new WeakMap();
const LONGEST_WAIT = 8000;

class Page {
  constructor(root) {
    this.root = root;
    this.body = root.querySelector(".page");
    this.week = null;
    this.serial = 0;
    this.state = null;
    this.ghost = {};
    this.ghostId = "";
    this.shown = null;
    this.asTable = false;
    this.part(".reset").addEventListener("click", () => this.reset());
    this.body.addEventListener("pointerdown", (event) => {
      if (this.menu && !this.menu.contains(event.target)) this.menu.open = false;
    });
    new ResizeObserver(() => this.fit()).observe(this.part(".results"));
    new ResizeObserver(() => this.fit()).observe(this.part(".charts"));
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  // ----- what the reader moved -----

  words() {
    const words = {};
    for (const lever of this.levers) {
      if (lever.moved) words[lever.key] = lever.number;
      if (lever.dateMoved) words[`${lever.spec.lever.key}.at`] = lever.date.value;
      if (lever.banMoved) words[`${lever.spec.lever.key}.ban`] = lever.ban.checked;
    }
    for (const [capital, { select, unmoved }] of Object.entries(this.policies))
      if (select.value !== unmoved) words[`${capital}.policy`] = select.value;
    words.worlds = Number(this.worlds.value);
    if (this.seed.value !== "" && Number(this.seed.value) !== this.spec.seed) words.seed = Number(this.seed.value);
    return words;
  }

  count() {
    if (!this.levers) return;
    for (const { select, unmoved } of Object.values(this.policies))
      select.classList.toggle("moved", select.value !== unmoved);
    const moved =
      this.levers.filter((lever) => lever.root.classList.contains("moved")).length +
      Object.values(this.policies).filter(({ select, unmoved }) => select.value !== unmoved).length;
    const button = this.part(".reset");
    button.disabled = !moved;
    button.textContent = moved ? `Reset ${moved} moved` : "Reset";
  }

  // Whether the capital that owns a lever decides for itself, so that a lever left alone may still be pulled.
  decides(lever) {
    return this.policies?.[lever.split(".", 1)[0]]?.select.value === "agent";
  }

  reset() {
    for (const { select, unmoved } of Object.values(this.policies)) select.value = unmoved;
    for (const lever of this.levers) lever.set(lever.spec.value);
    this.count();
    this.ask(false);
  }

  ask(live) {
    this.held = live;
    this.wanted = { live, words: JSON.stringify([this.shown, this.words()]) };
    if (!this.busy) this.send();
  }

  // One request in flight, then the latest wish. A slider let go where the last frame was already exact asks nothing.
  send() {
    const { live, words } = this.wanted;
    this.wanted = null;
    if (words === this.drawn && this.state.head.exact) {
      if (!live) this.finish();
      return;
    }
    this.busy = true;
    this.body.dataset.busy = "true";
    this.sent = words;
    this.askedFor = this.spec.id;
    this.serial += 1;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.busy = false;
      if (this.wanted) this.send();
    }, LONGEST_WAIT);
    this.setStateValue("wish", {
      serial: this.serial,
      live,
      has: this.ghostId,
      scenario: this.spec.id,
      charts: this.shown,
      words: this.words(),
    });
  }

  // ----- what came back -----

  take(bytes) {
    const { head, arrays } = unpack(bytes);
    if (head.scenario) this.open(head, arrays);
    if (!this.spec || head.ghost !== this.ghostId || head.scenarioId !== this.spec.id) {
      this.askForAll(head);
      return;
    }
    for (const name of Object.keys(arrays)) if (name.startsWith("ghost.")) delete arrays[name];
    this.state = { head, arrays, ghost: this.ghost };
    this.drawn = head.serial === this.serial && this.askedFor === this.spec.id ? this.sent : "";
    this.serial = Math.max(this.serial, head.serial);
    clearTimeout(this.patience);
    this.busy = false;
    this.body.dataset.busy = "false";
    this.redraw();
    this.body.dataset.serial = head.serial;
    this.body.dataset.frames = Number(this.body.dataset.frames || 0) + 1;
    if (this.wanted) this.send();
    else if (!this.held && head.exact) this.finish();
  }

  // The slider was let go and the charts are exact: now say it aloud, follow what the server corrected, keep the link.
  finish() {
    const { head } = this.state;
    this.follow(head.setting);
    for (const part of [...this.tiles, this.strips]) part.describe(this.state);
    this.part(".announce").textContent = head.answer.map(([text]) => text).join("");
    for (const tile of this.tiles) tile.rest?.(this.state);
    this.settle(head);
    this.body.dataset.settled = Number(this.body.dataset.settled || 0) + 1;
  }

  // A frame that leans on a ghost or a scenario which this page does not hold, as after coming back from another page.
  askForAll(head) {
    this.ghostId = "";
    this.sent = "";
    this.serial = Math.max(this.serial, head.serial) + 1;
    this.setStateValue("wish", {
      serial: this.serial,
      live: false,
      has: "",
      scenario: "",
      charts: this.shown ?? head.charts,
    });
  }

  open(head, arrays) {
    this.ghost = Object.fromEntries(Object.entries(arrays).filter(([name]) => name.startsWith("ghost.")));
    this.ghostId = head.ghost;
    if (this.spec && this.spec.id === head.scenario.id) return;
    this.spec = head.scenario;
    this.part("h1").textContent = this.spec.title;
    this.week = null;
    this.levers = null;
    const known = ["pact", ...this.spec.charts.map((chart) => chart.key)];
    if (!this.shown)
      this.shown = ["pact", ...this.spec.charts.filter((chart) => chart.first).map((chart) => chart.key)];
    this.shown = this.shown.filter((key) => known.includes(key));
    buildLevers(this);
    this.follow(head.setting);
    this.strips = new Strips(this, this.part(".strips"));
    this.buildTools();
    this.buildTiles();
  }

  follow(setting) {
    for (const [capital, { select, unmoved }] of Object.entries(this.policies))
      select.value = setting.policies[capital] ?? unmoved;
    for (const lever of this.levers) {
      const { spec } = lever;
      const value = setting.values[spec.key] ?? spec.value;
      const day = spec.lever && (setting.dates[spec.lever.key] ?? spec.lever.at);
      const banned = spec.lever && (setting.bans[spec.lever.key] ?? spec.lever.banned);
      if (this.root.activeElement === lever.date) continue;
      lever.set(value, day, banned);
    }
    this.worlds.value = setting.worlds;
    if (this.root.activeElement !== this.seed) this.seed.value = setting.seed;
    this.count();
  }

  // Once the slider is let go: the address bar holds the whole setting, so that copying it shares it.
  settle(head) {
    const url = new URL(window.location.href);
    url.search = new URLSearchParams(head.link).toString();
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
    this.share.disabled = !("scenario" in head.link);
    this.share.title = this.share.disabled ? "A link cannot carry a file of your own: save it instead" : "";
    const foot = this.part(".foot");
    const speed = `${head.worlds.toLocaleString("en-GB")} worlds, ${this.spec.weeks} weeks each, in ${numberWords(head.seconds, 2)} s`;
    foot.replaceChildren(
      make("span", { text: speed }),
      make("span", { text: `seed ${head.setting.seed}` }),
      this.spec.sources.length
        ? make(
            "details",
            {},
            make("summary", { text: `${this.spec.sources.length} sources of this scenario` }),
            make("ul", {}, ...this.spec.sources.map((text) => make("li", { text }))),
          )
        : null,
    );
  }

  // ----- drawing -----

  buildTiles() {
    this.tiles = this.shown
      .map((key) => {
        if (key === "pact") return new PactTile(this);
        const chart = this.spec.charts.find((one) => one.key === key);
        return chart ? new FanTile(this, chart) : null;
      })
      .filter(Boolean);
    this.part(".charts").replaceChildren(...this.tiles.map((tile) => tile.root));
    this.unmeasured = true;
  }

  buildTools() {
    const band = (kind, facts) => draw("svg", { width: 26, height: 12, "aria-hidden": "true" }, draw(kind, facts));
    const key = (picture, text) => make("span", { class: "key" }, picture, text);
    this.ghostKey = key(
      band("line", { class: "ghost", x1: 0, x2: 26, y1: 6, y2: 6 }),
      "scenario as written (median, 90% edges)",
    );
    this.share = make("button", { type: "button", text: "Copy link", onclick: () => copyLink(this.share) });
    this.toggle = make("button", {
      type: "button",
      text: "Show as table",
      "aria-pressed": "false",
      onclick: () => turnToTables(this, [".charts", ".strips"]),
    });
    const boxes = [{ key: "pact", title: "State of the intelligence pact" }, ...this.spec.charts].map((chart) =>
      make(
        "label",
        {},
        make("input", {
          type: "checkbox",
          checked: this.shown.includes(chart.key),
          onchange: (event) => this.choose(chart.key, event.target.checked),
        }),
        chart.title,
      ),
    );
    this.menu = make("details", {}, make("summary", { text: "Charts" }), make("div", { class: "menu" }, ...boxes));
    this.menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.menu.open = false;
    });
    this.part(".tools").replaceChildren(
      key(band("line", { class: "median", x1: 0, x2: 26, y1: 6, y2: 6, stroke: "var(--one)" }), "median"),
      key(band("rect", { class: "band-50", width: 26, height: 12, fill: "var(--one)" }), "half of the worlds"),
      key(band("rect", { class: "band-90", width: 26, height: 12, fill: "var(--one)" }), "nine of ten"),
      this.ghostKey,
      make("span", { class: "gap" }),
      this.menu,
      this.toggle,
      this.share,
    );
  }

  choose(key, shown) {
    const order = ["pact", ...this.spec.charts.map((chart) => chart.key)];
    this.shown = order.filter((one) => (one === key ? shown : this.shown.includes(one)));
    this.buildTiles();
    this.redraw();
    this.ask(false);
  }

  redraw() {
    const { state } = this;
    if (!state) return;
    drawAnswer(this, state);
    drawCards(this, state);
    drawNotes(this, state);
    this.ghostKey.style.visibility = state.head.moved > 0 ? "visible" : "hidden";
    if (this.asTable) {
      drawTables(this, state);
      return;
    }
    if (this.unmeasured) for (const part of [...this.tiles, this.strips]) part.measure();
    this.unmeasured = false;
    for (const tile of this.tiles) tile.draw(state);
    this.strips.draw(state);
  }

  fit() {
    fitTo(this, this.part(".charts").clientWidth || this.part(".results").clientWidth);
  }

  point(week) {
    if (week === this.week || !this.state) return;
    this.week = week;
    for (const tile of this.tiles) tile.read(this.state, week);
  }
}

export default function (given) {
  mounted(PAGES, Page, given);
}
