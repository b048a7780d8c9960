// What is so and nobody at the tables knows.

const TEMPER_WORDS = {
  seoul: ["resolute", "yielding"],
  tokyo: ["resolute", "yielding"],
  washington: ["engaged", "distant"],
};

class Truth {
  constructor() {
    this.body = make("div", { class: "truth-body" });
    this.root = make(
      "section",
      { class: "card truth", "aria-label": "What is so" },
      make("h2", { text: "What is so, and no table knows" }),
      this.body,
    );
  }

  update({ truth }) {
    const text = JSON.stringify(truth);
    if (!truth.truth || this.drawn === text) return;
    this.drawn = text;
    const temper = ([capital, one]) => {
      const [yes, no] = TEMPER_WORDS[capital];
      const belief = Number.isFinite(one.belief) ? `, the others give it ${Math.round(one.belief)} %` : "";
      return make(
        "li",
        { "data-capital": capital },
        make("span", { class: "dot", "aria-hidden": "true" }),
        make("b", { text: nameOf(capital) }),
        ` is ${one.resolute ? yes : no}${belief}`,
      );
    };
    const steps = truth.pulled.map(
      (step) =>
        `${nameOf(step.capital)}: ${step.label}, week ${step.in_week}${step.public ? "" : step.leaked ? " (leaked)" : " (sealed)"}`,
    );
    const missed = truth.missed.map((step) => `${nameOf(step.capital)} could not: ${step.label}, ${step.why}`);
    this.body.replaceChildren(
      make("ul", { class: "tempers" }, ...Object.entries(truth.truth).map(temper)),
      ...(steps.length || missed.length
        ? [
            make("h3", { text: "What was done in the last weeks" }),
            make("ul", {}, ...[...steps, ...missed].map((text) => make("li", { text }))),
          ]
        : []),
    );
  }
}
