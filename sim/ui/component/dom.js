// Building blocks: elements whose text is always text (never HTML), numbers, dates, and the packed message.

const SVG_NAMES = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dress(node, facts, kids) {
  for (const [name, value] of Object.entries(facts || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const kid of kids) if (kid !== null && kid !== undefined) node.append(kid);
  return node;
}

const make = (tag, facts, ...kids) => dress(document.createElement(tag), facts, kids);
const draw = (tag, facts, ...kids) => dress(document.createElementNS(SVG_NAMES, tag), facts, kids);

// A message is a head of JSON behind its length, then arrays of 32-bit floats (see sim/ui/pack.py).
function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  const arrays = {};
  for (const [name, [start, shape]] of Object.entries(head.arrays)) {
    const width = shape[shape.length - 1];
    arrays[name] = Array.from({ length: shape[0] }, (_, row) =>
      numbers.subarray(start + row * width, start + (row + 1) * width),
    );
  }
  return { head, arrays };
}

const dayOf = (text) => Date.parse(text + "T00:00:00Z");
const weekOf = (spec, text) => (dayOf(text) - dayOf(spec.start)) / (7 * DAY);

function dateWords(time, withDay = true) {
  const date = new Date(time);
  const month = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return withDay ? `${date.getUTCDate()} ${month}` : month;
}

const weekWords = (spec, week) => dateWords(dayOf(spec.start) + week * 7 * DAY);

// Making a formatter costs more than using it, and sixty numbers change under a dragged slider.
const FORMATS = new Map();

function inEnglish(value, places) {
  if (!FORMATS.has(places))
    FORMATS.set(
      places,
      new Intl.NumberFormat("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places }),
    );
  return FORMATS.get(places).format(value);
}

// Thousands apart, no more decimals than help: the same rule as sim/report/words.py.
function numberWords(value, digits) {
  if (!Number.isFinite(value)) return "–";
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? Math.min(digits, 1) : digits;
  const text = inEnglish(value, places);
  return /[1-9]/.test(text) ? text.replace("-", "−") : text.replace("-", "");
}

const colourOf = (name) => `var(--${name})`;

// Streamlit gives the theme's colours but not its name: dark is where the paper is.
function shade(body) {
  const probe = make("span", { style: "color: var(--paper)" });
  body.append(probe);
  const light = (getComputedStyle(probe).color.match(/[\d.]+/g) || [255, 255, 255])
    .slice(0, 3)
    .reduce((sum, part) => sum + Number(part), 0);
  probe.remove();
  body.classList.toggle("dark", light < 380);
}
