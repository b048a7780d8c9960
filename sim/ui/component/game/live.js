// The line to the server. It comes back by itself, resends what was not acknowledged, and says how it stands.
//
//   const live = new Live({ room: "ABCDEF", as: "seat", hears });   as: "seat" | "white" | "board" | "observer"
//   hears.view(view, changed)     the whole view, and the set of its sections that differ since last time
//   hears.status(live)            after each change of live.state ("connecting" | "connected" | "refused"), live.why
//                                 (words, where refused) or live.waiting (acts not yet acknowledged)
//   hears.settled(entry, problem) an act was acknowledged: entry is {do, data, request, place}; problem is "" or words.
//                                 Also called for acts that were sent before a reload.
//   live.act(kind, data, place)   -> promise of "" or the problem's words; `place` is yours, to show a problem where
//                                 it arose. Acts wait while the line is down and are sent once it stands again.
//   live.ask(what, data)          -> promise of the answer's data; fails with an Error whose message is for a person
//   live.now()                    the server's clock, seconds since 1970
//   live.forget()                 drop what waits: called in hears.view, when the seat is not the one that wrote it
//   live.close()                  when the page goes
//   new LineDot(live)             the small dot with words: { root, update(live) }

const FIRST_WAIT = 400;
const LONGEST_PAUSE = 8000;
const QUIET = 45000; // the server says something at least every 20 seconds
const PATIENCE = 6000;
const REFUSED = { 4401: "This browser has no seat in this room.", 4403: "This page may not open the room from here." };
const GONE = "There is no room with this code.";

