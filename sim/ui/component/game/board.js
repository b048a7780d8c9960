// The public board: what a projector shows to everybody. It is given the public view only.

const BOARD_CHARTS = ["hostility", "approval", "boycott", "cohesion", "visitors_change", "export_controls"];
const CHARTS_AT_ONCE = 4;
const NEWS_AT_ONCE = 7;

class BoardPage {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.observing = data.as === "observer";
    const room = (new URLSearchParams(location.search).get("room") || "").toUpperCase();
    this.spoken = make("p", { class: "spoken", "aria-live": "polite" });
    this.live = new Live({
      room,
      as: data.as,
      hears: { view: (view, changed) => this.see(view, changed), status: () => this.showLine() },
    });
    this.build(room);
    this.showLine();
  }

  build(room) {
    this.title = make("h1");
    this.moveLine = make("p", { class: "move" });
    this.phase = make("p", { class: "phase" });
    this.steps = new Steps();
    this.count = new Countdown(
      () => this.live.now(),
      (words) => say(this.spoken, words),
    );
    this.rest = make("p", { class: "rest" });
    this.dot = new LineDot(this.live);
    this.why = make("span");
    this.refused = make(
      "p",
      { class: "problem refused", role: "alert", hidden: true },
      this.why,
      " ",
      make("a", { href: "/play", text: "To the front door" }),
    );
    this.lobby = new Lobby(room, this.data.host);
    this.triangle = new Triangle(this.data);
    this.charts = new WorldCharts({ only: BOARD_CHARTS });
    this.pact = new PactStrip();
    this.press = new Press(this.observing ? 60 : NEWS_AT_ONCE, (words) => say(this.spoken, words));
    this.questions = make("ol", { class: "questions" });
    this.asked = new Keep(
      this.questions,
      (one) => one.key,
      () => {
        const item = make("li");
        return { root: item, update: (one) => say(item, one.text) };
      },
    );
    this.questionPart = make(
      "section",
      { class: "asked", "aria-label": "Questions to forecast" },
      make("h2", { text: "What do you expect?" }),
      this.questions,
    );
    this.opened = new Opened();
    this.playing = make(
      "div",
      { class: "stage-playing" },
      make("div", { class: "left" }, this.triangle.root, this.questionPart),
      make("div", { class: "middle" }, this.pact.root, this.charts.root),
      this.press.root,
    );
    for (const part of [this.lobby.root, this.playing]) show(part, false);
    this.root.append(
      make(
        "header",
        { class: "board-head" },
        make("div", { class: "what" }, this.title, this.moveLine),
        make("div", { class: "now-phase" }, this.phase, this.steps.root),
        make("div", { class: "clock" }, this.count.root, this.rest),
      ),
      this.refused,
      this.lobby.root,
      this.opened.root,
      this.playing,
      make(
        "footer",
        { class: "board-foot" },
        make(
          "span",
          { class: "join-line" },
          "Join at ",
          make("b", { text: `${this.data.host || location.host}/play` }),
          " with ",
          make("b", { class: "code-small", text: room }),
        ),
        make("span", { class: "gap" }),
        this.dot.root,
        this.fullScreen(),
      ),
      this.spoken,
    );
  }

  fullScreen() {
    const button = make("button", { class: "plain", type: "button", text: "Full screen" });
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.root.requestFullscreen();
    });
    return button;
  }

  showLine() {
    if (!this.dot) return;
    this.dot.update(this.live);
    show(this.refused, this.live.state === "refused");
    say(this.why, this.live.why);
  }

  see(view, changed) {
    const { room, clock, world } = view;
    say(this.title, room.title);
    if (changed.has("clock")) this.seeClock(clock);
    this.root.dataset.stage = clock.stage;
    this.root.dataset.phase = clock.phase;
    const started = Boolean(world.day);
    show(this.lobby.root, clock.stage === "lobby");
    if (clock.stage === "lobby") this.lobby.update(view);
    show(this.playing, clock.stage !== "lobby" && started);
    if (started) this.triangle.update(view);
    if (changed.has("world") && started) {
      this.pact.update(world);
      this.charts.only = BOARD_CHARTS.filter((base) =>
        Object.keys(world.series).some((key) => baseOf(key) === base),
      ).slice(0, CHARTS_AT_ONCE);
      this.charts.update(world);
    }
    if (changed.has("news")) this.press.update(view.news);
    if (changed.has("questions")) this.asked.update(view.questions);
    show(this.questionPart, view.questions.length && clock.stage === "playing");
    show(this.opened.root, view.reveal);
    if (view.reveal && changed.has("reveal")) this.opened.update(view.reveal);
  }

  seeClock(clock) {
    const words = phaseWords(clock);
    if (this.phase.textContent && this.phase.textContent !== words) say(this.spoken, `${moveWords(clock)}. ${words}.`);
    say(this.phase, words);
    say(this.moveLine, [moveWords(clock), datesWords(clock)].filter(Boolean).join(" · "));
    this.steps.update(clock);
    this.count.update(clock);
    const resting = { resolve: clock.waits_for_white ? "The white cell weighs the outcome" : "The world answers" }[
      clock.phase
    ];
    const untimed = clock.stage === "playing" && clock.ends === null && clock.left === null;
    say(this.rest, resting || (untimed ? "No clock" : ""));
    show(this.rest, this.rest.textContent);
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".board");
  if (!root.page) root.page = new BoardPage(root, data);
  shade(root);
  return () => {
    root.page?.live.close();
    root.page?.count.stop();
  };
}
