// How the three capitals stand to each other, from what the newspapers know: words on each side, and lines whose shape
// says the same as the words.
//
//   new Triangle({ pact, steps })   pact: {renewal: [month, day], notice: [days before it]}; steps: by lever of Washington how it presses
//                                   seoul and tokyo, and its assurance of both; { root, update(view) }
//   pactWords(world, pact)  what the pact's state is, what its calendar says, or null while nothing is known

const CORNERS = { seoul: [150, 470], tokyo: [850, 470], washington: [500, 86] };
const SIDES = [
  { key: "seoul-tokyo", ends: ["seoul", "tokyo"] },
  { key: "seoul-washington", ends: ["seoul", "washington"] },
  { key: "tokyo-washington", ends: ["tokyo", "washington"] },
];
// Where a word ends and the next begins is a judgement; the words follow the numbers that the charts show.
const HOSTILITY = [
  [0.2, "calm"],
  [0.4, "cool"],
  [0.6, "tense"],
  [0.8, "hostile"],
  [Infinity, "bitter"],
];
const LEAN = [
  [-0.15, "reassured"],
  [0.15, "no public pressure"],
  [0.7, "under pressure"],
  [Infinity, "under heavy pressure"],
];
const WEEKS_REMEMBERED = 9;
const NOTICEABLE = 0.03;
const TOOTH = 24;

const lastOf = (values) => values[values.length - 1];

// Where a public series stands in its own range, at a week counted back from the last; null where nobody publishes it.
function standing(world, key, back = 0) {
  const values = world.series[key];
  const scale = (world.labels || {})[key];
  if (!values || !values.length) return null;
  const [low, high] = scale ? [scale.low, scale.high] : [0, 1];
  const value = values[Math.max(0, values.length - 1 - back)];
  return Math.min(Math.max((value - low) / (high - low || 1), 0), 1);
}

function weeksOfLastMove(world) {
  const ends = world.moves || [];
  return ends.length > 1 ? ends[ends.length - 1] - ends[ends.length - 2] : 0;
}

// How hostile Seoul and Tokyo are to each other, on average.
function rivalry(world) {
  const at = (back) => {
    const known = ["seoul", "tokyo"]
      .map((capital) => standing(world, `hostility.${capital}`, back))
      .filter((one) => one !== null);
    return known.length ? known.reduce((sum, one) => sum + one, 0) / known.length : null;
  };
  const now = at(0);
  if (now === null) return { level: null, words: "not known", trend: "" };
  const change = now - at(weeksOfLastMove(world));
  const trend = change > NOTICEABLE ? "getting worse" : change < -NOTICEABLE ? "getting better" : "";
  return { level: now, words: wordFor(HOSTILITY, now), trend };
}

const wordFor = (words, value) => words.find(([most]) => value < most)[1];

// How hard Washington's public steps of late press an ally, less how much they reassure both.
function leaning(world, ally, steps) {
  const mine = (world.pulled || []).filter((step) => step.capital === "washington" && steps[step.lever]);
  const late = mine.filter((step) => step.week > world.week - WEEKS_REMEMBERED);
  const net = late.reduce((sum, { lever }) => sum + (steps[lever][ally] || 0) - (steps[lever].assurance || 0), 0);
  const about = late.filter(({ lever }) => steps[lever][ally] || steps[lever].assurance);
  return {
    level: Math.min(Math.max(0.2 + net / 2, 0), 1),
    words: wordFor(LEAN, net),
    trend: "",
    last: about[about.length - 1],
  };
}

function nextTerm(today, [month, day]) {
  const year = new Date(today).getUTCFullYear();
  const thisYear = Date.UTC(year, month - 1, day);
  return thisYear > today ? thisYear : Date.UTC(year + 1, month - 1, day);
}

function pactWords(world, pact) {
  const values = world.series && world.series[PACT];
  if (!values || !values.length || !world.day) return null;
  const state = Math.round(lastOf(values));
  if (!PACT_WORDS[state]) return null;
  const today = dayOf(world.day);
  const term = nextTerm(today, pact.renewal);
  const [last, first] = pact.notice.map((days) => term - days * DAY);
  let calendar = "";
  if (state === 1)
    calendar = `ends on ${dateWords(term)}, in ${counted(Math.round((term - today) / (7 * DAY)), "week")}`;
  if (state === 0 && today <= last)
    calendar = today < first ? `notice from ${dateWords(first)} on` : `notice until ${dateWords(last)}`;
  if (state === 0 && today > last)
    calendar = `no notice before ${dateWords(nextTerm(term, pact.renewal) - pact.notice[1] * DAY)}`;
  return { state, words: PACT_WORDS[state].toLowerCase(), calendar };
}

