// From here, other choices: levers that are pulled on a day of the reader's, or taken away from the branch on.

class Choosing {
  constructor(page, root) {
    this.page = page;
    const groups = page.record.levers.map((group) =>
      make(
        "optgroup",
        { label: group.label },
        ...group.levers.map((lever) => make("option", { value: lever.key, text: lever.label })),
      ),
    );
    this.levers = new Map(page.record.levers.flatMap((group) => group.levers.map((lever) => [lever.key, lever])));
    this.lever = make("select", { "aria-label": "Which lever", onchange: () => this.explain() }, ...groups);
    this.deed = make(
      "select",
      { "aria-label": "What becomes of it", onchange: () => this.explain() },
      make("option", { value: "pull", text: "is pulled on" }),
      make("option", { value: "ban", text: "is taken away" }),
    );
    this.date = make("input", { type: "date", "aria-label": "Day on which the lever is pulled" });
    this.help = make("p", { class: "quiet" });
    this.list = make("ul", { class: "chosen" });
    const add = make("button", { type: "button", class: "add", text: "Add", onclick: () => this.add() });
    root.replaceChildren(
      make("h2", { text: "From here, other choices" }),
      make("div", { class: "choose" }, this.lever, this.deed, this.date, add),
      this.help,
      this.list,
    );
    this.lever.value = "seoul.gsomia_suspend_notice";
    this.deed.value = "ban";
    this.explain();
  }

  explain() {
    const lever = this.levers.get(this.lever.value);
    this.date.hidden = this.deed.value === "ban";
    this.help.textContent = `${lever.help} ${lever.needs ? `Needs: ${lever.needs}.` : ""}`.replace("..", ".");
  }

  add() {
    const value = this.deed.value === "ban" ? "ban" : this.date.value || this.page.day.dayAt(this.page.branch);
    this.page.choose(this.lever.value, value);
  }

  follow(choices, branch, end) {
    const first = this.page.day.dayAt(branch);
    this.date.min = first;
    this.date.max = this.page.day.dayAt(end);
    if (!this.date.value || this.date.value < first || this.date.value > this.date.max) this.date.value = first;
    const none =
      "None yet. Add one, and the fan shows the worlds with it, the dashes those without: same luck, world by world.";
    this.list.replaceChildren(
      ...(choices.length ? choices.map((choice) => this.chip(choice)) : [make("li", { class: "quiet", text: none })]),
    );
  }

  chip({ key, capital, words }) {
    return make(
      "li",
      { style: `--own: ${colourOf(capital)}` },
      make("span", { class: "dot" }),
      words,
      make("button", {
        type: "button",
        text: "×",
        "aria-label": `Undo: ${words}`,
        onclick: () => {
          this.lever.focus();
          this.page.choose(key, null);
        },
      }),
    );
  }
}
