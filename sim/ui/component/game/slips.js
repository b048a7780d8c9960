// Forecast slips: how likely somebody holds a yes to be, and what they think of the others.

const UNSURE = 50;

class PercentRow {
  constructor({ words, low, high, handed, changed, drafts, key }) {
    Object.assign(this, { handed, drafts, key });
    this.title = make("p", { class: "asked", text: words });
    this.value = make("b", {});
    this.input = make("input", { type: "range", min: 0, max: 100, step: 1, "aria-label": words });
    this.input.addEventListener("input", () => {
      drafts.set(this.key, Number(this.input.value));
      this.draw();
      changed();
    });
    this.state = make("p", { class: "quiet small" });
    this.back = make("button", {
      type: "button",
      class: "plain",
      text: "put back",
      "aria-label": `Put back: ${words}`,
      onclick: () => {
        drafts.drop(this.key);
        this.update(this);
        changed();
      },
    });
    this.root = make(
      "li",
      { class: "percent-row" },
      this.title,
      make(
        "div",
        { class: "slide-row" },
        make("span", { class: "quiet small", text: low }),
        this.input,
        make("span", { class: "quiet small", text: high }),
        this.value,
      ),
      make("div", { class: "row-of spread" }, this.state, this.back),
    );
  }

  get draft() {
    return this.drafts.get(this.key, null);
  }

  update({ key, given, open }) {
    Object.assign(this, { key, given, open });
    this.input.disabled = !open;
    const value = this.draft ?? given ?? UNSURE;
    if (Number(this.input.value) !== value) this.input.value = value;
    this.draw();
  }

  get changed() {
    return this.draft !== null && this.draft !== this.given;
  }

  draw() {
    const touched = this.draft ?? this.given;
    say(this.value, touched === null ? "– %" : `${Math.round(touched)} %`);
    this.input.setAttribute("aria-valuetext", touched === null ? "no answer yet" : `${Math.round(touched)} percent`);
    const handed = this.given === null ? "" : `✓ ${this.handed}: ${Math.round(this.given)} %`;
    say(
      this.state,
      this.changed ? `${handed}${handed ? ". " : ""}Moved, not handed in yet.` : handed || "Not answered in this move.",
    );
    show(this.back, this.changed && this.open);
    mark(this.state, "done-well", this.given !== null && !this.changed);
  }
}

class SlipsPanel {
  constructor({ live, drafts }) {
    Object.assign(this, { live, drafts });
    this.about = make("p", { class: "quiet small" });
    this.list = make("ul", { class: "stack" });
    this.questions = new Keep(
      this.list,
      (item) => item.id,
      (item) =>
        new PercentRow({
          words: item.text,
          low: "no",
          high: "yes",
          handed: "Handed in",
          drafts,
          key: item.key,
          changed: () => this.foot(),
        }),
    );
    this.limit = make("p", { class: "note", hidden: true });
    this.button = make("button", { type: "button", class: "main", text: "Hand in", onclick: () => this.send() });
    this.outcome = new Outcome();
    this.slipCard = make(
      "section",
      { class: "card stack" },
      make("h3", { text: "Forecast slips" }),
      this.about,
      this.list,
      this.limit,
      make("div", { class: "row-of" }, this.button),
      this.outcome.root,
    );
    this.beliefs = make("ul", { class: "stack" });
    this.others = new Keep(
      this.beliefs,
      (item) => item.id,
      (item) =>
        new PercentRow({
          words: item.text,
          low: item.low,
          high: item.high,
          handed: "Written down",
          drafts,
          key: item.key,
          changed: () => this.foot(),
        }),
    );
    this.beliefButton = make("button", {
      type: "button",
      class: "main",
      text: "Write it down",
      onclick: () => this.believe(),
    });
    this.beliefOutcome = new Outcome();
    this.beliefCard = make(
      "section",
      { class: "card stack" },
      make("h3", { text: "What do you think of the others?" }),
      make("p", {
        class: "quiet small",
        text: "Your own guess, not your table’s. At the end it is held against the truth. Nobody else sees it before.",
      }),
      this.beliefs,
      make("div", { class: "row-of" }, this.beliefButton),
      this.beliefOutcome.root,
    );
    this.root = make("div", { class: "panel slips" }, this.slipCard, this.beliefCard);
  }

  update({ room, questions, slips, beliefs, me, clock }) {
    this.clock = clock;
    this.open = clock.stage === "playing" && ["brief", "negotiate", "seal"].includes(clock.phase);
    const given = (rows, wanted) => rows.find((row) => row.move === clock.move && wanted(row))?.percent ?? null;
    this.questions.update(
      (questions ?? []).map(({ key, text }) => ({
        id: key,
        text,
        key: `slip:${clock.move}:${key}`,
        open: this.open,
        given: given(slips ?? [], (row) => row.question === key),
      })),
    );
    this.most = room.forecasts;
    this.inNow = (slips ?? []).filter((row) => row.move === clock.move).map((row) => row.question);
    say(
      this.about,
      this.open
        ? `How likely is a yes, by the end of the game? Everybody hands in their own, at most ${counted(this.most, "slip")} in a move. Good forecasts are near what happens and not too sure of it.`
        : "Slips are handed in while a move is played, before its orders are carried out.",
    );
    show(this.slipCard, (questions ?? []).length);
    const others = CAPITAL_KEYS.filter((capital) => me.team && capital !== me.team && CAPITAL_KEYS.includes(me.team));
    this.others.update(
      others.map((other) => {
        const word = other === "washington" ? "engaged" : "resolute";
        return {
          id: other,
          text: `How ${word} is the government in ${nameOf(other)}?`,
          low: "not at all",
          high: word,
          key: `belief:${clock.move}:${other}`,
          open: this.open,
          given: given(beliefs ?? [], (row) => row.about === other),
        };
      }),
    );
    show(this.beliefCard, others.length);
    this.foot();
  }

  foot() {
    const moved = this.moved(this.questions);
    const total = new Set([...this.inNow, ...moved.map(([key]) => key)]).size;
    const tooMany = total > this.most;
    this.button.disabled = !this.open || !moved.length || tooMany;
    say(this.limit, `At most ${counted(this.most, "slip")} fit in a move, and this would be ${total}. Put one back.`);
    show(this.limit, tooMany);
    this.beliefButton.disabled = !this.open || !this.moved(this.others).length;
  }

  moved(keep) {
    return [...keep.parts].filter(([, row]) => row.changed).map(([key, row]) => [key, row.draft]);
  }

  send() {
    this.outcome.tell("Sending …", "quiet small");
    this.live.act("forecast", { slips: Object.fromEntries(this.moved(this.questions)) }, "slips");
    this.button.disabled = true;
  }

  believe() {
    this.beliefOutcome.tell("Sending …", "quiet small");
    for (const [about, percent] of this.moved(this.others)) this.live.act("believe", { about, percent }, "beliefs");
    this.beliefButton.disabled = true;
  }

  settled(entry, problem) {
    (entry.place === "slips" ? this.outcome : this.beliefOutcome).settled(
      problem,
      entry.place === "slips" ? "Handed in. You may change them until the orders are carried out." : "Written down.",
    );
    this.foot();
  }
}
