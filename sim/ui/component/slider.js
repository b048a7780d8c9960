// One slider, for a disposition or for a lever's dose: with its notch, its day, its source, and its way back.

class Slider {
  constructor(page, spec, owner) {
    this.page = page;
    this.spec = spec;
    this.key = spec.key;
    const id = `slider-${spec.key}`;
    this.input = make("input", {
      type: "range",
      id,
      min: spec.low,
      max: spec.high,
      step: spec.step,
      "aria-label": `${spec.label}, ${owner}`,
      "aria-describedby": `${id}-about`,
    });
    this.value = make("span", { class: "value", "aria-hidden": "true" });
    this.undo = make("button", {
      class: "undo",
      type: "button",
      text: "↺",
      title: "Back to the scenario",
      "aria-label": `Set ${spec.label}, ${owner}, back to the scenario`,
      onclick: () => this.back(),
    });
    this.fill = make("span", { class: "fill" });
    const about = make("div", { class: "about", id: `${id}-about`, hidden: true }, ...this.aboutWords());
    const more = make("button", {
      class: "more-about",
      type: "button",
      text: "?",
      "aria-expanded": "false",
      "aria-label": `About ${spec.label}, ${owner}`,
      "aria-controls": `${id}-about`,
      title: spec.help,
      onclick: () => {
        about.hidden = !about.hidden;
        more.setAttribute("aria-expanded", String(!about.hidden));
      },
    });
    this.was = make("span", { class: "was" });
    this.root = make(
      "div",
      { class: "control", "data-key": spec.key },
      make("div", { class: "line" }, make("label", { for: id, text: spec.label }), more, this.value, this.undo),
      make(
        "div",
        { class: "slide" },
        make("span", { class: "track" }),
        this.spread(),
        this.fill,
        this.notch(),
        this.input,
      ),
      this.was,
      spec.lever ? this.dateRow() : null,
      about,
    );
    this.input.addEventListener("input", () => this.changed(true));
    this.input.addEventListener("change", () => this.changed(false));
    this.set(spec.value);
  }

  share(value) {
    return (value - this.spec.low) / (this.spec.high - this.spec.low);
  }

  notch() {
    const { spec } = this;
    if (spec.lever && !spec.value) return null;
    return make("span", {
      class: "notch",
      style: `left:${percentOf(this.share(spec.value))}`,
      title: `the scenario: ${this.words(spec.value)}`,
    });
  }

  spread() {
    const { spec } = this;
    if (!spec.spread) return null;
    const [low, high] = spec.spread;
    return make("span", {
      class: "spread",
      style: `left:${percentOf(this.share(low))};width:${percentOf(this.share(high) - this.share(low))}`,
    });
  }

  aboutWords() {
    const { spec } = this;
    const words = [make("p", { text: spec.help })];
    const say = (name, text) => {
      if (text) words.push(make("p", {}, make("b", { text: `${name}: ` }), text));
    };
    if (spec.lever) {
      say("Needs", spec.lever.needs);
      say("Clock", spec.lever.clock + (spec.lever.once ? "; once only" : ""));
      if (spec.lever.forced.length)
        say("The scenario forces it on", spec.lever.forced.map((day) => dateWords(dayOf(day))).join(", "));
    } else say("Range", `${this.words(spec.low)} to ${this.words(spec.high)}, ${spec.unit}`);
    if (spec.spread)
      say(
        "Sampled by the scenario",
        `${this.words(spec.spread[0])} to ${this.words(spec.spread[1])}; a moved slider is the same in all worlds`,
      );
    say("Source", spec.source);
    say("Evidence", spec.grade);
    if (spec.lever) {
      this.ban = make("input", {
        type: "checkbox",
        onchange: () =>
          this.shareWithParts((part) => {
            part.ban.checked = this.ban.checked;
          }),
      });
      words.push(make("label", { class: "ban" }, this.ban, "take this lever away from the capital"));
    }
    return words;
  }

