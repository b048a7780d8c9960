// The order sheet: what may be done and what it costs, what is chosen, the adviser, suggestions, and the seal.

const DOSE_STEP = 5;
const ROUNDING = 0.0005;
const WRITING_OVER = "Orders are carried out now. The next sheet opens with the next move.";
const HANDS = { agent: "The model’s own government plays your capital just now.", script: "Your capital carries out its standing order just now." };

const doseOf = (line) => Math.max(0, ...Object.values(line.doses));
const priceWords = (price) => numberWords(price, 2);
const linesWords = (lines) => (lines.length ? listed(lines.map((line) => `${line.label} at ${doseWords(line)} in week ${line.week}`)) : "nothing: your government holds");

function doseWords(line) {
  const doses = Object.values(line.doses);
  return doses.length === 1 ? percentWords(doses[0]) : doses.map(percentWords).join("/");
}

// An order as comparable text, whatever the order of its lines.
const orderKey = ({ lines, reasoning }) =>
  JSON.stringify([[...lines].map((line) => [line.lever, line.week, Object.entries(line.doses).sort()]).sort(), (reasoning ?? "").trim()]);

class SheetLine {
  constructor(sheet, { lever }) {
    this.sheet = sheet;
    this.lever = lever;
    this.title = make("h4", {});
    this.price = make("span", { class: "chip" });
    this.doses = make("div", { class: "doses" });
    this.sliders = new Keep(this.doses, (part) => part.key, (part) => this.slider(part));
    this.week = make("select", {});
    this.week.addEventListener("change", () => sheet.change(lever, { week: Number(this.week.value) }));
    const remove = make("button", { type: "button", class: "plain", text: "take out", onclick: () => sheet.remove(lever) });
    this.warning = make("p", { class: "problem small", hidden: true });
    this.root = make(
      "li",
      { class: "sheet-line", "data-lever": lever },
      make("div", { class: "row-of spread" }, this.title, make("span", { class: "row-of" }, this.price, remove)),
      this.doses,
      make("label", { class: "row-of small" }, make("span", { text: "Carried out in" }), this.week),
      this.warning,
    );
  }

  slider({ key, label, alone }) {
    const value = make("b", {});
    const input = make("input", { type: "range", min: 0, max: 100, step: DOSE_STEP });
    input.addEventListener("input", () => this.sheet.dose(this.lever, key, Number(input.value) / 100));
    const root = make("label", { class: "dose" }, make("span", { text: alone ? "How strongly" : label }), input, value);
    return {
      root,
      update: ({ dose }) => {
        const percent = Math.round(100 * dose);
        if (Number(input.value) !== percent) input.value = percent;
        say(value, `${percent} %`);
        input.setAttribute("aria-valuetext", `${percent} percent`);
      },
    };
  }

  update({ line, card, weeks, problem }) {
    say(this.title, card?.label ?? line.label);
    say(this.price, `costs ${priceWords((card?.cost ?? 0) * doseOf(line))}`);
    const parts = card?.parts ?? [];
    this.sliders.update(parts.map((part) => ({ ...part, alone: parts.length === 1, dose: line.doses[part.key] ?? 0 })));
    fill(this.week, weeks.map(({ week, words }) => [String(week), words]));
    if (this.week.value !== String(line.week)) this.week.value = String(line.week);
    say(this.warning, problem);
    show(this.warning, problem);
  }
}

class LeverCard {
  constructor(sheet) {
    this.sheet = sheet;
    this.title = make("h4", {});
    this.price = make("span", { class: "chip" });
    this.button = make("button", { type: "button", text: "Add", onclick: () => this.sheet.add(this.card) });
    this.sentence = make("p", { class: "small" });
    this.clock = make("p", { class: "quiet small" });
    this.why = make("p", { class: "why small" });
    this.root = make(
      "li",
      { class: "lever" },
      make("div", { class: "row-of spread" }, this.title, make("span", { class: "row-of" }, this.price, this.button)),
      this.sentence,
      this.clock,
      this.why,
    );
  }

