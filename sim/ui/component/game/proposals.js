// What governments offer each other, who accepts, and who keeps what was promised.

const MOST_PROMISES = 6;

class ProposalCard {
  constructor({ live, me }) {
    this.live = live;
    this.me = me;
    this.from = make("h4", {});
    this.state = make("span", { class: "chip" });
    this.text = make("p", { class: "prose" });
    this.promises = make("ul", { class: "promises" });
    this.kept = new Keep(
      this.promises,
      (item) => item.id,
      () => {
        const words = make("span", {}),
          fate = make("b", {});
        const root = make("li", {}, make("i", { class: "dot" }), make("p", {}, words, fate));
        return { root, update: (item) => this.promise(item, root, words, fate) };
      },
    );
    this.answers = make("p", { class: "quiet small" });
    const button = (words, act) => make("button", { type: "button", text: words, onclick: act });
    this.accept = button("Accept", () => this.reply("accepted"));
    this.accept.className = "main";
    this.refuse = button("Refuse", () => this.reply("refused"));
    this.withdraw = button("Withdraw", () => this.live.act("withdraw", { proposal: this.id }, `offer:${this.id}`));
    this.outcome = new Outcome();
    this.buttons = make("div", { class: "row-of" }, this.accept, this.refuse, this.withdraw);
    this.root = make(
      "li",
      { class: "card proposal" },
      make("div", { class: "row-of spread" }, this.from, this.state),
      this.text,
      this.promises,
      this.answers,
      this.buttons,
      this.outcome.root,
    );
  }

  reply(answer) {
    this.live.act("answer", { proposal: this.id, answer }, `offer:${this.id}`);
  }

  promise(item, root, words, fate) {
    root.dataset.capital = item.capital;
    const by = item.last ? "by the end of the game" : `by the end of move ${item.by_move}`;
    say(words, `${nameOf(item.capital)} ${item.does ? "does" : "does not do"}: ${item.label}, ${by}`);
    const fates = { true: "kept", false: "broken" };
    say(fate, item.kept === null ? "" : ` ${item.kept ? "✓" : "✗"} ${fates[item.kept]}`);
    fate.className = item.kept === false ? "broken" : "done-well";
  }

  update(offer) {
    this.id = offer.id;
    const mine = this.me();
    this.root.dataset.capital = offer.capital;
    const state = offer.accepted
      ? "agreed"
      : offer.withdrawn
        ? "withdrawn"
        : Object.values(offer.answers).includes("refused")
          ? "refused"
          : offer.open
            ? "open"
            : "lapsed";
    this.root.dataset.state = state;
    say(this.from, `${nameOf(offer.capital)} to ${listed(offer.to.map(nameOf))}`);
    say(this.state, `Move ${offer.move} · ${state}`);
    say(this.text, offer.text);
    this.kept.update(offer.commitments.map((one, place) => ({ id: `${place}`, ...one })));
    const said = offer.to.map((one) => `${nameOf(one)}: ${offer.answers[one] ?? "no answer yet"}`);
    say(this.answers, said.join(" · "));
    const asked = offer.open && mine.head && offer.to.includes(mine.team);
    show(this.accept, asked);
    show(this.refuse, asked);
    show(this.withdraw, offer.open && mine.head && offer.capital === mine.team);
  }
}

class ProposalForm {
  constructor({ live, drafts }) {
    Object.assign(this, { live, drafts });
    this.to = make("div", { class: "row-of" });
    this.field = drafts.bind(
      make("textarea", {
        rows: 3,
        maxlength: 2000,
        id: "offer-words",
        placeholder: "What you offer, and what you want for it",
      }),
      "offer.text",
      () => this.foot(),
    );
    this.list = make("ul", { class: "promises" });
    this.kept = new Keep(
      this.list,
      (item) => item.id,
      (item) => this.promiseRow(item),
    );
    this.add = make("button", { type: "button", text: "Add a commitment", onclick: () => this.addPromise() });
    this.button = make("button", {
      type: "button",
      class: "main",
      text: "Make the proposal",
      onclick: () => this.send(),
    });
    this.outcome = new Outcome();
    this.root = make(
      "details",
      { class: "card offer-form", open: drafts.get("offer.text") !== "" },
      make("summary", { text: "New proposal" }),
      make(
        "div",
        { class: "stack" },
        make("fieldset", { class: "field" }, make("legend", { class: "label", text: "To" }), this.to),
        make("div", { class: "field" }, make("label", { for: "offer-words", text: "Offer" }), this.field),
        make(
          "div",
          { class: "field" },
          make("span", { class: "label", text: "Commitments: who does what, or leaves it" }),
          this.list,
          make("div", { class: "row-of" }, this.add),
        ),
        make("div", { class: "row-of" }, this.button),
        this.outcome.root,
      ),
    );
  }

  get promises() {
    return this.drafts.get("offer.promises", []);
  }

  set promises(promises) {
    this.drafts.set("offer.promises", promises);
    this.draw();
  }

  get parties() {
    return [this.mine, ...this.drafts.get("offer.to", [])];
  }

  update({ me, clock, levers }) {
    const wasMine = this.mine;
    Object.assign(this, { mine: me.team, clock, levers: levers ?? {} });
    this.open = clock.stage === "playing" && clock.phase === "negotiate";
    if (wasMine !== this.mine) this.buildTo();
    this.draw();
  }

