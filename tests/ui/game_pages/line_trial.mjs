// The line to the server with a server that does what it is told; prints what a page would have seen.

const kept = new Map();
globalThis.sessionStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
const heard = () => ({ addEventListener() {}, removeEventListener() {} });
globalThis.document = { ...heard(), visibilityState: "visible" };
globalThis.window = { ...heard(), location: { protocol: "http:", host: "here" } };
const timers = new Set();
globalThis.setTimeout = (work) => {
  const timer = { work };
  timers.add(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => timers.delete(timer);
globalThis.setInterval = () => 0;
globalThis.clearInterval = () => {};

const sockets = [];
globalThis.WebSocket = class {
  static CONNECTING = 0;
  static OPEN = 1;
  constructor(address) {
    Object.assign(this, { address, readyState: 0, sent: [], takers: {} });
    sockets.push(this);
  }
  addEventListener(kind, taker) {
    this.takers[kind] = taker;
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.end(1000);
  }
  say(message) {
    this.readyState = 1;
    this.takers.message({ data: JSON.stringify(message) });
  }
  end(code, reason = "") {
    this.readyState = 3;
    this.takers.close({ code, reason });
  }
};

const last = () => sockets[sockets.length - 1];
const wait = () => {
  for (const timer of [...timers]) if (timers.delete(timer)) timer.work();
};
const seen = { views: [], settled: [], states: [] };
const hears = {
  view: (view, changed) => seen.views.push([structuredClone(view), [...changed].sort()]),
  settled: (entry, problem) => seen.settled.push([entry.do, entry.place, problem]),
  status: (live) => seen.states.push(live.state),
};
const live = new Live({ room: "ABCDEF", as: "seat", hears });
const told = {};

// An act before the line stands waits, and goes out with the first view.
live.act("say", { text: "one" }, "here");
told.sentBefore = last().sent.length;
last().say({ version: 1, now: Date.now() / 1000 + 500, set: { clock: { move: 1 }, news: [], reveal: {} } });
const [first] = last().sent;
told.ahead = Math.round(live.now() - Date.now() / 1000);

// The line breaks before the acknowledgement: the same act goes out again, under the same name.
last().end(1006);
told.down = live.state;
wait();
last().say({ version: 2, now: Date.now() / 1000 + 500, set: { clock: { move: 1 }, news: ["new"] } });
told.sameName = last().sent.length === 1 && last().sent[0].request === first.request;
told.changedAfterReturn = seen.views[1];

// A page that is loaded anew sends it too; then it is acknowledged, once.
live.close();
const again = new Live({ room: "ABCDEF", as: "seat", hears });
last().say({ version: 2, now: 0, set: { clock: { move: 1 } } });
told.afterReload = last().sent[0].request === first.request;
last().say({ ack: first.request, problem: "Too late." });
last().say({ ack: first.request, ok: true });
told.waiting = again.waiting;
told.keptAfter = JSON.parse(kept.get("trilateral/ABCDEF/seat/outbox")).entries;

// A question that is not answered before the line breaks fails in words.
const question = again.ask("forecast", {}).catch((error) => error.message);
last().end(1006);
told.question = await question;
wait();

// One line at a time, however it ended; and none after a refusal.
const before = sockets.length;
again.drop();
wait();
told.oneLine = sockets.length - before;
last().say({ closing: 4401, problem: "No seat here." });
last().end(4401);
wait();
told.refused = [again.state, again.why, sockets.length - before];

console.log(JSON.stringify({ ...told, settled: seen.settled, firstView: seen.views[0] }));
