// The parts of an order sheet: a line, a lever that may be added, a suggestion, an earlier order.

const DOSE_STEP = 5;

const doseOf = (line) => Math.max(0, ...Object.values(line.doses));
const priceWords = (price) => numberWords(price, 2);
const linesWords = (lines) =>
  lines.length
    ? listed(lines.map((line) => `${line.label} at ${doseWords(line)} in week ${line.week}`))
    : "nothing: your government holds";

function doseWords(line) {
  const doses = Object.values(line.doses);
  return doses.length === 1 ? percentWords(doses[0]) : doses.map(percentWords).join("/");
}

class SheetLine {
  constructor(sheet, { lever }) {
    this.sheet = sheet;
    this.lever = lever;
    this.title = make("h4", {});
    this.price = make("span", { class: "chip" });
    this.doses = make("div", { class: "doses" });
    this.sliders = new Keep(
      this.doses,
      (part) => part.key,
      (part) => this.slider(part),
    );
    this.week = make("select", {});
    this.week.addEventListener("change", () => sheet.change(lever, { week: Number(this.week.value) }));
    const remove = make("button", {
      type: "button",
      class: "plain",
      text: "take out",
      onclick: () => sheet.remove(lever),
    });
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
    fill(
      this.week,
      weeks.map(({ week, words }) => [String(week), words]),
    );
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
    this.root = make(
      "li",
      { class: "suggestion" },
      make("div", { class: "row-of spread" }, this.who, this.button),
      this.what,
      this.why,
    );
  }

  update({ suggestion, writing }) {
    this.suggestion = suggestion;
    say(this.who, `${suggestion.name} suggests`);
    say(this.what, `${linesWords(suggestion.lines)} (costs ${priceWords(suggestion.cost)})`);
    say(this.why, suggestion.reasoning);
    show(this.button, writing);
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
    say(
      this.what,
      order
        ? `${order.by === "standing order" ? "Standing order" : order.by}: ${linesWords(order.lines)}.${order.reasoning ? ` “${order.reasoning}”` : ""}`
        : hand === "agent"
          ? "The model’s government decided."
          : "No order.",
    );
    const done = pulled.map((item) => `${item.label} in week ${item.in_week}`);
    const not = missed.map((item) => `${item.label} could not be done: ${item.why}`);
    say(this.came, [done.length ? `Carried out: ${listed(done)}.` : "", ...not].filter(Boolean).join(" "));
  }
}
