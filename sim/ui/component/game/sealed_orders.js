// The order of one capital as the white cell sees it.

class OrderCard {
  constructor(capital) {
    this.capital = capital;
    this.state = make("span", { class: "chip" });
    this.lines = make("ul", { class: "order-lines" });
    this.reasoning = make("q");
    this.foot = make("p", { class: "quiet small" });
    this.root = make(
      "article",
      { class: "card order-card", "data-capital": capital },
      make(
        "div",
        { class: "panel-head" },
        make("h3", {}, make("span", { class: "dot", "aria-hidden": "true" }), nameOf(capital)),
        this.state,
      ),
      this.lines,
      this.reasoning,
      this.foot,
    );
  }

  update(table, order, secrets) {
    const waits = { agent: "the model decides", script: "standing order" }[table.hand] || "no order yet";
    say(this.state, table.sealed ? "✓ sealed" : order ? "standing order" : waits);
    mark(this.state, "done-well", table.sealed);
    const shown = order && secrets;
    show(this.lines, shown);
    show(this.reasoning, shown && order.reasoning);
    if (shown) {
      const lines = order.lines.map((line) => `${line.label}, week ${line.week}${this.doses(line)}`);
      this.lines.replaceChildren(...(lines.length ? lines : ["Holds still"]).map((text) => make("li", { text })));
      say(this.reasoning, order.reasoning);
      say(
        this.foot,
        `Costs ${numberWords(order.cost, 2)} · ${order.by}${order.code ? ` · code ${order.code.slice(0, 8)}` : ""}`,
      );
    } else say(this.foot, order ? "Its order is hidden on this screen." : "");
    show(this.foot, this.foot.textContent);
  }

  doses(line) {
    const doses = Object.entries(line.doses).map(([part, dose]) =>
      part === "dose" ? percentWords(dose) : `${part.replace(/_/g, " ")} ${percentWords(dose)}`,
    );
    return doses.length ? ` (${doses.join(", ")})` : "";
  }
}
