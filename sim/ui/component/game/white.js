// The desk of the white cell: the clock and the next step at once, then people, orders, events, words and files.

const WHITE_TABS = [["now", "Now"], ["world", "World"], ["talk", "Messages"], ["deals", "Proposals"], ["files", "Files"]];
const TROUBLE_STAYS = 12000;
const TEMPER_WORDS = { seoul: ["resolute", "yielding"], tokyo: ["resolute", "yielding"], washington: ["engaged", "distant"] };

class WhitePage {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.room = (new URLSearchParams(location.search).get("room") || "").toUpperCase();
    this.drafts = new Drafts(`${this.room}/white`);
    this.live = new Live({
      room: this.room,
      as: "white",
      hears: {
        view: (view, changed) => this.see(view, changed),
        status: () => this.showLine(),
        settled: (entry, problem) => this.settled(entry, problem),
      },
    });
    this.build();
    this.showLine();
  }

  // ----- building -----

  build() {
    const act = (kind, data) => this.act(kind, data);
    this.asking = new Asking(this.root);
    const means = { live: this.live, act, asking: this.asking };
    const pass = (seat, name) => this.pass(seat, name);
    this.helm = new Helm({ ...means, pass, branch: (move) => this.branch(move), erase: () => this.erase() });
    this.people = new People({ ...means, pass });
    this.lobby = new Lobby(this.room, this.data.host);
    this.outlook = new Outlook(means);
    this.deck = new Deck({ ...means, shocks: this.data.shocks });
    this.talk = new Talk({ live: this.live, drafts: this.drafts, mine: null, hide: true });
    this.talk.counts = (number) => this.badge(number);
    this.charts = new WorldCharts({});
    this.pact = new PactStrip();
    this.press = new Press(80);
    this.latest = new Press(8);
    this.truth = new Truth();
    this.deals = new Deals();
    this.words = new WhiteWords({ act, drafts: this.drafts });
    this.script = new ScriptPart();
    this.opened = new Opened();
    this.dot = new LineDot(this.live);
    this.title = make("h1");
    this.locked = make("span", { class: "chip", text: "locked: nobody new", hidden: true });
    this.trouble = make("p", { class: "problem floating", role: "alert", hidden: true });
    this.why = make("span");
    this.refused = make("p", { class: "problem", role: "alert", hidden: true }, this.why, " ", make("a", { href: "/play", text: "To the front door" }));
    this.veil = make("p", { class: "note", text: "Secrets are hidden on this screen. Switch them on above when no projector shows it." });
    this.talkVeil = this.veil.cloneNode(true);
    this.dealVeil = this.veil.cloneNode(true);
    this.desk = make(
      "div",
      { class: "desk" },
      make("div", { class: "column side" }, this.people.root),
      make("div", { class: "column main-column" }, this.tabBar(), ...this.panels()),
      make("div", { class: "column side" }, this.words.announce, this.deck.root, this.words.notes),
    );
    this.root.append(
      make("header", { class: "white-head" }, make("span", { class: "code-small", text: this.room, title: "room code" }), this.locked, this.title, this.openBoard(), this.secretSwitch(), this.dot.root),
      this.helm.root,
      this.trouble,
      this.refused,
      this.desk,
    );
  }

  openBoard() {
    return make("a", { class: "board-link", href: `/board?room=${encodeURIComponent(this.room)}`, target: "_blank", rel: "noopener", text: "Public board ↗" });
  }

  secretSwitch() {
    this.secrets = this.drafts.get("secrets", false);
    this.switch = make("button", { type: "button", class: "secrets", role: "switch" }, make("i", { "aria-hidden": "true" }), make("span", { text: "Show secrets" }));
    this.switch.addEventListener("click", () => {
      this.secrets = !this.secrets;
      this.drafts.set("secrets", this.secrets);
      this.showSecrets();
    });
    return this.switch;
  }

  tabBar() {
    this.unread = make("span", { class: "badge", hidden: true });
    this.tabs = new Map(
      WHITE_TABS.map(([key, words]) => {
        const tab = make("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `panel-${key}`, onclick: () => this.open(key) }, words);
        if (key === "talk") tab.append(this.unread);
        return [key, tab];
      }),
    );
    const bar = make("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the desk" }, ...this.tabs.values());
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const keys = [...this.tabs.keys()];
      const next = keys[(keys.indexOf(this.chosen) + step + keys.length) % keys.length];
      this.open(next);
      this.tabs.get(next).focus();
    });
    return bar;
  }

  panels() {
    this.files = new Files(this.room, this.data.files);
    const parts = {
      now: [this.script.root, this.lobby.root, this.opened.root, this.latest.root, this.outlook.root],
      world: [this.truth.root, this.pact.root, this.charts.root, this.press.root],
      talk: [this.talkVeil, this.talk.root],
      deals: [this.dealVeil, this.deals.root],
      files: [this.files.root],
    };
    this.panelOf = new Map(
      Object.entries(parts).map(([key, kids]) => [key, make("div", { class: `panel ${key}`, role: "tabpanel", id: `panel-${key}`, "aria-labelledby": `tab-${key}` }, ...kids)]),
    );
    this.open(this.drafts.get("tab", "now"));
    return this.panelOf.values();
  }

  open(key) {
    const chosen = this.panelOf.has(key) ? key : "now";
    this.chosen = chosen;
    this.drafts.set("tab", chosen);
    for (const [name, tab] of this.tabs) {
      tab.setAttribute("aria-selected", String(name === chosen));
      tab.tabIndex = name === chosen ? 0 : -1;
      show(this.panelOf.get(name), name === chosen);
    }
    this.talk.seen = chosen === "talk" && this.secrets;
  }

  badge(number) {
    show(this.unread, number);
    say(this.unread, number);
  }

  // ----- what is seen -----

  showLine() {
    if (!this.dot) return;
    this.dot.update(this.live);
    show(this.refused, this.live.state === "refused");
    say(this.why, this.live.why);
    show(this.desk, this.live.state !== "refused" && this.view);
    show(this.helm.root, this.live.state !== "refused" && this.view);
    if (this.view) this.talk.update(this.view.talk, this.view.clock);
  }

  see(view, changed) {
    this.view = view;
    say(this.title, view.room.title);
    show(this.locked, view.room.locked);
    this.root.dataset.stage = view.clock.stage;
    this.root.dataset.phase = view.clock.phase;
    for (const part of [this.helm.root, this.desk]) show(part, true);
    this.helm.update(view);
    this.people.update(view);
    this.deck.update(view);
    this.script.update(view);
    this.words.update(view);
    this.deals.update(view);
    show(this.lobby.root, view.clock.stage === "lobby");
    this.lobby.update(view);
    this.outlook.update(view, this.secrets);
    this.truth.update(view);
    if (changed.has("world")) {
      this.pact.update(view.world);
      this.charts.update(view.world);
    }
    if (changed.has("news")) for (const press of [this.press, this.latest]) press.update(view.news);
    show(this.latest.root, view.clock.phase === "report");
    if (changed.has("talk") || changed.has("clock")) this.talk.update(view.talk, view.clock);
    show(this.opened.root, view.reveal);
    if (view.reveal && changed.has("reveal")) this.opened.update(view.reveal);
    this.showSecrets();
  }

  showSecrets() {
    this.switch.setAttribute("aria-checked", String(this.secrets));
    mark(this.root, "secrets-shown", this.secrets);
    for (const part of [this.talk.root, this.deals.root]) show(part, this.secrets);
    for (const part of [this.talkVeil, this.dealVeil]) show(part, !this.secrets);
    this.talk.seen = this.chosen === "talk" && this.secrets;
    if (!this.view) return;
    show(this.truth.root, this.secrets && this.view.world.day);
    this.outlook.update(this.view, this.secrets);
  }

  // ----- what is done -----

  async act(kind, data) {
    const problem = await this.live.act(kind, data);
    this.complain(problem);
    return problem;
  }

  settled(entry, problem) {
    if (entry.place.startsWith("say:")) this.talk.settled(entry, problem);
    else if (problem) this.complain(problem);
  }

  complain(problem) {
    clearTimeout(this.calm);
    say(this.trouble, problem);
    show(this.trouble, problem);
    if (problem) this.calm = setTimeout(() => show(this.trouble, false), TROUBLE_STAYS);
  }

  async pass(seat, name) {
    let link;
    try {
      link = await this.live.ask("pass", { seat });
    } catch (error) {
      return this.complain(error.message);
    }
    const shown = make("input", { readonly: true, value: link.url, "aria-label": "One-time link" });
    const copy = make("button", { type: "button", text: "Copy" });
    copy.addEventListener("click", async () => {
      shown.select();
      await navigator.clipboard?.writeText(link.url);
      say(copy, "Copied");
    });
    const others = seat === "white" ? "" : " The device on which this person sat before loses the seat.";
    return this.asking.tell({
      title: `A link for ${name}`,
      words: `It works once, within half an hour.${others}`,
      parts: [make("img", { class: "qr", src: link.qr, alt: "QR code of the link" }), make("div", { class: "row-of" }, shown, copy)],
    });
  }

  async erase() {
    const said = await post("/game/delete", { room: this.room });
    if (said.problem) this.complain(said.problem);
    else location.assign("/play");
  }

  async branch(move) {
    try {
      const { room } = await this.live.ask("branch", { move });
      const address = `/white?room=${encodeURIComponent(room)}`;
      this.asking.tell({
        title: `The new room is ${room}`,
        words: "People join it with this code and keep their seats. Its clock waits until you resume it.",
        parts: [make("p", {}, make("a", { href: address, target: "_blank", rel: "noopener", text: `Open the desk of ${room} ↗` }))],
      });
    } catch (error) {
      this.complain(error.message);
    }
  }
}