function pathOf([x1, y1], [x2, y2], level) {
  if (level === null || level < 0.4) return `M${x1} ${y1}L${x2} ${y2}`;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const teeth = 2 * Math.round(length / TOOTH / 2);
  const [dx, dy] = [(x2 - x1) / teeth, (y2 - y1) / teeth];
  const high = 5 + 17 * (level - 0.4);
  const [nx, ny] = [(-dy / Math.hypot(dx, dy)) * high, (dx / Math.hypot(dx, dy)) * high];
  let path = `M${x1} ${y1}`;
  for (let tooth = 1; tooth < teeth; tooth++) {
    const turn = tooth % 2 ? 1 : -1;
    path += `L${(x1 + tooth * dx + turn * nx).toFixed(1)} ${(y1 + tooth * dy + turn * ny).toFixed(1)}`;
  }
  return `${path}L${x2} ${y2}`;
}

class Triangle {
  constructor({ pact, steps }) {
    Object.assign(this, { pact, steps });
    const svg = draw("svg", { viewBox: "0 0 1000 560", "aria-hidden": "true" });
    this.sides = SIDES.map((side) => this.side(side, svg));
    this.nodes = CAPITAL_KEYS.map((capital) => this.node(capital));
    this.root = make(
      "section",
      { class: "triangle", "aria-label": "How the capitals stand to each other" },
      svg,
      ...this.sides.map((side) => side.card),
      ...this.nodes.map((node) => node.root),
    );
  }

  side(side, svg) {
    const line = draw("path", { class: "side" });
    svg.append(line);
    const parts = ["words", "trend", "fact", "more"].map((name) =>
      make(name === "words" ? "b" : "span", { class: name }),
    );
    const names = make("span", { class: "pair", text: listed(side.ends.map(nameOf)) });
    const card = make("div", { class: `side-card ${side.key}` }, names, ...parts);
    const [words, trend, fact, more] = parts;
    return { side, line, card, words, trend, fact, more };
  }

  node(capital) {
    const seal = make("span", { class: "seal" });
    const root = make("div", { class: `capital ${capital}` }, make("b", { text: nameOf(capital) }), seal);
    return { capital, root, seal };
  }

  update(view) {
    const { world, tables, clock } = view;
    const pact = pactWords(world, this.pact);
    for (const one of this.sides) {
      const [first] = one.side.ends;
      const rivals = one.side.key === "seoul-tokyo";
      const turn = rivals ? rivalry(world) : leaning(world, first, this.steps);
      one.line.setAttribute("d", pathOf(...one.side.ends.map((end) => CORNERS[end]), turn.level));
      mark(one.line, "unknown", turn.level === null);
      say(one.words, turn.words);
      say(one.trend, turn.trend);
      say(one.fact, rivals ? (pact ? `Pact: ${pact.words}` : "") : turn.last ? turn.last.label : "");
      say(one.more, rivals && pact ? pact.calendar : "");
      if (rivals) one.card.dataset.pact = pact ? pact.state : "";
      for (const part of [one.trend, one.fact, one.more]) show(part, part.textContent);
    }
    for (const node of this.nodes) {
      const table = tables[node.capital];
      mark(node.root, "sealed", table.sealed);
      say(node.seal, sealWords(table, clock));
    }
  }
}

// Whether a capital has sealed: yes or no, and nothing more.
function sealWords(table, clock) {
  if (table.hand === "agent") return "the model decides";
  if (table.sealed && clock.stage === "playing") return "✓ sealed";
  if (table.hand === "script") return "standing order";
  if (clock.stage === "playing" && clock.phase === "seal") return "not sealed yet";
  if (clock.stage === "playing" && ["resolve", "report"].includes(clock.phase)) return "standing order";
  return table.members.length ? counted(table.members.length, "person", "people") : "nobody yet";
}
