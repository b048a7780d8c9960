// Offers between capitals and whether what was promised was done.

class Deals {
  constructor() {
    this.none = make("p", { class: "quiet", text: "Nobody has proposed anything yet." });
    const list = make("ul", { class: "deals-list" });
    this.list = new Keep(
      list,
      (one) => one.id,
      () => new DealRow(),
    );
    this.root = make("section", { "aria-label": "Proposals" }, this.none, list);
  }

  update({ proposals }) {
    show(this.none, !proposals.length);
    this.list.update([...proposals].reverse());
  }
}

class DealRow {
  constructor() {
    this.head = make("b");
    this.state = make("span", { class: "chip" });
    this.text = make("p", { class: "prose" });
    this.promises = make("ul", { class: "promises" });
    this.root = make(
      "li",
      { class: "card" },
      make("div", { class: "panel-head" }, this.head, this.state),
      this.text,
      this.promises,
    );
  }

  update(one) {
    say(this.head, `Move ${one.move}: ${nameOf(one.capital)} to ${listed(one.to.map(nameOf))}`);
    const answers = Object.entries(one.answers).map(([capital, answer]) => `${nameOf(capital)} ${answer}`);
    say(
      this.state,
      one.withdrawn
        ? "withdrawn"
        : one.accepted
          ? "accepted"
          : answers.length
            ? answers.join(", ")
            : one.open
              ? "open"
              : "not answered",
    );
    say(this.text, one.text);
    this.promises.replaceChildren(
      ...one.commitments.map((promise) => {
        const kept = promise.kept === null ? "" : promise.kept ? " · kept" : " · broken";
        return make("li", {
          text: `${nameOf(promise.capital)} ${promise.does ? "does" : "does not do"}: ${promise.label}, by move ${promise.by_move}${kept}`,
        });
      }),
    );
  }
}
