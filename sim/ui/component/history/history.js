// The page: sends the branch day and the choices (one request in flight, then the latest wish), and draws the answer.

const PAGES = new WeakMap();
const LONGEST_WAIT = 12000;
const CLOSE_BEFORE = 34;
const HALF_YEAR = 6;

class HistoryPage {
  constructor(root) {
    this.root = root;
    this.body = root.querySelector(".page");
    this.week = null;
    this.serial = 0;
    this.choices = {};
    this.menus = [];
    this.whole = false;
    this.asTable = false;
    this.spec = { pact: { renewals: [], states: [] } };
    this.tip = new Tip(this.part(".tip"));
    this.body.addEventListener("pointerdown", (event) => {
      for (const menu of this.menus) if (!menu.contains(event.target)) menu.open = false;
    });
    this.body.addEventListener("keydown", (event) => {
      if (event.key === "Escape") for (const menu of this.menus) menu.open = false;
    });
    new ResizeObserver(() => this.fit()).observe(this.body);
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  // ----- what the reader asks -----

  branchAt(week, held) {
    this.branch = Math.min(Math.max(week, 0), this.record.last);
    this.day.follow(this.branch, this.years, this.branch + this.ahead());
    this.lines();
    this.ask(held);
  }

  lookAhead(years) {
    this.years = years;
    this.ask(false);
  }

  choose(lever, value) {
    if (value === null) delete this.choices[lever];
    else this.choices[lever] = value;
    this.ask(false);
  }

  ahead() {
    const left = this.record.weeks - this.branch;
    return { 1: Math.min(52, left), 2: Math.min(104, left) }[this.years] ?? left;
  }

  words() {
    return { day: this.day.dayAt(this.branch), years: this.years, ...this.choices };
  }

  ask(held) {
    this.held = held;
    this.wanted = JSON.stringify(this.words());
    if (!this.busy) this.send();
  }

  send() {
    const words = this.wanted;
    this.wanted = null;
    if (words === this.drawn) {
      if (!this.held) this.finish();
      return;
    }
    this.busy = true;
    this.body.dataset.busy = "true";
    this.sent = words;
    this.serial += 1;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.busy = false;
      if (this.wanted) this.send();
    }, LONGEST_WAIT);
    this.setStateValue("wish", { serial: this.serial, has: this.record.id, words: JSON.parse(words) });
  }

  // ----- what came back -----

  take(bytes) {
    const { head, arrays } = unpack(bytes);
    if (head.description) this.open(head);
    if (!this.record || head.record !== this.record.id) {
      this.serial = Math.max(this.serial, head.serial) + 1;
      this.setStateValue("wish", { serial: this.serial, has: "", words: head.link });
      return;
    }
    const ghost = Object.fromEntries(Object.entries(arrays).filter(([name]) => name.startsWith("ghost.")));
    this.state = { head, arrays, ghost };
    this.drawn = head.serial === this.serial ? this.sent : "";
    this.serial = Math.max(this.serial, head.serial);
    clearTimeout(this.patience);
    this.busy = false;
    this.body.dataset.busy = "false";
    if (!this.wanted && !this.held) this.follow(head);
    this.redraw();
    this.body.dataset.serial = head.serial;
    this.body.dataset.frames = Number(this.body.dataset.frames || 0) + 1;
    if (this.wanted) this.send();
    else if (!this.held) this.finish();
  }

  open(head) {
    this.record = head.description;
    this.branch = head.branch;
    this.years = head.years;
    this.spec = { ...this.record };
    this.view = { from: 0, to: this.record.weeks };
    this.day = new BranchDay(this, this.part(".branch"));
    this.choosing = new Choosing(this, this.part(".choices"));
    buildLandmarks(this);
    this.buildTools();
    this.tiles = [new PactPanel(this), ...this.record.charts.map((chart) => new Panel(this, chart))];
    this.part(".charts").replaceChildren(...this.tiles.map((tile) => tile.root));
    this.timeline = new Timeline(this, this.part(".timeline"));
    this.drawers = [...this.tiles, this.timeline];
    this.unmeasured = true;
  }

  // The server may have moved a day into the legal season, or refused a choice: the controls show what was used.
  follow(head) {
    this.branch = head.branch;
    this.years = head.years;
    this.choices = Object.fromEntries(head.choices.map(({ key, value }) => [key, value]));
  }

  finish() {
    const { head } = this.state;
    for (const part of this.drawers) part.describe(this.shown);
    this.part(".announce").textContent = head.answer.map(([text]) => text).join("");
    const url = new URL(window.location.href);
    url.search = new URLSearchParams(head.link).toString();
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
    this.foot(head);
    this.body.dataset.settled = Number(this.body.dataset.settled || 0) + 1;
  }

  foot(head) {
    const sure = 100 * 1.96 * Math.sqrt((0.2 * 0.8) / head.worlds);
    const took = head.seconds < 0.01 ? "kept from before" : `in ${numberWords(head.seconds, 2)} s`;
    this.part(".foot").replaceChildren(
      make("span", { text: `${head.worlds} worlds, ${head.weeks} weeks each, ${took}` }),
      make("span", { text: `A share of 20% is known to about ± ${numberWords(sure, 0)} points.` }),
      make("span", { text: `Every world has its own draw of the fitted parameters (${this.record.fit}).` }),
      make("span", {
        text: "Until the branch every world replays the record, so its fan shows only what the record leaves open. From there all three capitals decide; of what came later they know what stood in the calendar, so a branch before March 2020 knows no epidemic.",
      }),
    );
  }

  // ----- drawing -----

  buildTools() {
    const picture = (...kids) => draw("svg", { width: 26, height: 12, "aria-hidden": "true" }, ...kids);
    const key = (what, text) => make("span", { class: "key" }, what, text);
    const dot = (kind, shape) => picture(draw("g", { class: kind, style: "--own: var(--ink)" }, shape));
    const round = () => draw("circle", { cx: 13, cy: 6, r: 3.6 });
    this.ghostKey = key(
      picture(draw("line", { class: "ghost", x1: 0, x2: 26, y1: 6, y2: 6 })),
      "left free, without your choices",
    );
    this.toggle = make("button", {
      type: "button",
      text: "Show as table",
      "aria-pressed": "false",
      onclick: () => turnToTables(this, [".charts", ".timeline"]),
    });
    this.zoom = make("button", { type: "button", text: "Whole record", onclick: () => this.zoomOut() });
    this.share = make("button", { type: "button", text: "Copy link", onclick: () => copyLink(this.share) });
    this.part(".tools").replaceChildren(
      key(
        picture(draw("line", { class: "median", x1: 0, x2: 26, y1: 6, y2: 6, stroke: "var(--one)" })),
        "median world",
      ),
      key(picture(draw("rect", { class: "band-50", width: 26, height: 12, fill: "var(--one)" })), "half of the worlds"),
      key(picture(draw("rect", { class: "band-90", width: 26, height: 12, fill: "var(--one)" })), "nine of ten"),
      key(dot("real", round()), "measured"),
      key(dot("real held-out", round()), "measured, never used in a fit"),
      key(dot("real", draw("path", { d: "M13 1l5 5l-5 5l-5 -5Z" })), "nearest question asked"),
      key(picture(draw("rect", { class: "free", width: 26, height: 12 })), "agents are free"),
      key(
        picture(draw("line", { class: "held-out-line", x1: 13, x2: 13, y1: 0, y2: 12 })),
        "from here on never used in a fit",
      ),
      this.ghostKey,
      make("span", { class: "gap" }),
      make("span", { class: "buttons" }, this.zoom, this.toggle, this.share),
    );
  }

  // The charts show the branch from up close, between ends of half-years, or the whole record.
  look() {
    const { record } = this;
    const held = (week) => Math.min(Math.max(week, 0), record.weeks);
    const half = (week, up) => {
      const date = new Date(dayOf(record.start) + week * 7 * DAY);
      const halves = (date.getUTCFullYear() * 12 + date.getUTCMonth()) / HALF_YEAR;
      const months = HALF_YEAR * (up ? Math.floor(halves) + 1 : Math.floor(halves));
      return (Date.UTC(Math.floor(months / 12), months % 12, 1) - dayOf(record.start)) / (7 * DAY);
    };
    const from = this.whole ? 0 : held(Math.floor(half(held(this.state.head.branch - CLOSE_BEFORE), false)));
    const to = this.whole ? record.weeks : held(Math.ceil(half(this.state.head.weeks, true)));
    if (from !== this.view.from || to !== this.view.to || this.spec.weeks !== to - from) {
      this.view = { from, to };
      this.spec.start = this.day.dayAt(from);
      this.spec.weeks = to - from;
      this.week = null;
      for (const tile of this.tiles) tile.frame.key = "";
    }
    const cut = (arrays) =>
      Object.fromEntries(
        Object.entries(arrays).map(([name, rows]) => [name, rows.map((values) => values.subarray(from, to))]),
      );
    this.shown = { head: this.state.head, arrays: cut(this.state.arrays), ghost: cut(this.state.ghost) };
  }

  zoomOut() {
    this.whole = !this.whole;
    this.zoom.textContent = this.whole ? "Close up" : "Whole record";
    this.redraw();
    for (const part of this.drawers) part.describe(this.shown);
  }

  redraw() {
    const { state } = this;
    if (!state) return;
    const { head } = state;
    this.look();
    const end = this.branch + this.ahead();
    this.day.follow(this.branch, this.years, end);
    this.choosing.follow(head.choices, head.branch, head.weeks - 1);
    drawSentence(this, state);
    drawNotes(this, { head: { ...head, notes: [] } });
    drawCourses(this, state);
    this.ghostKey.hidden = !head.moved;
    if (this.asTable) {
      drawHistoryTables(this, state);
      return;
    }
    if (this.unmeasured) for (const part of this.drawers) part.measure();
    this.unmeasured = false;
    for (const part of this.drawers) part.draw(this.shown);
  }

  // The lines follow the finger at once; the fans follow when they have been computed.
  lines() {
    if (this.shown && !this.asTable) for (const part of this.drawers) part.free.draw(this.shown.head.weeks);
  }

  fit() {
    fitTo(this, this.body.clientWidth);
  }

  point(week) {
    if (week === this.week || !this.shown) return;
    this.week = week;
    for (const part of this.drawers) part.read(this.shown, week);
  }
}

export default function (given) {
  mounted(PAGES, HistoryPage, given);
}
