// What the newspapers print: headlines, statements and events, the latest first.
//
//   new Press(most, fresh)   at most so many; fresh(words) is called for what arrives while the page stands
//       { root, update(news) }

const TONE_WORDS = { calm: "calms", firm: "states a position", sharp: "accuses" };

function pressKey(item) {
  return [item.move, item.kind, item.capital, item.title, item.week, item.text].join("|");
}

function pressWords(item) {
  if (item.kind === "statement") return `${nameOf(item.capital)} ${TONE_WORDS[item.tone] || "says"}: ${item.text}`;
  if (item.kind === "inject") return item.text ? `${item.title}. ${item.text}` : item.title;
  return item.text;
}

class Press {
  constructor(most, fresh = () => {}) {
    this.most = most;
    this.fresh = fresh;
    this.known = null;
    this.list = make("ol", { class: "headlines" });
    this.empty = make("p", { class: "about", text: "Nothing has been printed yet." });
    this.root = make(
      "section",
      { class: "press", "aria-label": "News" },
      make("h2", { text: "News" }),
      this.empty,
      this.list,
    );
    this.keep = new Keep(
      this.list,
      (item) => item.key,
      (item) => this.line(item),
    );
  }

  line(item) {
    const strong = item.kind === "inject" ? item.title : item.kind === "statement" ? nameOf(item.capital) : "";
    const text = item.kind === "inject" ? item.text : item.kind === "statement" ? `“${item.text}”` : item.text;
    const day = item.day ? dateWords(dayOf(item.day)) : item.move ? `move ${item.move}` : "before";
    const some = item.to && item.to.length < CAPITAL_KEYS.length;
    const when = some ? `${day}, only ${listed(item.to.map(nameOf))}` : day;
    const root = make(
      "li",
      { class: `headline ${item.kind} ${item.tone || ""} ${item.capital || ""}` },
      make("span", { class: "when", text: when }),
      make(
        "p",
        {},
        strong ? make("b", { text: strong }) : null,
        strong ? ` ${item.kind === "statement" ? `${TONE_WORDS[item.tone] || "says"}: ` : ""}` : null,
        text,
      ),
    );
    if (item.fresh) root.classList.add("fresh");
    return { root, update() {} };
  }

  update(news) {
    const seen = new Map();
    const items = news.map((item) => {
      const key = pressKey(item);
      seen.set(key, (seen.get(key) || 0) + 1);
      return { ...item, key: `${key}#${seen.get(key)}` };
    });
    const arrived = this.known ? items.filter((item) => !this.known.has(item.key)) : [];
    for (const item of arrived) item.fresh = true;
    this.known = new Set(items.map((item) => item.key));
    this.keep.update(items.slice(-this.most).reverse());
    show(this.empty, !items.length);
    if (arrived.length) this.fresh(arrived.map(pressWords).join(" "));
  }
}
