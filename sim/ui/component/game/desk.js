// The desk of a seat: its head with time and tables, and the five places where a student reads, talks, orders and bets.

const DESKS = new WeakMap();
const WIDE = 900;
const EDGE = 10;
const TABS = [
  ["brief", "Brief"],
  ["world", "World"],
  ["talk", "Talk"],
  ["orders", "Orders"],
  ["slips", "Forecasts"],
  ["reveal", "Reveal"],
];
// On a laptop the places stand in three columns; those that share one take turns in it.
const COLUMNS = [["brief", "world"], ["talk"], ["orders", "slips"]];

class Desk {
  constructor(root, room) {
    this.root = root;
    this.room = room;
    this.drafts = new Drafts(`${room}/desk`);
    this.scrolls = new Map();
    this.spoken = make("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.refused = make("div", { class: "card refused", hidden: true });
    this.loading = make("p", { class: "quiet loading", text: "Opening your desk …" });
    this.body = make("div", { class: "desk-body", hidden: true });
    this.dot = null;
    root.replaceChildren(this.spoken, this.refused, this.loading, this.body);
    this.live = new Live({
      room,
      as: "seat",
      hears: {
        view: (view, changed) => this.take(view, changed),
        status: (live) => this.status(live),
        settled: (entry, problem) => this.settled(entry, problem),
      },
    });
    this.resized = new ResizeObserver(() => this.lay());
    this.resized.observe(root);
    this.raised = new ResizeObserver(() => this.measure());
    this.visible = () => this.talking?.talk.draw();
    document.addEventListener("visibilitychange", this.visible);
  }

  close() {
    this.live.close();
    this.head?.countdown.stop();
    this.resized.disconnect();
    this.raised.disconnect();
    document.removeEventListener("visibilitychange", this.visible);
  }

  announce(words) {
    say(this.spoken, words);
  }

  // ----- what comes from the server -----

  take(view, changed) {
    this.view = view;
    if (!view.me) return;
    show(this.loading, false);
    show(this.body, true);
    this.own(view.me.seat);
    if (this.team !== view.me.team || !this.panels) this.build(view);
    this.tell(view);
    this.head.update(view);
    const touched = (...sections) => sections.some((section) => changed.has(section)) || this.fresh;
    const { brief, world, orders, slips, reveal } = this.panels;
    if (touched("brief", "me", "news", "world", "clock")) brief.update(view);
    if (touched("world", "news")) world.update(view);
    if (orders && touched("desk", "brief", "clock", "me", "past")) orders.update(view);
    if (touched("questions", "slips", "beliefs", "clock", "me", "desk")) slips.update(view);
    if (touched("reveal", "beliefs")) reveal.update(view);
    this.talking.update(view);
    this.fresh = false;
    this.guide();
    this.lay();
    this.measure();
  }

  // Another person at the same browser begins with empty sheets.
  own(seat) {
    if (this.drafts.get("seat", seat) !== seat) {
      this.drafts.clear();
      this.live.forget();
      this.panels = null;
    }
    if (this.drafts.get("seat") !== seat) this.drafts.set("seat", seat);
  }

  // A change of phase is said aloud, once.
  tell({ clock }) {
    const words = clock.stage === "playing" ? `${moveWords(clock)}: ${phaseWords(clock)}.` : `${phaseWords(clock)}.`;
    if (this.told && this.told !== words) this.announce(words);
    this.told = words;
  }

  status(live) {
    this.head?.dot.update(live);
    this.talking?.talk.draw();
    show(this.refused, live.state === "refused");
    show(this.body, this.panels && live.state !== "refused");
    if (live.state === "refused") {
      show(this.loading, false);
      this.refused.replaceChildren(
        make("h2", { text: "This desk cannot be opened" }),
        make("p", { text: live.why }),
        make(
          "p",
          { class: "row-of" },
          make("a", { href: `/play?${new URLSearchParams({ room: this.room })}`, text: "Join the room" }),
          make("button", { type: "button", text: "Try again", onclick: () => window.location.reload() }),
        ),
      );
    }
    if (this.was && this.was !== live.state)
      this.announce(
        { connected: "Connected again.", connecting: "Connection lost. What you type is kept.", refused: live.why }[
          live.state
        ],
      );
    this.was = live.state;
  }

  settled(entry, problem) {
    if (problem) this.announce(problem);
    if (!this.panels) return;
    const [place] = entry.place.split(":");
    const takers = {
      say: () => this.talking.talk,
      press: () => this.talking.press,
      offer: () => this.talking.proposals,
      order: () => this.panels.orders,
      slips: () => this.panels.slips,
      beliefs: () => this.panels.slips,
      sit: () => this.sitting,
    };
    takers[place]?.()?.settled(entry, problem);
    if (!problem)
      this.announce(
        { seal: "Sealed.", suggest: "Suggested.", state: "Said to the press.", propose: "Proposed." }[entry.do] ??
          "Done.",
      );
  }

  // ----- building -----

  build(view) {
    const { live, drafts } = this;
    this.team = view.me.team;
    const capital = CAPITAL_KEYS.includes(this.team);
    this.head?.countdown.stop();
    this.head = new Head(live, (words) => this.announce(words));
    this.now = make("p", { class: "now-words" });
    this.go = make("button", { type: "button", class: "main", onclick: () => this.open(this.offered) });
    this.banner = make("div", { class: "now-banner" }, make("b", { text: "Now" }), this.now, this.go);
    this.sitting = new Sitting(live);
    this.panels = {
      brief: new BriefPanel(),
      world: new WorldPanel(),
      talk: null,
      orders: capital ? new OrderPanel({ live, drafts }) : null,
      slips: new SlipsPanel({ live, drafts }),
      reveal: new RevealPanel(this.room),
    };
    this.talking = new TalkPanel(live, drafts, this.team ?? "observer");
    this.panels.talk = this.talking;
    this.talking.talk.counts = () => this.badges();
    this.tabs = new TabBar("Places of your desk", TABS, (key) => this.open(key));
    this.columns = COLUMNS.map((keys) => this.column(keys));
    this.places = make("div", { class: "columns" }, ...this.columns.map((column) => column.root));
    this.wideReveal = make("div", { class: "wide-reveal" });
    this.main = make("main", { class: "places" }, this.places, this.wideReveal);
    this.body.replaceChildren(this.head.root, this.banner, this.sitting.root, this.tabs.root, this.main);
    const places = { ...this.panels, ...this.talking.places };
    for (const [key, words] of [...TABS, ...TALK_TABS])
      if (places[key]) dress(places[key].root, { id: `place-${key}`, role: "tabpanel", "aria-label": words }, []);
    this.wideReveal.append(this.panels.reveal.root);
    this.raised.disconnect();
    for (const part of [this.head.root, this.banner, this.sitting.root, this.talking.bar.root])
      this.raised.observe(part);
    // What else the page shows above the desk may come later.
    const page = this.root.getRootNode().host?.closest("[data-testid=stMainBlockContainer]");
    if (page) this.raised.observe(page);
    this.fresh = true;
    this.layout = "";
  }

  column(keys) {
    const held = keys.filter((key) => this.panels[key]);
    const bar = new TabBar(
      "Places",
      TABS.filter(([key]) => held.includes(key)),
      (key) => this.open(key),
    );
    const frame = make("div", { class: "column-frame" }, ...held.map((key) => this.panels[key].root));
    return { keys: held, bar, root: make("section", { class: "column" }, bar.root, frame) };
  }

  // ----- which places are open -----

  get openTab() {
    const wished = this.drafts.get("tab", "brief");
    if (wished === "reveal") return this.view.reveal ? wished : "brief";
    return this.panels[wished] ? wished : "brief";
  }

  open(key) {
    if (!this.wide) this.scrolls.set(this.openTab, this.scroller.scrollTop);
    this.drafts.set("tab", key);
    const column = COLUMNS.findIndex((keys) => keys.includes(key));
    if (column >= 0) this.drafts.set(`column:${column}`, key);
    this.layout = "";
    this.lay();
    const place = this.wide ? this.panels[key].root : this.scroller;
    place.scrollTop = this.scrolls.get(key) ?? 0;
  }

  // Streamlit scrolls its own main part, not the window.
  get scroller() {
    return this.root.getRootNode().host?.closest("[data-testid=stMain]") ?? document.scrollingElement;
  }

  lay() {
    if (!this.panels || !this.view) return;
    this.wide = this.root.clientWidth >= WIDE;
    const open = this.openTab;
    const layout = [
      this.wide,
      open,
      Boolean(this.view.reveal),
      ...COLUMNS.map((_, place) => this.drafts.get(`column:${place}`)),
    ].join();
    if (layout === this.layout) return;
    this.layout = layout;
    mark(this.root, "wide", this.wide);
    const revealed = open === "reveal";
    show(this.places, !revealed);
    show(this.wideReveal, revealed);
    show(this.tabs.root, !this.wide || this.view.reveal);
    for (const [key, { button }] of this.tabs.buttons)
      show(button, key === "reveal" ? this.view.reveal : this.wide ? key === "brief" : this.panels[key]);
    say(this.tabs.buttons.get("brief").button.firstChild, this.wide ? "Desk" : "Brief");
    this.tabs.choose(this.wide && !revealed ? "brief" : open);
    this.columns.forEach(({ keys, bar, root }, place) => {
      const wished = this.drafts.get(`column:${place}`, keys[0]);
      const shown = this.wide ? (keys.includes(wished) ? wished : keys[0]) : keys.includes(open) ? open : null;
      show(root, this.wide || shown);
      show(bar.root, this.wide);
      bar.choose(shown);
      for (const key of keys) show(this.panels[key].root, key === shown);
    });
    this.talking.seen(!revealed && (this.wide || open === "talk"));
    this.badges();
    this.measure();
  }

  // What is above the columns, and above and below the talk, tells how high they may be.
  measure() {
    const { scroller } = this;
    const top = scroller.getBoundingClientRect().top - scroller.scrollTop;
    const above = (node) => node.getBoundingClientRect().top - top + EDGE;
    if (this.places.offsetParent) this.root.style.setProperty("--above", `${above(this.places)}px`);
    if (!this.wide && this.talking.talk.root.offsetParent)
      this.root.style.setProperty("--talk-above", `${above(this.talking.talk.root) + this.tabs.root.offsetHeight}px`);
  }

  // The place that matters now is offered; nobody is moved there while they read or write.
  guide() {
    const [words, place] = guidance(this.view);
    this.offered = place === "orders" && !this.panels.orders ? "world" : place;
    say(this.now, words);
    if (this.offered) say(this.go, `Go to ${TABS.find(([key]) => key === this.offered)[1]}`);
    this.tabs.offer(this.offered);
    for (const { bar } of this.columns) bar.offer(this.offered);
    show(this.sitting.root, !this.view.me.team);
    this.sitting.update(this.view);
    this.badges();
  }

  badges() {
    if (!this.tabs) return;
    show(this.go, this.offered && this.panels[this.offered].root.offsetParent === null);
    const waiting = this.talking.waiting;
    this.tabs.badge("talk", this.wide ? 0 : waiting, "not read or answered yet");
    this.columns[1].bar.badge("talk", waiting, "not read or answered yet");
    this.talking.bar.badge("messages", this.talking.talk.unread, "not read yet");
    document.title = `${waiting ? `(${waiting}) ` : ""}${phaseWords(this.view.clock)}: ${this.view.room.title}`;
  }
}

// Who comes without a table takes one here.
class Sitting {
  constructor(live) {
    this.live = live;
    this.buttons = make("div", { class: "row-of" });
    this.outcome = new Outcome();
    this.kept = new Keep(
      this.buttons,
      (item) => item.team,
      ({ team }) => {
        const root = make("button", {
          type: "button",
          "data-capital": team,
          onclick: () => this.live.act("sit", { team }, "sit"),
        });
        return { root, update: ({ words }) => say(root, words) };
      },
    );
    this.root = make(
      "section",
      { class: "card sitting" },
      make("h2", { text: "Where do you sit?" }),
      this.buttons,
      this.outcome.root,
    );
  }

  update({ tables }) {
    const teams = [...CAPITAL_KEYS.filter((capital) => tables[capital].hand === "human"), "observer"];
    this.kept.update([
      { team: "any", words: "Any table that needs people" },
      ...teams.map((team) => ({ team, words: `${nameOf(team)} (${tables[team].members.length})` })),
    ]);
  }

  settled(entry, problem) {
    this.outcome.settled(problem, "");
  }
}

function noRoom(root) {
  root.replaceChildren(
    make(
      "div",
      { class: "card refused" },
      make("h2", { text: "Which room?" }),
      make("p", { text: "This address names no room. Join with the code that your teacher shows." }),
      make("p", {}, make("a", { href: "/play", text: "Join a room" })),
    ),
  );
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".game");
  if (!data.room) {
    noRoom(root);
    shade(root);
    return undefined;
  }
  let desk = DESKS.get(parentElement);
  if (desk && desk.room !== data.room) {
    desk.close();
    desk = null;
  }
  if (!desk) {
    desk = new Desk(root, data.room);
    DESKS.set(parentElement, desk);
  }
  shade(root);
  return () => {
    desk.close();
    DESKS.delete(parentElement);
  };
}