// What the teacher says and does now, from the game's script.
class ScriptPart {
  constructor() {
    this.text = make("p", { class: "prose" });
    this.whole = make("ol", { class: "whole-script" });
    this.root = make(
      "section",
      { class: "card script", "aria-label": "Script" },
      make("h2", { text: "Your script now" }),
      this.text,
      make("details", {}, make("summary", { text: "The whole script" }), this.whole),
    );
  }

  update({ script, clock }) {
    show(this.root, script.length);
    const last = script.length - 1;
    const place = clock.stage === "playing" ? Math.min(clock.move, last) : clock.stage === "lobby" ? 0 : last;
    say(this.text, script[place]);
    if (this.shown === script.length) return;
    this.shown = script.length;
    this.whole.replaceChildren(...script.map((text) => make("li", { text })));
  }
}

// Announcements to the class, and notes for oneself.
class WhiteWords {
  constructor({ act, drafts }) {
    this.act = act;
    this.to = select([["all", "Everybody"], ...Object.entries(NAMES)], "all");
    this.text = drafts.bind(make("textarea", { rows: 2, maxlength: 2000, "aria-label": "Announcement" }), "announce");
    const tell = make("button", { type: "button", class: "main", text: "Announce", onclick: () => this.send("announce", this.text, { to: this.to.value }) });
    this.to.setAttribute("aria-label", "Announce to");
    this.announce = make(
      "section",
      { class: "card", "aria-label": "Announce" },
      make("h2", { text: "Announce" }),
      this.text,
      make("div", { class: "row-of" }, this.to, tell),
    );
    this.note = drafts.bind(make("textarea", { rows: 2, maxlength: 2000, "aria-label": "Note" }), "note");
    const keep = make("button", { type: "button", text: "Keep the note", onclick: () => this.send("note", this.note, {}) });
    const list = make("ol", { class: "notes-list" });
    this.list = new Keep(list, (one) => one.number, (one) => {
      const root = make("li", {}, make("time", { text: `${one.move ? `Move ${one.move}, ` : ""}${clockWords(one.at)}` }), make("p", { class: "prose", text: one.text }));
      return { root, update() {} };
    });
    this.notes = make("section", { class: "card", "aria-label": "Notes" }, make("h2", { text: "Notes for yourself" }), this.note, make("div", { class: "row-of" }, keep), list);
    this.drafts = drafts;
  }