  buildTo() {
    const to = this.drafts.get("offer.to", []);
    this.to.replaceChildren(
      ...CAPITAL_KEYS.filter((capital) => capital !== this.mine).map((capital) => {
        const input = make("input", { type: "checkbox", checked: to.includes(capital) });
        input.addEventListener("change", () => {
          const now = this.drafts.get("offer.to", []).filter((one) => one !== capital);
          this.drafts.set("offer.to", input.checked ? [...now, capital] : now);
          this.draw();
        });
        return make("label", { class: "choice" }, input, make("span", { text: nameOf(capital) }));
      }),
    );
  }

  addPromise() {
    const lever = this.levers[this.mine]?.[0]?.lever;
    if (!lever) return;
    this.promises = [
      ...this.promises,
      { id: newRequest(), capital: this.mine, lever, does: true, by_move: this.clock.move },
    ];
  }

  change(id, changes) {
    this.promises = this.promises.map((one) => (one.id === id ? { ...one, ...changes } : one));
  }

  promiseRow({ id }) {
    const choice = (words, changed) => {
      const select = make("select", { "aria-label": words });
      select.addEventListener("change", () => changed(select.value));
      return select;
    };
    const who = choice("Who", (capital) => this.change(id, { capital, lever: this.levers[capital][0].lever }));
    const does = choice("Does or does not", (value) => this.change(id, { does: value === "does" }));
    const what = choice("What", (lever) => this.change(id, { lever }));
    const when = choice("By when", (move) => this.change(id, { by_move: Number(move) }));
    const remove = make("button", {
      type: "button",
      class: "plain",
      text: "remove",
      onclick: () => {
        this.promises = this.promises.filter((one) => one.id !== id);
      },
    });
    fill(does, [
      ["does", "does"],
      ["does not", "does not do"],
    ]);
    const root = make("li", { class: "promise-row" }, who, does, what, when, remove);
    return {
      root,
      update: (item) => {
        root.dataset.capital = item.capital;
        fill(
          who,
          this.parties.map((capital) => [capital, nameOf(capital)]),
        );
        fill(
          what,
          (this.levers[item.capital] ?? []).map(({ lever, label }) => [lever, label]),
        );
        fill(
          when,
          Array.from({ length: this.clock.of - this.clock.move + 1 }, (_, step) => [
            String(this.clock.move + step),
            `by move ${this.clock.move + step}`,
          ]),
        );
        who.value = item.capital;
        does.value = item.does ? "does" : "does not";
        what.value = item.lever;
        when.value = String(Math.max(item.by_move, this.clock.move));
      },
    };
  }

  draw() {
    this.kept.update(this.promises.filter((one) => this.parties.includes(one.capital)));
    show(this.add, this.promises.length < MOST_PROMISES);
    this.foot();
  }

  foot() {
    this.button.disabled = !this.open || !this.field.value.trim() || this.parties.length < 2;
    this.button.title = this.open ? "" : "Proposals are made in the phase of negotiation.";
  }

  send() {
    const commitments = this.promises
      .filter((one) => this.parties.includes(one.capital))
      .map(({ capital, lever, does, by_move: by }) => ({
        capital,
        lever,
        does,
        by_move: Math.max(by, this.clock.move),
      }));
    this.outcome.tell("Sending …", "quiet small");
    this.button.disabled = true;
    this.live.act("propose", { to: this.parties.slice(1), text: this.field.value.trim(), commitments }, "offer");
  }

  settled(entry, problem) {
    if (!problem && this.field.value.trim() === entry.data.text) {
      this.field.value = "";
      this.drafts.drop("offer.text");
      this.promises = [];
    }
    this.outcome.settled(problem, "The proposal is made.");
    this.foot();
  }
}

// Options are only rebuilt where they differ, so that an open list stays open.
function fill(select, options) {
  const key = JSON.stringify(options);
  if (select.dataset.options === key) return;
  select.dataset.options = key;
  const { value } = select;
  select.replaceChildren(...options.map(([name, text]) => make("option", { value: name, text })));
  if (options.some(([name]) => name === value)) select.value = value;
}

class Proposals {
  constructor({ live, drafts }) {
    this.form = new ProposalForm({ live, drafts });
    this.about = make("p", { class: "quiet small" });
    this.none = make("p", {
      class: "quiet",
      text: "No proposal yet. A proposal says in writing who does what by when; the record shows who keeps it.",
    });
    this.list = make("ul", { class: "stack" });
    this.kept = new Keep(
      this.list,
      (item) => item.id,
      () => new ProposalCard({ live, me: () => this.me }),
    );
    this.root = make("section", { class: "stack" }, this.about, this.form.root, this.none, this.list);
  }

  update(view) {
    const { me, clock, proposals } = view;
    this.me = me;
    const open = clock.stage === "playing" && clock.phase === "negotiate";
    const words = open
      ? me.head
        ? ""
        : `Proposals are made and answered by the heads. ${ONLY_HEAD}`
      : "Proposals are made and answered in the phase of negotiation. You can prepare one now; it is kept.";
    say(this.about, words);
    show(this.about, words);
    show(this.form.root, me.head && clock.stage === "playing");
    this.form.update(view);
    this.kept.update(
      [...proposals].reverse().map((offer) => ({
        ...offer,
        commitments: offer.commitments.map((one) => ({ ...one, last: one.by_move === clock.of })),
      })),
    );
    show(this.none, !proposals.length);
    this.waiting =
      open && me.head
        ? proposals.filter((one) => one.open && one.to.includes(me.team) && !one.answers[me.team]).length
        : 0;
  }

  settled(entry, problem) {
    if (entry.place === "offer") this.form.settled(entry, problem);
    else this.kept.parts.get(entry.data.proposal)?.outcome.settled(problem, "");
  }
}
