// Channels with what was said in them, and a place to write.
//
//   const talk = new Talk({ live, drafts, mine, hide });
//       mine: the reader's capital, or null for the white cell, which hears and speaks everywhere
//       hide: true gives the white cell a button beside each message that takes it out of sight
//   talk.root; talk.update(view.talk, view.clock) after each change of either, or of live's status
//   talk.settled(entry, problem)  from hears.settled, for entries whose place begins with "say:"; the words of a
//                                 refused message come back into the field
//   talk.name                     the reader's name: their own words stand at the right; unset, those of their table
//   talk.seen = true|false        whether the page shows it now: what is seen counts as read
//   talk.unread                   how many messages nobody has seen here; talk.counts(number) is called when it changes

const ANNOUNCEMENTS = "announcements";
const AT_THE_END = 48;
const PLACES = { table: "All three", [ANNOUNCEMENTS]: "Announcements" };

function channelName(key, mine) {
  if (PLACES[key]) return PLACES[key];
  const [kind, capital] = key.split(":");
  if (kind === "team") return mine ? "Our table" : `${nameOf(capital)}’s table`;
  if (kind === "white") return mine ? "Teacher" : `${nameOf(capital)} and the teacher`;
  const [one, other] = key.split("-");
  if (!mine) return `${nameOf(one)} and ${nameOf(other)}`;
  return nameOf(one === mine ? other : one);
}

function channelHelp(key, mine) {
  if (key === ANNOUNCEMENTS) return mine ? "What the teacher tells everybody." : "Everybody reads this.";
  if (key === "table") return "All three capitals and the teacher read this.";
  if (key.startsWith("team:")) return "Only your own table and the teacher read this.";
  if (key.startsWith("white:")) return "Only your table and the teacher read this. Ask here whatever is unclear.";
  return "Only these two capitals and the teacher read this.";
}