  update({ orders }) {
    this.list.update([...((orders && orders.notes) || [])].reverse());
  }

  async send(kind, input, more) {
    const text = input.value.trim();
    if (!text) return input.focus();
    const problem = await this.act(kind, { text, ...more });
    if (problem || input.value.trim() !== text) return;
    input.value = "";
    this.drafts.drop(kind);
  }
}

// Offers between capitals and whether what was promised was done.
class Deals {
  constructor() {
    this.none = make("p", { class: "quiet", text: "Nobody has proposed anything yet." });
    const list = make("ul", { class: "deals-list" });
    this.list = new Keep(list, (one) => one.id, () => new DealRow());
    this.root = make("section", { "aria-label": "Proposals" }, this.none, list);
  }

  update({ proposals }) {
    show(this.none, !proposals.length);
    this.list.update([...proposals].reverse());
  }
}

class DealRow {
  constructor() {
    this.head = make("b");
    this.state = make("span", { class: "chip" });
    this.text = make("p", { class: "prose" });
    this.promises = make("ul", { class: "promises" });
    this.root = make("li", { class: "card" }, make("div", { class: "panel-head" }, this.head, this.state), this.text, this.promises);
  }

  update(one) {
    say(this.head, `Move ${one.move}: ${nameOf(one.capital)} to ${listed(one.to.map(nameOf))}`);
    const answers = Object.entries(one.answers).map(([capital, answer]) => `${nameOf(capital)} ${answer}`);
    say(this.state, one.withdrawn ? "withdrawn" : one.accepted ? "accepted" : answers.length ? answers.join(", ") : one.open ? "open" : "not answered");
    say(this.text, one.text);
    this.promises.replaceChildren(
      ...one.commitments.map((promise) => {
        const kept = promise.kept === null ? "" : promise.kept ? " · kept" : " · broken";
        return make("li", { text: `${nameOf(promise.capital)} ${promise.does ? "does" : "does not do"}: ${promise.label}, by move ${promise.by_move}${kept}` });
      }),
    );
  }
}

