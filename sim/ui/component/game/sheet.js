// The order sheet: what may be done and what it costs, what is chosen, the adviser, suggestions, and the seal.

const ROUNDING = 0.0005;
const WRITING_OVER = "The orders of this move are carried out. The next sheet opens with the next move.";
const HANDS = {
  agent: "The model’s own government plays your capital just now.",
  script: "Your capital carries out its standing order just now.",
};

// An order as comparable text, whatever the order of its lines.
const orderKey = ({ lines, reasoning }) =>
  JSON.stringify([
    [...lines].map((line) => [line.lever, line.week, Object.entries(line.doses).sort()]).sort(),
    (reasoning ?? "").trim(),
  ]);

class OrderPanel {
  constructor({ live, drafts }) {
    Object.assign(this, { live, drafts });
    this.title = make("h2", {});
    this.state = make("span", { class: "chip" });
    this.closed = make("p", { class: "note" });
    this.buildPurse();
    this.buildSheet();
    this.buildSeal();
    this.buildLists();
    this.adviser = new Adviser(live, () => this.draft.lines);
    this.sheetCard = make(
      "section",
      { class: "card sheet" },
      make("div", { class: "row-of spread" }, this.title, this.state),
      this.closed,
      this.form,
      this.sealedBox,
    );
    this.root = make(
      "div",
      { class: "panel orders" },
      this.sheetCard,
      this.suggestionBox,
      this.adviser.root,
      this.leverBox,
      this.pastBox,
    );
  }

  buildPurse() {
    this.spent = make("i", {});
    this.over = make("p", { class: "small" });
    this.purse = make(
      "div",
      { class: "purse" },
      make("div", { class: "purse-bar", "aria-hidden": "true" }, this.spent),
      this.over,
    );
  }

  buildSheet() {
    this.list = make("ol", { class: "sheet-lines" });
    this.lines = new Keep(
      this.list,
      (item) => item.line.lever,
      (item) => new SheetLine(this, item.line),
    );
    this.none = make("p", {
      class: "quiet",
      text: "Nothing is chosen: your government would hold. Add a measure from the list below.",
    });
    this.words = make("input", {
      type: "text",
      maxlength: 280,
      id: "order-reasoning",
      placeholder: "Why? One line for the debrief",
    });
    this.words.addEventListener("input", () => this.set({ ...this.draft, reasoning: this.words.value }));
  }

  buildSeal() {
    const button = (text, act, facts) => make("button", { type: "button", text, onclick: act, ...facts });
    this.sealButton = button("Seal the order …", () => this.confirming(true), { class: "main" });
    this.suggestButton = button("Suggest to the head", () => this.send("suggest"), { class: "main" });
    this.confirmWords = make("p", {});
    this.confirmButton = button("Seal it", () => this.send("seal"), { class: "main" });
    this.confirm = make(
      "div",
      { class: "confirm note", role: "group", "aria-label": "Confirm the seal", hidden: true },
      this.confirmWords,
      make(
        "div",
        { class: "row-of" },
        this.confirmButton,
        button("Not yet", () => this.confirming(false)),
      ),
    );
    this.restore = button("Put my own sheet back", () => this.putBack(), { hidden: true });
    this.buttons = make("div", { class: "row-of" }, this.sealButton, this.suggestButton, this.restore);
    this.outcome = new Outcome();
    this.form = make(
      "div",
      { class: "stack" },
      this.list,
      this.none,
      this.purse,
      make("div", { class: "field" }, make("label", { for: "order-reasoning", text: "Reasoning" }), this.words),
      this.buttons,
      this.confirm,
      this.outcome.root,
    );
    this.code = make("code", {});
    this.sealedWords = make("p", {});
    this.sealedBox = make(
      "div",
      { class: "sealed-box" },
      make("p", {}, make("b", { text: "✓ Sealed. " }), this.sealedWords),
      make(
        "p",
        { class: "small" },
        "Code ",
        this.code,
        make("span", {
          class: "quiet",
          text: " – everybody sees this code now. It is made from your order; at the debrief it proves that nobody changed it.",
        }),
      ),
    );
  }

