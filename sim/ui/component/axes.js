// Scales with honest ends: real dates along, the whole possible range up wherever a quantity has one.

const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];
const DATE_ROOM = 66;

function dateTicks(spec, width) {
  const start = new Date(dayOf(spec.start));
  const end = dayOf(spec.start) + spec.weeks * 7 * DAY;
  const months = spec.weeks / 4.345;
  const step = MONTH_STEPS.find((wide) => (months / wide) * DATE_ROOM <= width) || 120;
  const ticks = [];
  for (let index = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; index += step) {
    const time = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (time > end) return ticks;
    if (time < start.getTime()) continue;
    const words = step >= 12 ? String(Math.floor(index / 12)) : dateWords(time, false);
    ticks.push({ week: (time - start.getTime()) / (7 * DAY), words });
  }
}

function niceCeiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((factor) => factor * power >= value) * power;
}

function levels(low, high) {
  const quarter = (high - low) / 4;
  return [0, 1, 2, 3, 4].map((step) => low + step * quarter);
}

// The frame that fans and the pact share: grid lines, numbers, dates, the pact's yearly renewal days.
class Frame {
  constructor(spec, height) {
    this.spec = spec;
    this.height = height;
    this.margin = { left: 38, right: 12, top: 8, bottom: 20 };
    this.fixed = draw("g", { "aria-hidden": "true" });
    this.key = "";
  }

  fit(width, low, high, words) {
    this.width = width;
    this.low = low;
    this.high = high;
    const key = [width, low, high].join("|");
    if (key === this.key) return false;
    this.key = key;
    this.fixed.replaceChildren();
    const { left, top } = this.margin;
    for (const level of levels(low, high)) {
      const y = Math.round(this.y(level)) + 0.5;
      this.fixed.append(
        draw("line", { class: "grid", x1: left, x2: this.x(this.spec.weeks - 1), y1: y, y2: y }),
        draw("text", { class: "axis", x: left - 6, y: y + 4, "text-anchor": "end", text: words(level) }),
      );
    }
    const floor = this.height - this.margin.bottom;
    for (const tick of dateTicks(this.spec, width - left - this.margin.right)) {
      const x = this.x(tick.week);
      if (x > width - 8) continue;
      this.fixed.append(
        draw("line", { class: "grid", x1: x, x2: x, y1: floor, y2: floor + 4 }),
        draw("text", {
          class: "axis",
          x,
          y: floor + 15,
          "text-anchor": x < left + 24 ? "start" : x > width - 30 ? "end" : "middle",
          text: tick.words,
        }),
      );
    }
    for (const day of this.spec.pact.renewals) {
      const x = this.x(weekOf(this.spec, day));
      this.fixed.append(
        draw(
          "line",
          { class: "renewal", x1: x, x2: x, y1: top, y2: floor },
          draw("title", { text: `${dateWords(dayOf(day))}: a term of the pact ends` }),
        ),
      );
    }
    return true;
  }

  x(week) {
    const { left, right } = this.margin;
    return left + (week / Math.max(1, this.spec.weeks - 1)) * (this.width - left - right);
  }

  y(value) {
    const { top, bottom } = this.margin;
    const share = (value - this.low) / (this.high - this.low || 1);
    return top + (1 - share) * (this.height - top - bottom);
  }

  week(offset) {
    const { left, right } = this.margin;
    const share = (offset - left) / (this.width - left - right);
    return Math.min(Math.max(Math.round(share * (this.spec.weeks - 1)), 0), this.spec.weeks - 1);
  }

  line(values) {
    let path = "";
    for (let week = 0; week < values.length; week++) {
      path += `${week ? "L" : "M"}${this.x(week).toFixed(1)} ${this.y(values[week]).toFixed(1)}`;
    }
    return path;
  }

  band(low, high) {
    let back = "";
    for (let week = low.length - 1; week >= 0; week--)
      back += `L${this.x(week).toFixed(1)} ${this.y(low[week]).toFixed(1)}`;
    return `${this.line(high)}${back}Z`;
  }
}

// Small marks under the top edge for what was forced and what befell; hovering or focus on the chart names them.
function drawMarks(layer, frame, events) {
  const key = frame.key + events.map((event) => event.day + event.key).join();
  if (layer.drawn === key) return;
  layer.drawn = key;
  layer.replaceChildren();
  for (const event of events) {
    const week = weekOf(frame.spec, event.day);
    if (week < 0 || week > frame.spec.weeks) continue;
    const x = frame.x(week);
    const shape = event.capital === "others" ? `M${x - 3} 1h6v6h-6Z` : `M${x - 4.5} 0h9L${x} 8Z`;
    layer.append(
      draw(
        "path",
        { class: "mark", d: shape, fill: colourOf(event.capital) },
        draw("title", { text: `${dateWords(dayOf(event.day))}: ${event.label}` }),
      ),
    );
  }
}
