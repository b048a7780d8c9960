// What a team knows: its objectives and means, what it thinks of the others, its cards, and what happened.

const TONE_MARKS = { good: "▲", bad: "▼", neutral: "•" };
const NOTHING_NEW = "Nothing has happened yet.";

const amountWords = (value) =>
  numberWords(value, value !== 0 && Math.abs(value) < 1 ? 3 : Number.isInteger(value) ? 0 : 1);

// An outcome's name begins with p_ where the lived world can only say yes or no.
const outcomeWords = (key, value) =>
  value === null || value === undefined
    ? "not known yet"
    : key.startsWith("p_")
      ? value > 0
        ? "yes"
        : "no"
      : amountWords(value);

function objectiveTarget({ outcome, at_least: least, at_most: most }) {
  if (outcome.startsWith("p_")) return most !== null ? "wanted: no" : "wanted: yes";
  if (least !== null && most !== null) return `wanted: ${amountWords(least)} to ${amountWords(most)}`;
  return least !== null ? `wanted: at least ${amountWords(least)}` : `wanted: at most ${amountWords(most)}`;
}

class ObjectiveRow {
  constructor({ over = false } = {}) {
    this.over = over;
    this.sign = make("span", { class: "sign" });
    this.text = make("p", {});
    this.stand = make("p", { class: "quiet small" });
    this.root = make("li", { class: "objective" }, this.sign, make("div", {}, this.text, this.stand));
  }

  update(goal) {
    const met = goal.met === null ? "open" : goal.met ? "met" : "missed";
    this.root.dataset.met = met;
    say(this.sign, { open: "–", met: "✓", missed: "✗" }[met]);
    say(this.text, goal.text);
    const words =
      { open: "not known yet", met: "met", missed: "not met" }[met] + (met === "open" || this.over ? "" : " so far");
    const now = this.over ? goal.value : goal.now;
    const target = goal.at_least === undefined ? "" : `, ${objectiveTarget(goal)}`;
    say(
      this.stand,
      `${words} · ${counted(goal.points, "point")} · ${this.over ? "it came to" : "now"}: ${outcomeWords(goal.outcome, now)}${target}`,
    );
  }
}

class NewsList {
  constructor() {
    this.list = make("ul", { class: "news" });
    this.none = make("p", { class: "quiet", text: NOTHING_NEW });
    this.kept = new Keep(
      this.list,
      (item) => item.id,
      (item) => this.item(item),
    );
    this.root = make("div", {}, this.none, this.list);
  }

  // The latest first, with a heading over each move.
  update(news) {
    const items = [];
    let move = null;
    [...news]
      .map((item, place) => ({ id: `${place}`, ...item }))
      .reverse()
      .forEach((item) => {
        if (item.move !== move) items.push({ id: `move ${item.move}`, head: item.move });
        move = item.move;
        items.push(item);
      });
    this.kept.update(items);
    show(this.none, !items.length);
  }

  item(item) {
    if (item.head !== undefined)
      return {
        root: make("li", { class: "divider", text: item.head ? `Move ${item.head}` : "Before the game" }),
        update() {},
      };
    const from = make("b", {});
    const text = make("span", { class: "prose" });
    const root = make("li", { class: `item ${item.kind}` }, from, text);
    return {
      root,
      update: (now) => {
        root.dataset.tone = now.tone ?? "neutral";
        if (now.capital) root.dataset.capital = now.capital;
        if (now.kind === "headline") say(from, `${TONE_MARKS[now.tone] ?? "•"} ${dateWords(dayOf(now.day))}`);
        else if (now.kind === "statement") say(from, `${nameOf(now.capital)} says (${now.tone})`);
        else say(from, now.to.length < 3 ? `${now.title} · only for ${listed(now.to.map(nameOf))}` : now.title);
        say(text, now.kind === "statement" ? `“${now.text}”` : now.text);
      },
    };
  }
}

class EstimateRow {
  constructor({ other }) {
    this.bar = new RangeBar(`How ${other === "washington" ? "engaged" : "resolute"} ${nameOf(other)} is`);
    this.words = make("span", { class: "quiet small" });
    this.root = make(
      "li",
      { class: "estimate", "data-capital": other },
      make("span", { class: "name" }, make("i", { class: "dot" }), nameOf(other)),
      this.bar.root,
      this.words,
    );
  }