class Talk {
  constructor({ live, drafts, mine, hide = false }) {
    Object.assign(this, { live, drafts, mine, hide });
    this.name = null;
    this.counts = () => {};
    this.isSeen = true;
    this.unread = 0;
    this.open = drafts.get("channel", null);
    this.problems = {};
    this.tabs = make("div", { class: "channels", role: "tablist", "aria-label": "Channels" });
    this.kept = new Keep(
      this.tabs,
      (item) => item.key,
      (item) => this.tab(item),
    );
    this.about = make("p", { class: "quiet small" });
    this.log = make("ol", { class: "log", role: "log", "aria-label": "Messages", tabindex: 0 });
    this.lines = new Keep(
      this.log,
      (line) => line.id,
      (line) => this.line(line),
    );
    this.nothing = make("p", { class: "quiet empty", text: "Nothing has been said here yet." });
    this.fresh = make("button", { type: "button", class: "fresh", hidden: true, text: "New messages ↓" });
    this.fresh.addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => this.scrolled());
    this.field = make("textarea", { class: "words", rows: 2, maxlength: 2000, "aria-label": "Your message" });
    this.field.value = drafts.get(`say:${this.open}`);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.say();
    });
    this.button = make("button", { type: "button", class: "main", text: "Send", onclick: () => this.say() });
    this.problem = make("p", { class: "problem", role: "alert", hidden: true });
    this.closed = make("p", { class: "note", hidden: true });
    this.form = make("div", { class: "composer" }, this.field, this.button);
    this.root = make(
      "div",
      { class: "talk" },
      this.tabs,
      this.about,
      make("div", { class: "log-frame" }, this.log, this.nothing, this.fresh),
      this.closed,
      this.form,
      this.problem,
    );
  }

  set seen(seen) {
    if (this.isSeen === seen) return;
    this.isSeen = seen;
    if (this.talk) this.draw();
    if (seen) this.toEnd();
  }

  update(talk, clock) {
    this.talk = talk;
    this.clock = clock;
    if (!talk.channels.some((one) => one.key === this.open)) this.choose(talk.channels[0]?.key ?? null);
    this.draw();
  }

  choose(key) {
    this.open = key;
    this.drafts.set("channel", key);
    this.field.value = this.drafts.get(`say:${key}`);
    this.draw();
    this.toEnd();
  }

  // ----- drawing -----

  draw() {
    if (!this.talk) return;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_THE_END;
    const here = this.talk.messages.filter((one) => one.channel === this.open);
    const before = this.lines.parts.size;
    this.lines.update([...this.withMoves(here), ...this.unsent()]);
    show(this.nothing, !this.lines.parts.size);
    if (atEnd) this.toEnd();
    else if (this.lines.parts.size > before) show(this.fresh, true);
    if (this.isSeen) this.read(here);
    this.count();
    this.foot();
  }

  withMoves(messages) {
    const lines = [];
    let move = null;
    for (const message of messages) {
      if (message.move !== move) lines.push({ id: `move ${message.move}`, head: message.move });
      move = message.move;
      lines.push({ id: message.number, ...message });
    }
    return lines;
  }

  unsent() {
    return this.live.entries
      .filter((entry) => entry.do === "say" && entry.data.channel === this.open)
      .map((entry) => ({ id: entry.request, text: entry.data.text, waiting: true }));
  }

  tab({ key }) {
    const badge = make("span", { class: "badge", hidden: true });
    const lock = make("span", {
      class: "lock",
      title: "Closed until the next negotiation",
      text: "closed",
      hidden: true,
    });
    const root = make(
      "button",
      { type: "button", role: "tab", onclick: () => this.choose(key) },
      make("span", { text: channelName(key, this.mine) }),
      badge,
      lock,
    );
    return {
      root,
      update: ({ open, unread }) => {
        root.setAttribute("aria-selected", String(key === this.open));
        show(badge, unread > 0);
        say(badge, unread || "");
        badge.title = `${unread} not read yet`;
        show(lock, !open);
      },
    };
  }

  line(line) {
    if (line.head !== undefined)
      return {
        root: make("li", { class: "divider", text: line.head ? `Move ${line.head}` : "Before the game" }),
        update() {},
      };
    const text = make("p", { class: "said" });
    const who = make("b", {});
    const when = make("time", {});
    const root = make("li", { class: "message" }, make("div", { class: "who" }, who, when), text);
    const button = this.hide && !line.waiting ? make("button", { type: "button", class: "plain" }) : null;
    if (button) {
      button.addEventListener("click", () =>
        this.live.act(
          "hide",
          { message: line.number, hidden: button.dataset.hidden !== "true" },
          `hide:${line.number}`,
        ),
      );
      root.firstChild.append(button);
    }
    return {
      root,
      update: (now) => {
        root.dataset.team = now.team ?? (now.waiting ? (this.mine ?? "white") : "white");
        const own = this.name === null ? now.team === this.mine : now.name === this.name && now.team === this.mine;
        mark(root, "own", now.waiting || own);
        mark(root, "waiting", now.waiting);
        mark(root, "taken-down", now.hidden);
        say(
          who,
          now.waiting
            ? "You"
            : now.team && now.channel !== `team:${now.team}`
              ? `${now.name}, ${nameOf(now.team)}`
              : now.name,
        );
        say(
          when,
          now.waiting
            ? this.live.state === "connected"
              ? "sending …"
              : "waits for the connection"
            : clockWords(now.at),
        );
        say(text, now.text);
        if (button) {
          button.dataset.hidden = String(now.hidden);
          say(button, now.hidden ? "show again" : "take down");
        }
      },
    };
  }

  foot() {
    const channel = this.talk.channels.find((one) => one.key === this.open);
    const spoken = Boolean(channel) && (!this.mine || this.open !== ANNOUNCEMENTS);
    say(this.about, channel ? channelHelp(this.open, this.mine) : "");
    show(this.form, spoken);
    this.field.placeholder = channel ? `Write to ${channelName(this.open, this.mine).replace("Our", "our")}` : "";
    this.field.setAttribute("aria-label", `Your message to ${channelName(this.open, this.mine)}`);
    const open = spoken && channel.open;
    show(this.closed, spoken && !open);
    say(
      this.closed,
      "Capitals talk to each other in the phase of negotiation. You can write now; it is kept here until you can send it.",
    );
    this.mayWrite = open;
    this.button.disabled = !open || !this.field.value.trim();
    const problem = this.problems[this.open] ?? "";
    say(this.problem, problem);
    show(this.problem, problem);
  }

  // ----- reading -----

  read(messages) {
    const last = messages[messages.length - 1]?.number ?? 0;
    const read = this.drafts.get("read", {});
    if (document.visibilityState !== "hidden" && last > (read[this.open] ?? 0))
      this.drafts.set("read", { ...read, [this.open]: last });
  }

  count() {
    const read = this.drafts.get("read", {});
    const unread = {};
    for (const one of this.talk.messages)
      if (one.number > (read[one.channel] ?? 0)) unread[one.channel] = (unread[one.channel] ?? 0) + 1;
    this.kept.update(this.talk.channels.map((one) => ({ ...one, unread: unread[one.key] ?? 0 })));
    const all = Object.values(unread).reduce((sum, one) => sum + one, 0);
    if (all !== this.unread) {
      this.unread = all;
      this.counts(all);
    }
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    show(this.fresh, false);
  }

  scrolled() {
    if (this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_THE_END) show(this.fresh, false);
  }

  // ----- writing -----

  typed() {
    this.drafts.set(`say:${this.open}`, this.field.value);
    this.button.disabled = !this.mayWrite || !this.field.value.trim();
  }

  say() {
    const text = this.field.value.trim();
    if (!text || !this.mayWrite) return;
    const channel = this.open;
    this.problems[channel] = "";
    this.field.value = "";
    this.drafts.drop(`say:${channel}`);
    this.live.act("say", { channel, text }, `say:${channel}`);
    this.draw();
    this.toEnd();
  }

  settled(entry, problem) {
    const { channel, text } = entry.data;
    this.problems[channel] = problem;
    if (problem && !this.drafts.get(`say:${channel}`)) {
      this.drafts.set(`say:${channel}`, text);
      if (channel === this.open) this.field.value = text;
    }
    this.draw();
  }
}
