// Pages that live: what is on the screen is changed in place, so that focus, scroll and half-typed words survive.
//
//   say(node, text)        sets a text only where it differs
//   show(node, visible)    hides a part or shows it again
//   mark(node, name, on)   a class on or off
//   new Keep(parent, keyOf, build)  then .update(items): one part per item, kept by key and never moved without need.
//       build(item) returns a part: an object with `root` (an element) and `update(item)`.
//   new Drafts("ABCDEF/desk")  what was typed and not sent, kept for this tab over a reload: get(key, fallback),
//       set(key, value), drop(key), clear(). `bind(field, key, changed)` ties an input or a textarea to it.
//   NAMES, nameOf(capital), listed(words), percentWords(share), clockWords(seconds since 1970)

const NAMES = { seoul: "Seoul", tokyo: "Tokyo", washington: "Washington" };
const CAPITAL_KEYS = Object.keys(NAMES);

const nameOf = (capital) => NAMES[capital] ?? (capital === "observer" ? "Observers" : "No table");

function say(node, text) {
  const words = text === null || text === undefined ? "" : String(text);
  if (node.textContent !== words) node.textContent = words;
  return node;
}

function show(node, visible) {
  if (node.hidden === Boolean(visible)) node.hidden = !visible;
  return node;
}

function mark(node, name, on) {
  node.classList.toggle(name, Boolean(on));
  return node;
}

function listed(words) {
  const parts = [...words];
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

const counted = (number, one, many) => `${number} ${number === 1 ? one : (many ?? `${one}s`)}`;
const percentWords = (share) => `${Math.round(100 * share)}%`;

function clockWords(seconds) {
  const date = new Date(1000 * seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

class Keep {
  constructor(parent, keyOf, build) {
    this.parent = parent;
    this.keyOf = keyOf;
    this.build = build;
    this.parts = new Map();
  }

  update(items) {
    const wanted = new Map(items.map((item) => [this.keyOf(item), item]));
    for (const [key, part] of this.parts) {
      if (wanted.has(key)) continue;
      part.root.remove();
      this.parts.delete(key);
    }
    let next = this.parent.firstElementChild;
    for (const [key, item] of wanted) {
      if (!this.parts.has(key)) this.parts.set(key, this.build(item));
      const part = this.parts.get(key);
      if (part.root === next) next = next.nextElementSibling;
      else this.parent.insertBefore(part.root, next);
      part.update(item);
    }
  }
}

// A private window or a full disk may refuse to keep anything; the page then keeps it as long as it stands.
class Drafts {
  constructor(name) {
    this.name = `trilateral/${name}`;
    this.kept = {};
    try {
      this.kept = JSON.parse(sessionStorage.getItem(this.name)) || {};
    } catch {
      this.kept = {};
    }
  }

  get(key, fallback = "") {
    return this.kept[key] ?? fallback;
  }

  set(key, value) {
    this.kept[key] = value;
    this.save();
  }

  clear() {
    this.kept = {};
    this.save();
  }

  drop(key) {
    delete this.kept[key];
    this.save();
  }

  save() {
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // Nothing more can be done than to keep it in the page.
    }
  }

  bind(field, key, changed = () => {}) {
    field.value = this.get(key, field.value);
    field.addEventListener("input", () => {
      this.set(key, field.value);
      changed(field.value);
    });
    return field;
  }
}
