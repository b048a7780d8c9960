// The desk of the white cell: the clock and the next step at once, then people, orders, events, words and files.

const WHITE_TABS = [
  ["now", "Now"],
  ["world", "World"],
  ["talk", "Messages"],
  ["deals", "Proposals"],
  ["files", "Files"],
];
const TROUBLE_STAYS = 12000;

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
    this.refused = make(
      "p",
      { class: "problem", role: "alert", hidden: true },
      this.why,
      " ",
      make("a", { href: "/play", text: "To the front door" }),
    );
    this.veil = make("p", {
      class: "note",
      text: "Secrets are hidden on this screen. Switch them on above when no projector shows it.",
    });
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
      make(
        "header",
        { class: "white-head" },
        make("span", { class: "code-small", text: this.room, title: "room code" }),
        this.locked,
        this.title,
        this.openBoard(),
        this.secretSwitch(),
        this.dot.root,
      ),
      this.helm.root,
      this.trouble,
      this.refused,
      this.desk,
    );
  }

  openBoard() {
    return make("a", {
      class: "board-link",
      href: `/board?room=${encodeURIComponent(this.room)}`,
      target: "_blank",
      rel: "noopener",
      text: "Public board ↗",
    });
  }

  secretSwitch() {
    this.secrets = this.drafts.get("secrets", false);
    this.switch = make(
      "button",
      { type: "button", class: "secrets", role: "switch" },
      make("i", { "aria-hidden": "true" }),
      make("span", { text: "Show secrets" }),
    );
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
        const tab = make(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${key}`,
            "aria-controls": `panel-${key}`,
            onclick: () => this.open(key),
          },
          words,
        );
        if (key === "talk") tab.append(this.unread);
        return [key, tab];
      }),
    );
    const bar = make(
      "div",
      { class: "tabs", role: "tablist", "aria-label": "Parts of the desk" },
      ...this.tabs.values(),
    );
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
      Object.entries(parts).map(([key, kids]) => [
        key,
        make(
          "div",
          { class: `panel ${key}`, role: "tabpanel", id: `panel-${key}`, "aria-labelledby": `tab-${key}` },
          ...kids,
        ),
      ]),
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
    if (changed.has("news")) this.print();
    show(this.latest.root, view.clock.phase === "report");
    if (changed.has("talk") || changed.has("clock")) this.talk.update(view.talk, view.clock);
    show(this.opened.root, view.reveal);
    if (view.reveal && changed.has("reveal")) this.opened.update(view.reveal);
    this.showSecrets();
  }

  // What only some capitals were told is a secret too.
  print() {
    const told = (item) => this.secrets || !item.to || item.to.length === CAPITAL_KEYS.length;
    for (const press of [this.press, this.latest]) press.update(this.view.news.filter(told));
  }

  showSecrets() {
    this.switch.setAttribute("aria-checked", String(this.secrets));
    for (const part of [this.talk.root, this.deals.root]) show(part, this.secrets);
    for (const part of [this.talkVeil, this.dealVeil]) show(part, !this.secrets);
    this.talk.seen = this.chosen === "talk" && this.secrets;
    if (!this.view) return;
    show(this.truth.root, this.secrets && this.view.world.day);
    this.print();
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
      parts: [
        make("img", { class: "qr", src: link.qr, alt: "QR code of the link" }),
        make("div", { class: "row-of" }, shown, copy),
      ],
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
        parts: [
          make(
            "p",
            {},
            make("a", { href: address, target: "_blank", rel: "noopener", text: `Open the desk of ${room} ↗` }),
          ),
        ],
      });
    } catch (error) {
      this.complain(error.message);
    }
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