  dateRow() {
    const { spec } = this;
    const last = new Date(dayOf(this.page.spec.start) + (this.page.spec.weeks * 7 - 1) * DAY)
      .toISOString()
      .slice(0, 10);
    this.date = make("input", {
      type: "date",
      min: this.page.spec.start,
      max: last,
      value: spec.lever.at,
      "aria-label": `Day on which ${spec.label} is forced`,
    });
    this.date.addEventListener("change", () => {
      if (this.date.value)
        this.shareWithParts((part) => {
          part.date.value = this.date.value;
        });
    });
    this.legal = make("span");
    this.often = make("span");
    this.dated = make("div", { class: "dated", hidden: true }, "forced on", this.date, this.often, this.legal);
    return this.dated;
  }

  changed(live) {
    this.show();
    this.page.count();
    this.page.ask(live);
  }

  // Parts of one lever have doses of their own, but one day and one owner.
  shareWithParts(change) {
    for (const part of this.page.levers) {
      if (part.spec.lever?.key !== this.spec.lever.key) continue;
      change(part);
      part.show();
    }
    this.changed(false);
  }

  get number() {
    return Number(this.input.value);
  }
  get forced() {
    return Boolean(this.spec.lever) && this.number > 0;
  }
  get moved() {
    return Math.abs(this.number - this.spec.value) > this.spec.step * 1e-6;
  }
  get dateMoved() {
    return this.forced && this.date.value !== "" && this.date.value !== this.spec.lever.at;
  }
  get banMoved() {
    return Boolean(this.ban) && this.ban.checked !== this.spec.lever.banned;
  }

  set(value, day, banned) {
    this.input.value = value;
    if (this.date) this.date.value = day || this.spec.lever.at;
    if (this.ban) this.ban.checked = banned ?? this.spec.lever.banned;
    this.show();
  }

  back() {
    this.set(this.spec.value);
    this.input.focus();
    this.changed(false);
  }

  words(value) {
    const { spec } = this;
    if (spec.lever)
      return value > 0
        ? `${Math.round(100 * value)}%`
        : this.page.decides(this.spec.lever.key)
          ? "left to the capital"
          : "off";
    const places = Math.max(0, Math.min(3, -Math.floor(Math.log10(spec.step) + 1e-9)));
    const unit = spec.unit.startsWith("percent") ? "%" : "";
    return inEnglish(value, places).replace("-", "−") + unit;
  }

  show() {
    const { spec } = this;
    const moved = this.moved || this.dateMoved || this.banMoved;
    const taken = this.ban?.checked && !this.forced;
    this.value.textContent = taken ? "taken away" : this.words(this.number);
    this.value.classList.toggle("off", Boolean(spec.lever) && !this.forced);
    this.input.setAttribute("aria-valuetext", this.value.textContent);
    this.root.classList.toggle("moved", moved);
    this.undo.hidden = !moved;
    this.was.textContent = this.moved ? `scenario: ${this.words(spec.value)}${spec.spread ? " (sampled)" : ""}` : "";
    this.fill.style.width = percentOf(this.share(this.number));
    if (spec.lever) this.showDate();
  }

  showDate() {
    const { legal, forced } = this.spec.lever;
    this.dated.hidden = !this.forced;
    const others = forced.length === 2 ? "one more day" : `${forced.length - 1} more days`;
    this.often.textContent =
      forced.length > 1 && !this.dateMoved ? `and on ${others}; another day here replaces them all` : "";
    const inside =
      !legal.length || legal.some(([opens, closes]) => this.date.value >= opens && this.date.value <= closes);
    this.legal.className = inside ? "" : "illegal";
    this.legal.textContent = inside
      ? ""
      : `not legal then; legal ${legal.map(([opens, closes]) => `${dateWords(dayOf(opens))} to ${dateWords(dayOf(closes))}`).join(", ")}`;
  }
}
