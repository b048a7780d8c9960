// Open a room for a class: what is played, how long, and by whom; a sentence says what will happen before it does.

const TIMED = { brief: "Brief", negotiate: "Negotiate", seal: "Seal", report: "Report" };
const TIMED_WORDS = {
  brief: "read and talk at the table",
  negotiate: "talk to the others",
  seal: "settle the order",
  report: "headlines and charts",
};
const MOST_MINUTES = 60 * 24 * 14;

class OpenPage {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    const query = new URLSearchParams(location.search);
    const wished = query.get("game");
    this.kind = query.has("scenario") ? "scenario" : "game";
    this.game = data.games.some((game) => game.name === wished) ? wished : (data.games[0] || {}).name;
    this.scenario = query.get("scenario") || "baseline";
    if (!this.game) this.kind = "scenario";
    this.file = null;
    this.trouble = complaint();
    this.build();
    this.take();
  }

  build() {
    this.main = make("button", { class: "main", type: "submit", text: "Open the room" });
    this.sentence = make("p", { class: "sentence", "aria-live": "polite" });
    this.timeline = make("div", { class: "timeline", "aria-hidden": "true" });
    this.form = make(
      "form",
      { class: "opening" },
      make(
        "div",
        { class: "parts" },
        this.whatPart(),
        this.movesPart(),
        this.clockPart(),
        this.handsPart(),
        this.rulesPart(),
      ),
      make(
        "aside",
        { class: "will", "aria-label": "What will happen" },
        make("h2", { text: "What will happen" }),
        this.sentence,
        this.timeline,
        this.trouble,
        this.main,
        this.reach(),
      ),
    );
    const open = sending(this.main, this.trouble, () => this.open());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      open();
    });
    this.form.addEventListener("input", () => this.say());
    this.form.addEventListener("change", () => this.say());
    this.root.append(
      make(
        "header",
        { class: "hello" },
        make("h1", { text: "Open a room" }),
        make("p", {
          text: "You get a code for the class and a desk to steer from. Nothing here is final: clocks, players and events can be changed while you play.",
        }),
      ),
      this.form,
    );
  }

  // ----- what is played -----

  whatPart() {
    const cards = make("div", { class: "pick", role: "radiogroup", "aria-label": "Game" });
    const offer = (kind, name, length, title, about) => {
      const input = make("input", { type: "radio", name: "what", value: `${kind}:${name}` });
      input.checked = kind === this.kind && (kind !== "game" || name === this.game);
      input.addEventListener("change", () => {
        this.kind = kind;
        if (kind === "game") this.game = name;
        this.take();
      });
      cards.append(
        make(
          "label",
          { class: "ready" },
          input,
          make("span", { class: "length", text: length }),
          make("b", { text: title }),
          make("small", { text: about }),
        ),
      );
    };
    for (const game of this.data.games) offer("game", game.name, game.length, game.title, game.summary);
    offer("scenario", "", "any length", "Any scenario", "Teams, briefs and events are made from the scenario.");
    offer("file", "", "any length", "Your own file", "A room file or a scenario file (YAML) that you wrote.");
    this.scenarios = select(
      this.data.scenarios.map((one) => [one.name, one.title]),
      this.scenario,
      (name) => (this.scenario = name),
    );
    this.scenarioField = field("Scenario", this.scenarios);
    this.chosen = make("input", { type: "file", accept: ".yaml,.yml" });
    this.chosen.addEventListener("change", () => (this.file = this.chosen.files[0] || null));
    this.fileField = field(
      "File",
      this.chosen,
      "At most 200 kB. It is read on the server; what is wrong in it is explained here.",
    );
    return make(
      "section",
      { class: "part" },
      make("h2", { text: "What is played" }),
      cards,
      this.scenarioField,
      this.fileField,
    );
  }

  movesPart() {
    const number = (most) =>
      make("input", { type: "number", min: 1, max: most, step: 1, inputmode: "numeric", required: true });
    this.moves = number(26);
    this.weeks = number(13);
    this.asWritten = tick("As the game is written", true, () => this.say());
    this.written = make("p", { class: "about" });
    this.free = make("div", { class: "pair" }, field("Moves", this.moves), field("Weeks in a move", this.weeks));
    return make("section", { class: "part" }, make("h2", { text: "Moves" }), this.asWritten, this.written, this.free);
  }

  clockPart() {
    this.minutes = {};
    const row = make("div", { class: "minutes" });
    for (const [phase, name] of Object.entries(TIMED)) {
      this.minutes[phase] = make("input", {
        type: "number",
        min: 0,
        max: MOST_MINUTES,
        step: "any",
        inputmode: "decimal",
        required: true,
      });
      row.append(field(name, this.minutes[phase], TIMED_WORDS[phase]));
    }
    const set = (text, change) => {
      const button = make("button", { type: "button", class: "small", text });
      button.addEventListener("click", () => {
        for (const phase of Object.keys(TIMED)) this.minutes[phase].value = change(phase);
        this.say();
      });
      return button;
    };
    return make(
      "section",
      { class: "part" },
      make("h2", { text: "Minutes in each phase" }),
      row,
      make(
        "div",
        { class: "row" },
        set("As written", (phase) => this.terms().minutes[phase] || 0),
        set("Half as long again", (phase) => tidy(Number(this.minutes[phase].value) * 1.5)),
        set("No clock", () => 0),
      ),
      make("p", {
        class: "about",
        text: "0 means no clock: the phase ends when you push on, or when all have sealed.",
      }),
    );
  }

  handsPart() {
    this.hands = {};
    const row = make("div", { class: "hands" });
    for (const [capital, name] of Object.entries(NAMES)) {
      this.hands[capital] = segments(name, Object.entries(HAND_NAMES), "human");
      this.hands[capital].classList.add(capital);
      row.append(this.hands[capital]);
    }
    return make(
      "section",
      { class: "part" },
      make("h2", { text: "Who plays" }),
      row,
      make("p", {
        class: "about",
        text: "A small class can leave a capital to the model. You can switch at any time.",
      }),
    );
  }

  rulesPart() {
    this.adjudicated = tick(
      "I settle each move",
      false,
      null,
      "You see the range of what the sealed orders can bring, and accept the draw, choose, or overrule. Otherwise the world answers at once.",
    );
    this.names = tick("People may give their names", true, null, "Otherwise they are Player 1, Player 2 and so on.");
    return make("section", { class: "part" }, make("h2", { text: "Rules" }), this.adjudicated, this.names);
  }

  // Whether a class could reach this server at all.
  reach() {
    if (!this.data.loopback) return make("p", { class: "reach", text: `The class joins at ${location.origin}.` });
    return make(
      "details",
      { class: "reach warned" },
      make("summary", { text: "Only this computer can reach this server." }),
      make("p", { text: "Good for trying out. For a class, stop it and start it for the network of the room:" }),
      make("pre", { text: this.data.command }),
      make("p", { text: "Then open the address that it prints. Phones and laptops must be in the same network." }),
    );
  }

  // ----- what was chosen -----

  terms() {
    const game = this.data.games.find((one) => one.name === this.game);
    return this.kind === "game" && game ? game : this.data.plain;
  }

  // Fill the form with what the chosen game says.
  take() {
    const terms = this.terms();
    this.scenarioField.hidden = this.kind !== "scenario";
    this.fileField.hidden = this.kind !== "file";
    this.chosen.required = this.kind === "file";
    this.moves.value = terms.moves.length;
    this.weeks.value = terms.moves[0];
    for (const phase of Object.keys(TIMED)) this.minutes[phase].value = terms.minutes[phase] || 0;
    for (const capital of Object.keys(NAMES)) this.hands[capital].value = terms.hands[capital];
    this.adjudicated.checked = terms.adjudicated;
    this.names.checked = terms.names;
    this.asWritten.hidden = this.kind === "scenario";
    this.asWritten.checked = this.kind !== "scenario";
    this.say();
  }

  lengths() {
    if (this.asWritten.checked) return this.kind === "file" ? null : this.terms().moves;
    return Array(Math.max(0, Math.round(Number(this.moves.value)))).fill(Math.round(Number(this.weeks.value)));
  }

  say() {
    const lengths = this.lengths();
    this.free.hidden = this.asWritten.checked;
    for (const input of [this.moves, this.weeks]) input.disabled = this.asWritten.checked;
    this.written.hidden = !this.asWritten.checked;
    this.written.textContent = lengths
      ? `${lengths.length} moves of ${listed(lengths.map(String))} weeks${this.opensOn()}.`
      : "The moves of your file; a scenario file becomes five moves of four weeks.";
    this.sentence.replaceChildren(...this.story(lengths));
    this.drawTime();
  }

  opensOn() {
    const { opens } = this.terms();
    return this.kind === "game" && opens ? `, from ${dateWords(dayOf(opens))}` : "";
  }

  story(lengths) {
    const by = (hand) =>
      Object.keys(NAMES)
        .filter((one) => this.hands[one].value === hand)
        .map((one) => NAMES[one]);
    const people = by("human");
    const verb = (names, one, more) => (names.length === 1 ? one : more);
    const lines = [];
    lines.push(people.length ? `People play ${listed(people)}.` : "Nobody plays: the class watches.");
    const agents = by("agent");
    if (agents.length) lines.push(`The model's own government decides in ${listed(agents)}.`);
    const script = by("script");
    if (script.length) lines.push(`${listed(script)} ${verb(script, "carries", "carry")} out standing orders.`);
    if (lengths) {
      const weeks = lengths.reduce((sum, one) => sum + one, 0);
      lines.push(`${lengths.length} ${verb(lengths, "move", "moves")} cover ${weeks} weeks of the world.`);
    }
    const each = this.perMove();
    if (!each) lines.push("No clock runs: you push each phase on.");
    else if (lengths)
      lines.push(`A move takes ${minuteWords(each)}, the game ${minuteWords(each * lengths.length)} and the debrief.`);
    else lines.push(`A move takes ${minuteWords(each)}.`);
    lines.push(
      this.adjudicated.checked
        ? "Each move waits until you settle it."
        : "The world answers as soon as the orders are sealed.",
    );
    return lines.map((text) => make("span", { text: `${text} ` }));
  }

  perMove() {
    return Object.values(this.minutes).reduce((sum, input) => sum + Math.max(0, Number(input.value) || 0), 0);
  }

  drawTime() {
    const each = this.perMove();
    this.timeline.replaceChildren(
      ...Object.entries(TIMED).map(([phase, name]) => {
        const minutes = Math.max(0, Number(this.minutes[phase].value) || 0);
        const share = each ? minutes / each : 0.25;
        return make(
          "span",
          { class: `slice ${phase}`, style: `flex:${Math.max(share, 0.06)}`, title: name },
          make("i", { text: name }),
          make("b", { text: minutes ? minuteWords(minutes) : "no clock" }),
        );
      }),
    );
  }

  async open() {
    const wish = {
      hands: Object.fromEntries(Object.entries(this.hands).map(([capital, input]) => [capital, input.value])),
      minutes: Object.fromEntries(Object.entries(this.minutes).map(([phase, input]) => [phase, Number(input.value)])),
      adjudicated: this.adjudicated.checked,
      names: this.names.checked,
    };
    if (!this.asWritten.checked)
      Object.assign(wish, { moves: Number(this.moves.value), weeks: Number(this.weeks.value) });
    if (this.kind === "game") wish.game = this.game;
    else if (this.kind === "scenario") wish.scenario = this.scenarios.value;
    else Object.assign(wish, { file: await this.file.text(), name: this.file.name });
    const said = await post("/game/open", wish);
    if (!said.problem) location.assign(`/white?room=${encodeURIComponent(said.room)}`);
    return said;
  }
}

const tidy = (value) => Math.round(value * 10) / 10;

function minuteWords(minutes) {
  if (minutes >= 60 * 36) return `${tidy(minutes / 60 / 24)} days`;
  if (minutes >= 120) return `${tidy(minutes / 60)} hours`;
  return `${tidy(minutes)} min`;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".front");
  if (!root.childElementCount) new OpenPage(root, data);
  shade(root);
}