// What is so and nobody at the tables knows.
class Truth {
  constructor() {
    this.body = make("div", { class: "truth-body" });
    this.root = make("section", { class: "card truth", "aria-label": "What is so" }, make("h2", { text: "What is so, and no table knows" }), this.body);
  }

  update({ truth }) {
    const text = JSON.stringify(truth);
    if (!truth.truth || this.drawn === text) return;
    this.drawn = text;
    const temper = ([capital, one]) => {
      const [yes, no] = TEMPER_WORDS[capital];
      const belief = Number.isFinite(one.belief) ? `, the others give it ${Math.round(one.belief)} %` : "";
      return make("li", { "data-capital": capital }, make("span", { class: "dot", "aria-hidden": "true" }), make("b", { text: nameOf(capital) }), ` is ${one.resolute ? yes : no}${belief}`);
    };
    const steps = truth.pulled.map((step) => `${nameOf(step.capital)}: ${step.label}, week ${step.in_week}${step.public ? "" : step.leaked ? " (leaked)" : " (sealed)"}`);
    const missed = truth.missed.map((step) => `${nameOf(step.capital)} could not: ${step.label}, ${step.why}`);
    this.body.replaceChildren(
      make("ul", { class: "tempers" }, ...Object.entries(truth.truth).map(temper)),
      ...(steps.length || missed.length ? [make("h3", { text: "What was done in the last weeks" }), make("ul", {}, ...[...steps, ...missed].map((text) => make("li", { text })))] : []),
    );
  }
}

const FILE_WORDS = {
  paper: ["Paper pack", "role cards, order forms, inject cards and script, to print"],
  scenario: ["Scenario file", "the game so far, which replays with trilateral run"],
  debrief: ["Debrief", "one page that prints: orders, luck or judgement, turning points"],
  csv: ["Tables (CSV)", "every act, order, forecast and week"],
  marking: ["Marking sheet", "the rubric with what each team did"],
  research: ["Research form", "the game without names"],
};

// What can be taken home.
class Files {
  constructor(room, names) {
    const link = (name) => {
      const [title, about] = FILE_WORDS[name] || [name.replace(/_/g, " "), ""];
      return make(
        "li",
        {},
        make("a", { href: `/game/file?${new URLSearchParams({ room, name })}`, target: "_blank", rel: "noopener" }, make("b", { text: title })),
        make("span", { class: "quiet small", text: about }),
      );
    };
    this.root = make("section", { class: "card files-part", "aria-label": "Files" }, make("h2", { text: "To take home" }), make("ul", { class: "files-list" }, ...names.map(link)));
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".white");
  if (!root.page) root.page = new WhitePage(root, data);
  shade(root);
  return () => {
    root.page.live.close();
    root.page.helm.count.stop();
  };
}
