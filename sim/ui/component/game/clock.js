// Moves, phases and the time that is left, by the server's clock.
//
//   new Countdown(now, soon)   now: () => seconds (live.now); soon(words): once at a minute and at ten seconds
//       { root, update(clock section) }; call .stop() when the page goes
//   new Steps()                the phases of a move as a row with the present one marked: { root, update(clock) }
//   moveWords(clock)           "Move 2 of 5"
//   datesWords(clock)          "26 August to 22 September 2019, 4 weeks"
//   phaseWords(clock)          what the phase is called, in the lobby and at the end too

const PHASE_NAMES = {
  brief: "Brief",
  negotiate: "Negotiate",
  seal: "Seal",
  resolve: "The world answers",
  report: "Report",
};
const STAGE_NAMES = { lobby: "Waiting to begin", debrief: "Debrief", closed: "Closed" };
const MINUTE = 60;
const SOON = [MINUTE, 10];
const LAST_PART = 1 / 3;

const phaseWords = (clock) => STAGE_NAMES[clock.stage] ?? PHASE_NAMES[clock.phase] ?? "";
const moveWords = (clock) => (clock.move ? `Move ${clock.move} of ${clock.of}` : counted(clock.of, "move"));

function datesWords(clock) {
  if (!clock.first_day) return "";
  const last = dateWords(dayOf(clock.day_after) - DAY);
  const first = dateWords(dayOf(clock.first_day));
  const sameYear = first.slice(-4) === last.slice(-4);
  return `${sameYear ? first.slice(0, -5) : first} to ${last}, ${counted(clock.weeks, "week")}`;
}

function leftWords(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  if (hours >= 1) return `${hours} h ${Math.floor((whole % 3600) / MINUTE)} min`;
  return `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")}`;
}

class Countdown {
  constructor(now, soon = () => {}) {
    this.now = now;
    this.soon = soon;
    this.figure = make("b", {});
    this.words = make("span", {});
    this.root = make("span", { class: "countdown", role: "timer", "aria-live": "off" }, this.figure, this.words);
    this.timer = setInterval(() => this.tick(), 250);
    this.last = null;
  }

  update(clock) {
    if (this.clock?.ends !== clock.ends) this.last = null;
    this.clock = clock;
    this.tick();
  }

  stop() {
    clearInterval(this.timer);
  }

  tick() {
    const { clock } = this;
    if (!clock) return;
    const paused = clock.left !== null && clock.left !== undefined;
    const timed = clock.stage === "playing" && (paused || clock.ends !== null);
    show(this.root, timed);
    if (!timed) return;
    const left = paused ? clock.left : clock.ends - this.now();
    const soon = left <= Math.min(MINUTE, LAST_PART * MINUTE * (clock.minutes || Infinity));
    this.root.dataset.state = paused ? "paused" : left <= 0 ? "over" : soon ? "soon" : "calm";
    say(this.figure, left <= 0 ? "0:00" : leftWords(left));
    say(this.words, paused ? "paused" : left <= 0 ? "time is up" : soon ? "left, hurry" : "left");
    for (const mark of SOON)
      if (!paused && this.last !== null && this.last > mark && left <= mark) this.soon(`${mark} seconds are left.`);
    this.last = left;
  }
}

class Steps {
  constructor() {
    this.items = Object.entries(PHASE_NAMES).map(([phase, words]) => [
      phase,
      make("li", {}, make("span", { text: words })),
    ]);
    this.root = make("ol", { class: "steps", "aria-label": "Phases of a move" }, ...this.items.map(([, item]) => item));
  }

  update(clock) {
    show(this.root, clock.stage === "playing");
    const at = this.items.findIndex(([phase]) => phase === clock.phase);
    this.items.forEach(([, item], place) => {
      mark(item, "done", place < at);
      if (place === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }
}