// Only a page that was opened over https or on this computer has randomUUID; a class network is neither.
function newRequest() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Live {
  constructor({ room, as, hears }) {
    this.room = room;
    this.as = as;
    this.hears = hears;
    this.outbox = new Drafts(`${room}/${as}/outbox`);
    this.entries = this.outbox.get("entries", []);
    this.answers = new Map();
    this.view = {};
    this.known = new Map();
    this.version = 0;
    this.ahead = 0;
    this.tries = 0;
    this.state = "connecting";
    this.why = "";
    this.woken = () => this.wake();
    document.addEventListener("visibilitychange", this.woken);
    window.addEventListener("online", this.woken);
    this.pulse = setInterval(() => this.listen(), QUIET / 5);
    this.open();
  }

  get waiting() {
    return this.entries.length;
  }

  now() {
    return Date.now() / 1000 + this.ahead;
  }

  act(kind, data = {}, place = kind) {
    const entry = { do: kind, data, request: newRequest(), place };
    this.entries.push(entry);
    this.keep();
    const settled = new Promise((settle) => this.answers.set(entry.request, { settle }));
    this.send({ do: kind, data, request: entry.request });
    this.hears.status?.(this);
    return settled;
  }

  ask(what, data = {}) {
    const request = newRequest();
    if (this.state !== "connected")
      return Promise.reject(new Error("You are not connected just now. Try again in a moment."));
    const settled = new Promise((settle, fail) => this.answers.set(request, { settle, fail, asked: true }));
    this.send({ ask: what, data, request });
    return settled;
  }

  // Somebody else sits here now: what the one before did not get through is not theirs.
  forget() {
    this.entries = [];
    this.keep();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    document.removeEventListener("visibilitychange", this.woken);
    window.removeEventListener("online", this.woken);
    this.socket?.close();
  }

  // ----- the line -----

  open() {
    if (this.closed) return;
    clearTimeout(this.timer);
    const scheme = window.location.protocol === "https:" ? "wss:" : "ws:";
    const query = new URLSearchParams({ room: this.room, as: this.as });
    const socket = new WebSocket(`${scheme}//${window.location.host}/game/live?${query}`);
    this.socket = socket;
    this.fresh = true;
    this.farewell = "";
    this.heard = Date.now();
    socket.addEventListener("message", (event) => {
      if (socket === this.socket) this.take(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.socket) this.lost(event);
    });
  }

  send(message) {
    if (this.state === "connected" && this.socket.readyState === WebSocket.OPEN)
      this.socket.send(JSON.stringify(message));
  }

  lost(event) {
    this.socket = null;
    clearTimeout(this.probing);
    this.probing = null;
    for (const [request, answer] of this.answers) {
      if (!answer.asked) continue;
      this.answers.delete(request);
      answer.fail(new Error("The connection was lost before the answer came. Ask again."));
    }
    if (event.code >= 4400 && event.code < 4500) {
      this.turn("refused", this.farewell || event.reason || REFUSED[event.code] || GONE);
      return;
    }
    this.turn("connecting");
    const longest = Math.min(FIRST_WAIT * 2 ** this.tries, LONGEST_PAUSE);
    this.tries += 1;
    this.timer = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
  }

  // Another look at a page that slept: its line may be dead without knowing it.
  wake() {
    if (this.closed || document.visibilityState === "hidden" || this.state === "refused") return;
    if (this.state === "connected") this.probe();
    else if (!this.socket) {
      this.tries = 0;
      this.open();
    }
  }

  listen() {
    const silent = Date.now() - this.heard;
    if (silent <= QUIET || !this.socket) return;
    if (this.state !== "connected") this.drop();
    else if (!this.probing) this.probe();
  }

  probe() {
    this.send({ ask: "now", data: {}, request: newRequest() });
    clearTimeout(this.probing);
    this.probing = setTimeout(() => {
      this.probing = null;
      if (Date.now() - this.heard > PATIENCE) this.drop();
    }, PATIENCE + 500);
  }

  drop() {
    const dead = this.socket;
    this.lost({ code: 1006 });
    dead?.close();
  }

  turn(state, why = "") {
    this.state = state;
    this.why = why;
    this.hears.status?.(this);
  }

  // ----- what comes -----

  take(message) {
    this.heard = Date.now();
    if (typeof message.now === "number") this.tell(message.now);
    if (message.set) this.see(message);
    if ("ack" in message) this.settle(message.ack, message.ok ? "" : message.problem || "This was refused.");
    if ("answer" in message) this.answer(message.answer, message.data);
    if ("closing" in message) this.farewell = message.problem;
  }

  // A message is as old as its way was long: the youngest one tells the time best.
  tell(now) {
    const ahead = now - Date.now() / 1000;
    this.ahead = this.fresh ? ahead : Math.max(this.ahead, ahead);
  }

  see({ version, set, add = {} }) {
    if (this.fresh) this.view = {};
    const changed = new Set();
    for (const [section, value] of Object.entries(set)) {
      if (value === null) delete this.view[section];
      else this.view[section] = value;
    }
    for (const [path, items] of Object.entries(add)) {
      const [section, list] = path.split(".");
      const part = this.view[section];
      this.view[section] = { ...part, [list]: [...part[list], ...items] };
    }
    for (const section of new Set([...this.known.keys(), ...Object.keys(this.view)])) {
      const text = section in this.view ? JSON.stringify(this.view[section]) : undefined;
      if (text === this.known.get(section)) continue;
      changed.add(section);
      if (text === undefined) this.known.delete(section);
      else this.known.set(section, text);
    }
    this.version = version ?? this.version;
    const arrived = this.fresh;
    this.fresh = false;
    this.tries = 0;
    if (this.state !== "connected") this.turn("connected");
    this.hears.view(this.view, changed);
    if (arrived)
      for (const entry of this.entries) this.send({ do: entry.do, data: entry.data, request: entry.request });
  }

  settle(request, problem) {
    const entry = this.entries.find((one) => one.request === request);
    const answer = this.answers.get(request);
    this.answers.delete(request);
    if (answer?.asked) {
      answer.fail(new Error(problem || "There was no answer."));
      return;
    }
    if (!entry) return;
    this.entries = this.entries.filter((one) => one !== entry);
    this.keep();
    this.hears.settled?.(entry, problem);
    this.hears.status?.(this);
    answer?.settle(problem);
  }

  answer(request, data) {
    const answer = this.answers.get(request);
    this.answers.delete(request);
    answer?.settle(data);
  }

  keep() {
    this.outbox.set("entries", this.entries);
  }
}

// How the line stands, in a dot and in words.
class LineDot {
  constructor(live) {
    this.words = make("span", {});
    this.root = make("span", { class: "line-dot" }, make("i", { "aria-hidden": "true" }), this.words);
    if (live) this.update(live);
  }

  update(live) {
    this.root.dataset.state = live.state;
    const waiting = live.waiting ? `, ${live.waiting} to be sent` : "";
    const words = {
      connected: live.waiting ? "sending" : "connected",
      connecting: `connecting${waiting}`,
      refused: "no access",
    };
    say(this.words, words[live.state] + (live.state === "connecting" ? " …" : ""));
  }
}