  buildLists() {
    this.suggestions = make("ul", { class: "stack" });
    this.suggested = new Keep(
      this.suggestions,
      (item) => item.suggestion.name,
      () => new SuggestionCard(this),
    );
    this.suggestionBox = make(
      "section",
      { class: "card" },
      make("h3", { text: "Suggestions of your table" }),
      this.suggestions,
    );
    this.possible = make("ul", { class: "levers" });
    this.cards = new Keep(
      this.possible,
      (item) => item.card.lever,
      () => new LeverCard(this),
    );
    this.impossible = make("ul", { class: "levers" });
    this.closedCards = new Keep(
      this.impossible,
      (item) => item.card.lever,
      () => new LeverCard(this),
    );
    this.closedTitle = make("summary", {});
    this.closedBox = make("details", {}, this.closedTitle, this.impossible);
    this.leverBox = make(
      "section",
      { class: "card" },
      make("h3", { text: "What your government can do" }),
      this.possible,
      this.closedBox,
    );
    this.pastList = make("ul", { class: "stack" });
    this.past = new Keep(
      this.pastList,
      (item) => String(item.move),
      () => new PastOrder(),
    );
    this.pastBox = make("section", { class: "card" }, make("h3", { text: "Your earlier orders" }), this.pastList);
  }

  // ----- the draft -----

  get key() {
    return `order:${this.clock.move}`;
  }

  get draft() {
    const { order } = this.desk ?? {};
    return (
      this.drafts.get(this.key, null) ??
      (order ? { lines: order.lines, reasoning: order.reasoning } : { lines: [], reasoning: "" })
    );
  }

  set(draft) {
    this.drafts.set(this.key, draft);
    this.confirming(false);
    show(this.restore, false);
    this.outcome.tell("");
    this.draw();
  }

  price(lines) {
    return lines.reduce((sum, line) => sum + (this.cardOf(line.lever)?.cost ?? 0) * doseOf(line), 0);
  }

  cardOf(lever) {
    return this.desk.levers.find((card) => card.lever === lever);
  }

  // At full strength if it can be paid, otherwise as strongly as it can; in the first week that is free.
  add(card) {
    const { lines } = this.draft;
    const left = this.balance - this.price(lines);
    const most = card.cost > 0 ? Math.floor((100 * (left + ROUNDING)) / card.cost / DOSE_STEP) * DOSE_STEP : 100;
    const dose = Math.min(100, Math.max(DOSE_STEP, most)) / 100;
    const taken = lines.map((line) => line.week);
    const week = card.weeks.find((one) => !taken.includes(one)) ?? card.weeks[0];
    const doses = Object.fromEntries(card.parts.map((part) => [part.key, dose]));
    this.set({ ...this.draft, lines: [...lines, { lever: card.lever, label: card.label, doses, week }] });
  }

  change(lever, changes) {
    this.set({
      ...this.draft,
      lines: this.draft.lines.map((line) => (line.lever === lever ? { ...line, ...changes } : line)),
    });
  }

  dose(lever, part, dose) {
    const line = this.draft.lines.find((one) => one.lever === lever);
    this.change(lever, { doses: { ...line.doses, [part]: dose } });
  }

  remove(lever) {
    this.set({ ...this.draft, lines: this.draft.lines.filter((line) => line.lever !== lever) });
  }

  // Whoever takes a suggestion over may want the sheet back that it replaced.
  takeOver({ lines, reasoning }) {
    this.replaced = this.draft.lines.length || this.draft.reasoning ? this.draft : null;
    this.words.value = reasoning;
    this.set({ lines, reasoning });
    show(this.restore, this.replaced);
    this.sheetCard.scrollIntoView({ block: "start" });
  }

  putBack() {
    this.words.value = this.replaced.reasoning;
    this.set(this.replaced);
  }

  // ----- drawing -----

  update(view) {
    const move = this.clock?.move;
    Object.assign(this, {
      desk: view.desk,
      clock: view.clock,
      me: view.me,
      tables: view.tables,
      pastOrders: view.past ?? [],
      balance: view.brief?.balance ?? 0,
    });
    if (move !== this.clock.move) {
      this.words.value = this.draft.reasoning;
      this.outcome.tell("");
      show(this.restore, false);
      this.adviser.clear();
    }
    this.draw();
  }

  draw() {
    const { desk, draft, me } = this;
    const sealed = desk.order && desk.order.code;
    if (this.drafts.get(this.key, null) === null && !this.words.matches(":focus")) this.words.value = draft.reasoning;
    say(this.title, this.clock.move ? `Your order for move ${this.clock.move}` : "Your order");
    const differs = sealed && orderKey(draft) !== orderKey(desk.order);
    say(
      this.state,
      sealed ? (differs ? "sealed; the sheet differs" : "sealed") : desk.writing ? "not sealed yet" : "closed",
    );
    mark(this.state, "is-sealed", sealed && !differs);
    this.drawClosed();
    show(this.form, desk.writing);
    this.drawLines();
    this.drawPurse();
    this.drawSealed(sealed, differs);
    show(this.sealButton, me.head);
    show(this.suggestButton, !me.head);
    say(this.sealButton, sealed ? "Seal it anew …" : "Seal the order …");
    this.sealButton.disabled = Boolean(sealed && !differs);
    this.drawLists();
    this.adviser.update(desk.writing);
  }