  update({ card, chosen, full, writing, weeks }) {
    this.card = card;
    this.root.dataset.lever = card.lever;
    say(this.title, card.label);
    say(this.price, `${priceWords(card.cost)} at full strength`);
    say(this.sentence, card.sentence);
    say(this.clock, `${card.clock}${card.sealed ? " Nobody else sees it unless it leaks." : ""}`);
    const possible = card.weeks.length;
    const allowed = possible && possible < weeks ? `Possible in week ${listed(card.weeks)} of ${weeks}. ` : "";
    say(this.why, allowed + (card.why || ""));
    show(this.why, allowed || card.why);
    mark(this.root, "closed", !possible);
    show(this.button, writing && possible);
    this.button.disabled = chosen || full;
    say(this.button, chosen ? "Added" : "Add");
    this.button.setAttribute("aria-label", `${chosen ? "Added" : "Add"}: ${card.label}`);
    this.button.title = full && !chosen ? "The sheet is full. Take something out first." : "";
  }
}

class SuggestionCard {
  constructor(sheet) {
    this.who = make("h4", {});
    this.what = make("p", {});
    this.why = make("p", { class: "quiet small prose" });
    this.button = make("button", { type: "button", text: "Take over", onclick: () => sheet.takeOver(this.suggestion) });
    this.root = make("li", { class: "suggestion" }, make("div", { class: "row-of spread" }, this.who, this.button), this.what, this.why);
  }

