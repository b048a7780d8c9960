// What is opened at the end: who reached what, and what every capital ordered in every move.
//
//   new Opened()   { root, update(reveal) }

const RULING_WORDS = {
  seeded: "the draw as it fell",
  quantile: "chosen by the white cell",
  overruled: "overruled by the white cell",
};

class Opened {
  constructor() {
    this.goals = make("div", { class: "goals" });
    this.table = make("div", { class: "opened-orders" });
    this.root = make(
      "section",
      { class: "opened", "aria-label": "What was hidden", hidden: true },
      make("h2", { text: "Who reached what" }),
      this.goals,
      make("h2", { text: "What was ordered" }),
      this.table,
    );
  }

  update(reveal) {
    this.goals.replaceChildren(...CAPITAL_KEYS.map((capital) => this.card(capital, reveal.objectives[capital])));
    this.table.replaceChildren(...reveal.moves.map((move) => this.row(move)));
  }

  card(capital, goals) {
    const won = goals.filter((goal) => goal.met).reduce((sum, goal) => sum + goal.points, 0);
    const all = goals.reduce((sum, goal) => sum + goal.points, 0);
    return make(
      "article",
      { class: `goal-card ${capital}` },
      make("h3", {}, nameOf(capital), make("span", { class: "points", text: `${won} of ${counted(all, "point")}` })),
      make(
        "ul",
        {},
        ...goals.map((goal) =>
          make(
            "li",
            { class: goal.met ? "met" : "missed" },
            make("span", { class: "verdict", text: goal.met ? "✓ reached" : "✗ missed" }),
            make("span", { text: goal.text }),
          ),
        ),
      ),
    );
  }

  row(move) {
    return make(
      "article",
      { class: "opened-move" },
      make("h3", {}, `Move ${move.move}`, make("small", { text: ` from ${dateWords(dayOf(move.first_day))}` })),
      ...CAPITAL_KEYS.map((capital) => this.order(move, capital)),
      move.ruling && move.ruling.how !== "seeded"
        ? make("p", {
            class: "ruling",
            text: [`The outcome was ${RULING_WORDS[move.ruling.how]}`, move.ruling.reason].filter(Boolean).join(": "),
          })
        : null,
    );
  }

  order(move, capital) {
    const order = move.orders[capital];
    const hand = move.hands[capital];
    const did = move.pulled.filter((step) => step.capital === capital).map((step) => step.label);
    const lines = hand === "agent" || !order ? did : order.lines.map((line) => line.label);
    const missed = move.missed.filter((step) => step.capital === capital).map((step) => `${step.label}: ${step.why}`);
    return make(
      "div",
      { class: `opened-order ${capital}` },
      make("b", { text: nameOf(capital) }),
      make("span", { text: lines.length ? listed([...new Set(lines)]) : "held still" }),
      hand === "agent" ? make("small", { text: "decided by the model" }) : null,
      order && order.reasoning && hand !== "agent" ? make("q", { text: order.reasoning }) : null,
      ...missed.map((text) => make("small", { class: "was-missed", text })),
    );
  }
}