  drawClosed() {
    const { desk, clock } = this;
    const words = desk.writing
      ? ""
      : clock.stage === "lobby"
        ? "The sheet opens when the game begins."
        : clock.stage !== "playing"
          ? "The game is over."
          : (HANDS[desk.hand] ?? WRITING_OVER);
    say(this.closed, words);
    show(this.closed, words);
  }

  drawLines() {
    const { lines } = this.draft;
    const twice = (line) => lines.some((other) => other !== line && other.week === line.week);
    this.lines.update(
      lines.map((line) => {
        const card = this.cardOf(line.lever);
        const weeks = card?.weeks.length ? card.weeks : [line.week];
        const problem =
          !card?.weeks.length && card
            ? card.why
            : doseOf(line) === 0
              ? "At 0 % it does nothing. Raise it or take it out."
              : twice(line)
                ? "Two measures in the same week: a government does one thing a week."
                : "";
        return { line, card, problem, weeks: weeks.map((week) => ({ week, words: this.weekWords(week) })) };
      }),
    );
    show(this.none, !lines.length);
    show(this.list, lines.length);
  }

  weekWords(week) {
    const day = dayOf(this.clock.first_day) + (week - 1) * 7 * DAY;
    return `week ${week} (from ${dateWords(day).replace(/ \d{4}$/, "")})`;
  }

  drawPurse() {
    const price = this.price(this.draft.lines);
    const left = this.balance - price;
    const short = left < -ROUNDING;
    this.spent.style.width = `${this.balance > 0 ? Math.min(100, (100 * price) / this.balance) : price > 0 ? 100 : 0}%`;
    mark(this.purse, "short", short);
    say(
      this.over,
      short
        ? `Costs ${priceWords(price)}, but your government has ${priceWords(this.balance)}. Lower a dose or take a measure out.`
        : `Costs ${priceWords(price)} of ${priceWords(this.balance)} political capital; ${priceWords(Math.max(left, 0))} stays for later moves.`,
    );
  }

  drawSealed(sealed, differs) {
    const { order } = this.desk;
    show(this.sealedBox, order);
    if (!order) return;
    const again =
      this.desk.writing && this.me.head
        ? differs
          ? " Your sheet has changed since: seal it anew, or the sealed one counts."
          : " You may change it and seal it anew until all are sealed."
        : "";
    say(this.sealedWords, `${order.by} ordered ${linesWords(order.lines)}.${again}`);
    say(this.code, order.code);
    show(this.code.parentElement, sealed);
    say(this.sealedBox.querySelector("b"), sealed ? "✓ Sealed. " : "Standing order. ");
  }

  drawLists() {
    const { desk, draft } = this;
    const full = draft.lines.length >= desk.most;
    const item = (card) => ({
      card,
      full,
      writing: desk.writing,
      weeks: this.clock.weeks,
      chosen: draft.lines.some((line) => line.lever === card.lever),
    });
    this.cards.update(desk.levers.filter((card) => card.weeks.length).map(item));
    const closed = desk.levers.filter((card) => !card.weeks.length);
    this.closedCards.update(closed.map(item));
    show(this.closedBox, closed.length);
    say(this.closedTitle, `Not possible in this move (${closed.length}), and why`);
    show(this.leverBox, desk.levers.length && desk.writing);
    this.suggested.update(desk.suggestions.map((suggestion) => ({ suggestion, writing: desk.writing })));
    show(this.suggestionBox, desk.suggestions.length);
    this.past.update([...this.pastOrders].reverse());
    show(this.pastBox, this.pastOrders.length);
  }

  // ----- sealing -----

  confirming(on) {
    if (on) {
      const { lines, reasoning } = this.draft;
      const why = reasoning.trim() ? "" : " You gave no reason: the debrief asks for one.";
      say(
        this.confirmWords,
        `You order ${linesWords(lines)}. It costs ${priceWords(this.price(lines))}. Nobody sees it before the world answers; you may seal anew until all are sealed.${why}`,
      );
    }
    show(this.confirm, on);
    show(this.buttons, !on);
    if (on) this.confirmButton.focus();
  }

  send(kind) {
    const { lines, reasoning } = this.draft;
    this.confirming(false);
    this.outcome.tell(
      this.live.state === "connected" ? "Sending …" : "Waits for the connection; it is sent by itself.",
      "quiet small",
    );
    this.live.act(
      kind,
      { lines: lines.map(({ lever, doses, week }) => ({ lever, doses, week })), reasoning: reasoning.trim() },
      "order",
    );
  }

  settled(entry, problem) {
    this.outcome.settled(problem, entry.do === "seal" ? "" : "Your table sees your suggestion now.");
  }
}
