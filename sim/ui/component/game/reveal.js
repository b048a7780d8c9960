// What is opened at the end: who ordered what and why, what was so and what was believed, and how the objectives stand.

const RULINGS = {
  seeded: "The world went on as the draw fell.",
  quantile: "The teacher chose the world nearest the {at} of the worlds ({of}).",
  overruled: "The teacher overruled the draw: the {at} of the worlds ({of}).",
};
function rulingWords(ruling) {
  if (!ruling) return "";
  const at = `${numberWords(ruling.percentile, 0)} % mark`;
  const words = RULINGS[ruling.how].replace("{at}", at).replace("{of}", ruling.outcome);
  return ruling.reason ? `${words} Reason: ${ruling.reason}` : words;
}

class OpenedOrder {
  constructor({ capital }) {
    this.what = make("ul", { class: "ordered" });
    this.why = make("p", { class: "prose why-line" });
    this.came = make("p", { class: "small quiet" });
    this.seal = make("p", { class: "small quiet code-line" });
    this.root = make(
      "div",
      { class: "opened", "data-capital": capital },
      make("h4", {}, make("i", { class: "dot" }), ` ${nameOf(capital)}`),
      this.what,
      this.why,
      this.came,
      make("details", { class: "small" }, make("summary", { text: "The seal" }), this.seal),
    );
  }

  update({ capital, move }) {
    const order = move.orders[capital];
    const lines = order ? order.lines.map((line) => `${line.label}, ${doseWords(line)}, week ${line.week}`) : [];
    const none = move.hands[capital] === "agent" ? "The model’s government decided." : "Nothing: held.";
    this.what.replaceChildren(...(lines.length ? lines : [none]).map((text) => make("li", { text })));
    const by = order && order.by ? order.by : "";
    say(this.why, order?.reasoning ? `“${order.reasoning}” – ${by}` : by);
    const done = move.pulled
      .filter((item) => item.capital === capital)
      .map((item) => `${item.label} (week ${item.in_week}${item.leaked ? ", leaked" : ""})`);
    const not = move.missed
      .filter((item) => item.capital === capital)
      .map((item) => `${item.label} could not be done: ${item.why}`);
    say(this.came, [done.length ? `Done: ${listed(done)}.` : "", ...not].filter(Boolean).join(" "));
    show(this.seal.parentElement, order?.code);
    say(this.seal, order?.code ? `Code ${order.code}, salt ${order.salt}` : "");
  }
}

class OpenedMove {
  constructor() {
    this.title = make("h3", {});
    this.ruling = make("p", { class: "quiet small" });
    this.orders = make("div", { class: "side-by-side" });
    this.kept = new Keep(
      this.orders,
      (item) => item.capital,
      (item) => new OpenedOrder(item),
    );
    this.truths = make("tbody", {});
    this.table = make(
      "table",
      { class: "truths" },
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          ...["Government", "What was so", "What the others believed", "What you wrote down"].map((text) =>
            make("th", { scope: "col", text }),
          ),
        ),
      ),
      this.truths,
    );
    this.root = make(
      "section",
      { class: "card stack" },
      this.title,
      this.ruling,
      this.orders,
      make("div", { class: "rows" }, this.table),
    );
  }

  update({ move, beliefs }) {
    say(this.title, `Move ${move.move}, from ${dateWords(dayOf(move.first_day))}`);
    say(this.ruling, rulingWords(move.ruling));
    this.kept.update(CAPITAL_KEYS.map((capital) => ({ capital, move })));
    this.truths.replaceChildren(
      ...CAPITAL_KEYS.map((capital) => {
        const { resolute, belief } = move.truth[capital];
        const word = capital === "washington" ? "engaged" : "resolute";
        const mine = beliefs.find((one) => one.about === capital && one.move === move.move);
        return make(
          "tr",
          {},
          make("th", { scope: "row", text: nameOf(capital) }),
          make("td", { text: resolute ? word : `not ${word}` }),
          make("td", { text: belief === undefined ? "–" : `${Math.round(belief)} % ${word}` }),
          make("td", { text: mine ? `${Math.round(mine.percent)} % ${word}` : "–" }),
        );
      }),
    );
  }
}

class RevealPanel {
  constructor(room) {
    const address = `/game/file?${new URLSearchParams({ room, name: "debrief_for_class" })}`;
    this.goals = make("div", { class: "side-by-side" });
    this.columns = new Keep(
      this.goals,
      (item) => item.capital,
      ({ capital }) => {
        const list = make("ul", { class: "objectives" });
        const rows = new Keep(
          list,
          (goal) => goal.text,
          () => new ObjectiveRow({ over: true }),
        );
        const total = make("p", {});
        const root = make(
          "div",
          { class: "opened", "data-capital": capital },
          make("h4", {}, make("i", { class: "dot" }), ` ${nameOf(capital)}`),
          total,
          list,
        );
        return {
          root,
          update: ({ goals }) => {
            const all = goals.reduce((sum, goal) => sum + goal.points, 0);
            const won = goals.reduce((sum, goal) => sum + (goal.met ? goal.points : 0), 0);
            say(total, `${numberWords(won, 1).replace(/\.0$/, "")} of ${counted(all, "point")}`);
            rows.update(goals);
          },
        };
      },
    );
    this.list = make("div", { class: "stack" });
    this.moves = new Keep(
      this.list,
      (item) => String(item.move.move),
      () => new OpenedMove(),
    );
    this.root = make(
      "div",
      { class: "panel reveal" },
      make(
        "section",
        { class: "card stack" },
        make("h2", { text: "What was sealed is open now" }),
        make("p", {
          text: "Look for the moves in which what you believed was not so. A good decision can meet bad luck: judge the reasoning first.",
        }),
        make(
          "p",
          {},
          make("a", { href: address, target: "_blank", rel: "noopener", text: "Open the whole debrief" }),
          make("span", {
            class: "quiet small",
            text: " – one page with luck and judgement, turning points and forecasts",
          }),
        ),
      ),
      make("section", { class: "card stack" }, make("h3", { text: "Objectives" }), this.goals),
      this.list,
    );
  }

  update({ reveal, beliefs }) {
    if (!reveal) return;
    this.columns.update(CAPITAL_KEYS.map((capital) => ({ capital, goals: reveal.objectives[capital] })));
    this.moves.update(reveal.moves.map((move) => ({ move, beliefs: beliefs ?? [] })));
  }
}