  update({ other, range }) {
    this.bar.update(range);
    const word = other === "washington" ? "engaged" : "resolute";
    say(this.words, `${Math.round(range.mid)} % ${word} (${Math.round(range.low)} to ${Math.round(range.high)})`);
  }
}

class BriefPanel {
  constructor() {
    this.role = make("h3", {});
    this.card = make("p", { class: "prose" });
    this.team = make("h3", {});
    this.text = make("p", { class: "prose" });
    this.others = make("ul", { class: "roles" });
    this.roles = new Keep(
      this.others,
      (item) => item.title,
      () => {
        const root = make("li", { class: "small" }),
          title = make("b", {}),
          card = make("p", { class: "prose quiet" });
        root.append(title, card);
        return { root, update: (item) => (say(title, item.title), say(card, item.card)) };
      },
    );
    this.goals = make("ul", { class: "objectives" });
    this.objectives = new Keep(
      this.goals,
      (item) => item.text,
      () => new ObjectiveRow(),
    );
    this.purse = make("b", { class: "figure" });
    this.guesses = make("ul", { class: "estimates" });
    this.estimates = new Keep(
      this.guesses,
      (item) => item.other,
      (item) => new EstimateRow(item),
    );
    this.home = new WorldCharts();
    this.news = new NewsList();
    this.standing = make("p", { class: "quiet small" });
    this.roleCard = make(
      "section",
      { class: "card role" },
      make("p", { class: "eyebrow", text: "Your role" }),
      this.role,
      this.card,
    );
    this.teamParts = [
      this.roleCard,
      make(
        "section",
        { class: "card" },
        make("h3", { text: "What your government wants by the end" }),
        this.goals,
        make(
          "div",
          { class: "purse-line" },
          make("span", { text: "Political capital" }),
          this.purse,
          make("span", { class: "quiet small", text: "points of approval you may spend on orders in this move" }),
        ),
      ),
      make(
        "section",
        { class: "card" },
        this.team,
        this.text,
        make("details", {}, make("summary", { text: "All role cards of your table" }), this.others),
        this.standing,
      ),
      make(
        "section",
        { class: "card" },
        make("h3", { text: "What your services think of the others" }),
        make("p", {
          class: "quiet small",
          text: "An estimate with its range, from what could be seen. It can be wrong, and the others see different ones of you.",
        }),
        this.guesses,
      ),
      make(
        "section",
        { class: "own-series" },
        make("h3", { text: "At home: only your table sees this" }),
        this.home.root,
      ),
    ];
    this.newsCard = make("section", { class: "card news-card" }, make("h3", { text: "What happened" }), this.news.root);
    this.root = make(
      "div",
      { class: "panel brief" },
      ...this.teamParts.slice(0, 2),
      this.newsCard,
      ...this.teamParts.slice(2),
    );
  }

  update(view) {
    const { brief, me, world, clock } = view;
    mark(this.newsCard, "first", clock.move > 1 || clock.phase === "report");
    for (const part of this.teamParts) show(part, brief);
    show(this.roleCard, me?.role);
    if (me?.role) {
      say(this.role, me.role.title);
      say(this.card, me.role.card);
    }
    this.news.update(view.news ?? []);
    if (!brief) return;
    say(this.team, brief.title);
    say(this.text, brief.text);
    this.roles.update(brief.roles);
    show(this.others.parentElement, brief.roles.length);
    this.objectives.update(brief.objectives);
    say(this.purse, numberWords(brief.balance, 2));
    this.estimates.update(Object.entries(brief.estimates).map(([other, range]) => ({ other, range })));
    this.home.update({ ...world, series: brief.private });
    const standing = brief.standing.map((line) => `${line.label} in week ${line.week}`);
    say(
      this.standing,
      `If your table seals nothing: ${standing.length ? `the standing order, ${listed(standing)}` : "your government does nothing in that move"}.`,
    );
  }
}