  update({ suggestion, writing }) {
    this.suggestion = suggestion;
    say(this.who, `${suggestion.name} suggests`);
    say(this.what, `${linesWords(suggestion.lines)} (costs ${priceWords(suggestion.cost)})`);
    say(this.why, suggestion.reasoning);
    show(this.button, writing);
  }
}

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
    this.root = make("div", { class: "panel orders" }, this.sheetCard, this.suggestionBox, this.adviser.root, this.leverBox, this.pastBox);
  }

  buildPurse() {
    this.spent = make("i", {});
    this.over = make("p", { class: "small" });
    this.purse = make("div", { class: "purse" }, make("div", { class: "purse-bar", "aria-hidden": "true" }, this.spent), this.over);
  }

  buildSheet() {
    this.list = make("ol", { class: "sheet-lines" });
    this.lines = new Keep(this.list, (item) => item.line.lever, (item) => new SheetLine(this, item.line));
    this.none = make("p", { class: "quiet", text: "Nothing is chosen: your government would hold. Add a measure from the list below." });
    this.words = make("input", { type: "text", maxlength: 280, id: "order-reasoning", placeholder: "Why? One line for the debrief" });
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
      make("div", { class: "row-of" }, this.confirmButton, button("Not yet", () => this.confirming(false))),
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
      make("p", { class: "small" }, "Code ", this.code, make("span", { class: "quiet", text: " – everybody sees this code now. It is made from your order; at the debrief it proves that nobody changed it." })),
    );
  }

  buildLists() {
    this.suggestions = make("ul", { class: "stack" });
    this.suggested = new Keep(this.suggestions, (item) => item.suggestion.name, () => new SuggestionCard(this));
    this.suggestionBox = make("section", { class: "card" }, make("h3", { text: "Suggestions of your table" }), this.suggestions);
    this.possible = make("ul", { class: "levers" });
    this.cards = new Keep(this.possible, (item) => item.card.lever, () => new LeverCard(this));
    this.impossible = make("ul", { class: "levers" });
    this.closedCards = new Keep(this.impossible, (item) => item.card.lever, () => new LeverCard(this));
    this.closedTitle = make("summary", {});
    this.closedBox = make("details", {}, this.closedTitle, this.impossible);
    this.leverBox = make("section", { class: "card" }, make("h3", { text: "What your government can do" }), this.possible, this.closedBox);
    this.pastList = make("ul", { class: "stack" });
    this.past = new Keep(this.pastList, (item) => String(item.move), () => new PastOrder());
    this.pastBox = make("section", { class: "card" }, make("h3", { text: "Your earlier orders" }), this.pastList);
  }

  // ----- the draft -----

  get key() {
    return `order:${this.clock.move}`;
  }

  get draft() {
    const { order } = this.desk ?? {};
    return this.drafts.get(this.key, null) ?? (order ? { lines: order.lines, reasoning: order.reasoning } : { lines: [], reasoning: "" });
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
    this.set({ ...this.draft, lines: this.draft.lines.map((line) => (line.lever === lever ? { ...line, ...changes } : line)) });
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
    Object.assign(this, { desk: view.desk, clock: view.clock, me: view.me, tables: view.tables, pastOrders: view.past ?? [], balance: view.brief?.balance ?? 0 });
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
    say(this.state, sealed ? (differs ? "sealed; the sheet differs" : "sealed") : desk.writing ? "not sealed yet" : "closed");
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
    const words = desk.writing ? "" : clock.stage === "lobby" ? "The sheet opens when the game begins." : clock.stage !== "playing" ? "The game is over." : HANDS[desk.hand] ?? WRITING_OVER;
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
        const problem = !card?.weeks.length && card
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
    const again = this.desk.writing && this.me.head ? (differs ? " Your sheet has changed since: seal it anew, or the sealed one counts." : " You may change it and seal it anew until all are sealed.") : "";
    say(this.sealedWords, `${order.by} ordered ${linesWords(order.lines)}.${again}`);
    say(this.code, order.code);
    show(this.code.parentElement, sealed);
    say(this.sealedBox.querySelector("b"), sealed ? "✓ Sealed. " : "Standing order. ");
  }

  drawLists() {
    const { desk, draft } = this;
    const full = draft.lines.length >= desk.most;
    const item = (card) => ({ card, full, writing: desk.writing, weeks: this.clock.weeks, chosen: draft.lines.some((line) => line.lever === card.lever) });
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
      say(this.confirmWords, `You order ${linesWords(lines)}. It costs ${priceWords(this.price(lines))}. Nobody sees it before the world answers; you may seal anew until all are sealed.${why}`);
    }
    show(this.confirm, on);
    show(this.buttons, !on);
    if (on) this.confirmButton.focus();
  }

  send(kind) {
    const { lines, reasoning } = this.draft;
    this.confirming(false);
    this.outcome.tell(this.live.state === "connected" ? "Sending …" : "Waits for the connection; it is sent by itself.", "quiet small");
    this.live.act(kind, { lines: lines.map(({ lever, doses, week }) => ({ lever, doses, week })), reasoning: reasoning.trim() }, "order");
  }

  settled(entry, problem) {
    this.outcome.settled(problem, entry.do === "seal" ? "" : "Your table sees your suggestion now.");
  }
}

class PastOrder {
  constructor() {
    this.title = make("h4", {});
    this.what = make("p", { class: "small" });
    this.came = make("p", { class: "small quiet" });
    this.root = make("li", {}, this.title, this.what, this.came);
  }

  update({ move, hand, order, pulled, missed }) {
    say(this.title, `Move ${move}`);
    say(this.what, order ? `${order.by === "standing order" ? "Standing order" : order.by}: ${linesWords(order.lines)}.${order.reasoning ? ` “${order.reasoning}”` : ""}` : hand === "agent" ? "The model’s government decided." : "No order.");
    const done = pulled.map((item) => `${item.label} in week ${item.in_week}`);
    const not = missed.map((item) => `${item.label} could not be done: ${item.why}`);
    say(this.came, [done.length ? `Carried out: ${listed(done)}.` : "", ...not].filter(Boolean).join(" "));
  }
}
