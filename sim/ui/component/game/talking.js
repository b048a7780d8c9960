// Where a seat talks: messages, proposals, and statements to the press.

const TALK_TABS = [
  ["messages", "Messages"],
  ["proposals", "Proposals"],
  ["press", "Press"],
];

class TalkPanel {
  constructor(live, drafts, mine) {
    this.drafts = drafts;
    this.talk = new Talk({ live, drafts, mine });
    this.parts = { messages: this.talk.root };
    if (CAPITAL_KEYS.includes(mine)) {
      this.proposals = new Proposals({ live, drafts });
      this.press = new PressBox({ live, drafts });
      Object.assign(this.parts, { proposals: this.proposals.root, press: this.press.root });
    }
    this.bar = new TabBar("Ways to talk", TALK_TABS, (key) => this.choose(key));
    show(this.bar.root, this.proposals);
    this.root = make("div", { class: "panel talking" }, this.bar.root, ...Object.values(this.parts));
    this.choose(drafts.get("talk.tab", "messages"));
  }

  choose(key) {
    this.tab = key in this.parts ? key : "messages";
    this.drafts.set("talk.tab", this.tab);
    for (const [name, part] of Object.entries(this.parts)) show(part, name === this.tab);
    this.bar.choose(this.tab);
    this.seen();
  }

  seen(visible = this.visible) {
    this.visible = visible;
    this.talk.seen = Boolean(visible) && this.tab === "messages";
  }

  update(view) {
    this.talk.name = view.me.name;
    this.talk.update(view.talk, view.clock);
    this.bar.badge("messages", this.talk.unread, "not read yet");
    if (!this.proposals) return;
    this.proposals.update(view);
    this.press.update(view);
    this.bar.badge("proposals", this.proposals.waiting, "wait for your answer");
  }

  get places() {
    return Object.fromEntries(Object.entries(this.parts).map(([key, root]) => [key, { root }]));
  }

  get waiting() {
    return this.talk.unread + (this.proposals?.waiting ?? 0);
  }
}
