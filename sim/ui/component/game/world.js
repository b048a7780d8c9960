// What everybody can read of the world: the pact, the numbers, the headlines.

const MAIN_SERIES = [
  "hostility",
  "approval",
  "cohesion",
  "boycott",
  "visitors_change",
  "loss_korea",
  "loss_japan",
  "provocation",
];

class WorldPanel {
  constructor() {
    this.pact = new PactStrip();
    this.main = new WorldCharts({ only: MAIN_SERIES });
    this.others = new WorldCharts();
    this.more = make("details", {}, make("summary", { text: "More numbers" }), this.others.root);
    this.news = new NewsList();
    this.toggle = make("button", {
      type: "button",
      text: "Show as tables",
      "aria-pressed": "false",
      onclick: () => this.flip(),
    });
    this.waiting = make("p", {
      class: "note",
      text: "The world of this room is still being prepared. It takes a moment.",
    });
    this.key = make("p", { class: "quiet small" });
    CAPITAL_KEYS.forEach((capital) =>
      this.key.append(
        make(
          "span",
          { class: "key", "data-capital": capital },
          make("i", { class: "flag", text: "▼" }),
          `${nameOf(capital)} acted`,
        ),
      ),
    );
    this.key.append(make("span", { class: "key", text: "┊ a move begins" }));
    this.shown = make(
      "div",
      { class: "stack" },
      this.pact.root,
      make("div", { class: "row-of spread" }, this.key, this.toggle),
      this.main.root,
      this.more,
      make("section", { class: "card" }, make("h3", { text: "Headlines" }), this.news.root),
    );
    this.root = make("div", { class: "panel world" }, this.waiting, this.shown);
  }

  update({ world, news }) {
    const keys = Object.keys(world.series ?? {});
    show(this.waiting, !keys.length);
    show(this.shown, keys.length);
    if (!keys.length) return;
    this.pact.update(world);
    this.main.update(world);
    this.others.only = [...grouped(keys).keys()].filter((base) => base !== PACT && !MAIN_SERIES.includes(base));
    this.others.update(world);
    show(this.more, this.others.only.length);
    this.news.update((news ?? []).filter((item) => item.kind !== "inject"));
  }

  flip() {
    const on = this.toggle.getAttribute("aria-pressed") !== "true";
    this.toggle.setAttribute("aria-pressed", String(on));
    say(this.toggle, on ? "Show as charts" : "Show as tables");
    this.main.table(on);
    this.others.table(on);
  }
}
