// The deck of the white cell: cards played now, armed for a move or for a state of the world, and cards of one's own.
//
//   new Deck({ act, asking, shocks })   shocks: {key: {label, sentence, low, high, default}}; { root, update(view) }

class Deck {
  constructor({ act, asking, shocks }) {
    Object.assign(this, { act, asking, shocks });
    this.count = make("span", { class: "badge" });
    const list = make("ul", { class: "cards" });
    this.list = new Keep(
      list,
      (card) => card.key,
      (card) => new DeckCard(card, this),
    );
    this.empty = make("p", { class: "quiet small", text: "The deck is empty." });
    this.own = make("button", { type: "button", text: "An event of your own …", onclick: () => this.invent() });
    this.cards = make("details", { class: "deck-cards" }, make("summary", {}, "Cards ", this.count), this.empty, list);
    this.root = make(
      "section",
      { class: "card deck", "aria-label": "Injects" },
      make("div", { class: "panel-head" }, make("h2", { text: "Injects" })),
      this.own,
      this.cards,
    );
  }

  update(view) {
    this.view = view;
    const { clock, deck } = view;
    this.may = clock.stage === "playing" && ["brief", "negotiate", "seal"].includes(clock.phase);
    this.own.disabled = !this.may;
    this.own.title = this.may ? "" : "Injects are played in brief, negotiate and seal.";
    say(this.count, deck.length);
    show(this.empty, !deck.length);
    this.list.update(deck);
  }

  seriesChoices() {
    const { labels = {}, series = {} } = this.view.world;
    return Object.keys(series).map((key) => [key, labels[key] ? `${labels[key].label} (${labels[key].unit})` : key]);
  }

  // ----- arming -----

  async arm(card) {
    const { clock } = this.view;
    const moves = Array.from({ length: clock.of }, (_, place) => place + 1).filter((move) => move > clock.move);
    const move = select(
      [["", "not by a move"], ...moves.map((one) => [String(one), `when move ${one} begins`])],
      String(card.at_move || ""),
    );
    const when = card.when || {};
    const series = select([["", "not by the world"], ...this.seriesChoices()], when.series || "");
    const side = select(
      [
        ["above", "is above"],
        ["below", "is below"],
      ],
      typeof when.below === "number" ? "below" : "above",
    );
    const before = when.above ?? when.below;
    const value = make("input", { type: "number", step: "any", value: before ?? "" });
    const data = await this.asking.fill({
      title: `When does “${card.title}” play itself?`,
      words: "It is looked at when a move begins. With neither, the card waits in the deck.",
      yes: "Arm the card",
      parts: [
        field("Move", move),
        field("Or as soon as", series),
        make("div", { class: "pair" }, field("Side", side), field("Value", value)),
      ],
      read: () => {
        if (series.value && !Number.isFinite(value.valueAsNumber)) return "Write the value that the series must pass.";
        return {
          key: card.key,
          at_move: move.value ? Number(move.value) : null,
          when: series.value ? { series: series.value, [side.value]: value.valueAsNumber } : null,
        };
      },
    });
    if (data) this.act("arm", data);
  }

  // ----- an event of one's own -----

  async invent() {
    const title = make("input", { maxlength: 280, required: true });
    const text = make("textarea", { rows: 3, maxlength: 2000 });
    const to = Object.entries(NAMES).map(([key, name]) => ({ key, box: tick(name, true) }));
    const known = this.view.truth.shocks || [];
    const choices = make("div", { class: "shock-more" });
    const size = make("input", { type: "range", step: "any" });
    const reading = make("span", { class: "quiet small" });
    let option = null;
    const shock = select([["", "nothing: only words"], ...known.map((one) => [one.key, one.label])], "", () =>
      refresh(),
    );
    size.addEventListener("input", () => say(reading, numberWords(size.valueAsNumber, 2)));
    const sizeField = field("How strong", size);
    sizeField.append(reading);
    const about = make("p", { class: "quiet small" });
    const refresh = () => {
      const one = known.find((each) => each.key === shock.value);
      const terms = this.shocks[shock.value];
      option =
        one && one.option
          ? select(
              one.choices.map((choice) => [choice, NAMES[choice] || choice.replace(/_/g, " ")]),
              one.choices[0],
            )
          : null;
      choices.replaceChildren(...[option ? field("Which", option) : null].filter(Boolean));
      show(sizeField, terms && terms.high > terms.low);
      say(about, terms ? terms.sentence : "");
      show(about, terms);
      if (!terms) return;
      Object.assign(size, { min: terms.low, max: terms.high, value: terms.default });
      say(reading, numberWords(terms.default, 2));
    };
    refresh();
    const data = await this.asking.fill({
      title: "An event of your own",
      words: "It is printed at once for the capitals that you choose; with a shock, the world feels it in this move.",
      yes: "Play it now",
      parts: [
        field("Headline", title),
        field("Text (may be left out)", text),
        make(
          "fieldset",
          { class: "told" },
          make("legend", { text: "Told to" }),
          make("div", { class: "row-of" }, ...to.map((one) => one.box)),
        ),
        field("What the world feels", shock),
        about,
        choices,
        sizeField,
      ],
      read: () => {
        const told = to.filter((one) => one.box.checked).map((one) => one.key);
        if (!title.value.trim()) return "Write a headline.";
        if (!told.length) return "Choose at least one capital that is told.";
        const given = { title: title.value, text: text.value, to: told };
        if (shock.value) Object.assign(given, { shock: shock.value, size: size.valueAsNumber });
        if (option) given.option = option.value;
        return given;
      },
    });
    if (data) this.act("inject", data);
  }
}

class DeckCard {
  constructor(card, deck) {
    this.deck = deck;
    this.armed = make("span", { class: "chip" });
    this.to = make("span", { class: "quiet small" });
    this.play = make("button", {
      type: "button",
      text: "Play now",
      onclick: () => deck.act("inject", { key: this.card.key }),
    });
    this.arm = make("button", { type: "button", text: "Arm …", onclick: () => deck.arm(this.card) });
    this.root = make(
      "li",
      {},
      make(
        "div",
        { class: "card-words" },
        make("b", { text: card.title }),
        make("p", { class: "quiet small", text: card.text }),
        this.to,
      ),
      make("div", { class: "row-of" }, this.play, this.arm, this.armed),
    );
  }

  update(card) {
    this.card = card;
    this.play.disabled = !this.deck.may;
    this.play.setAttribute("aria-label", `Play now: ${card.title}`);
    this.arm.setAttribute("aria-label", `Arm: ${card.title}`);
    const all = card.to.length === CAPITAL_KEYS.length;
    say(
      this.to,
      [all ? "" : `only ${listed(card.to.map(nameOf))}`, card.shock ? "" : "words only"].filter(Boolean).join(" · "),
    );
    say(this.armed, this.armedWords(card));
    show(this.armed, this.armed.textContent);
  }

  armedWords({ at_move: move, when }) {
    const words = [];
    if (move) words.push(`move ${move}`);
    if (when) {
      const label = (this.deck.view.world.labels || {})[when.series];
      const name = label ? label.label : when.series;
      const side = typeof when.above === "number" ? "above" : "below";
      words.push(`${name} ${side} ${when[side]}`);
    }
    return words.length ? `armed: ${words.join(" or ")}` : "";
  }
}
