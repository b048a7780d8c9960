// A row of buttons of which one is chosen; arrow keys move along it.
class TabBar {
  constructor(label, tabs, chosen) {
    this.root = make("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.buttons = new Map();
    for (const [key, words] of tabs) {
      const badge = make("span", { class: "badge", hidden: true });
      const button = make(
        "button",
        { type: "button", role: "tab", "data-tab": key, "aria-controls": `place-${key}`, onclick: () => chosen(key) },
        make("span", { text: words }),
        badge,
      );
      this.buttons.set(key, { button, badge });
      this.root.append(button);
    }
    this.root.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const shown = [...this.buttons.values()].map((one) => one.button).filter((button) => !button.hidden);
      const next = shown[(shown.indexOf(event.target.closest("button")) + step + shown.length) % shown.length];
      next?.focus();
      next?.click();
    });
  }

  choose(key) {
    for (const [name, { button }] of this.buttons) {
      button.setAttribute("aria-selected", String(name === key));
      button.tabIndex = name === key ? 0 : -1;
    }
  }

  badge(key, words, title = "") {
    const { badge } = this.buttons.get(key);
    say(badge, words || "");
    show(badge, words);
    badge.title = title;
  }

  offer(key) {
    for (const [name, { button }] of this.buttons) mark(button, "offered", name === key);
  }
}
