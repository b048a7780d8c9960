// Where history branches: a slider over the weeks of the record, a date to type, how far to look, and days to jump to.

class BranchDay {
  constructor(page, root) {
    this.page = page;
    const { record } = page;
    this.slider = make("input", {
      type: "range",
      min: 0,
      max: record.last,
      step: 1,
      "aria-label": "Branch day, in weeks",
    });
    this.slider.addEventListener("input", () => page.branchAt(Number(this.slider.value), true));
    this.slider.addEventListener("change", () => page.branchAt(Number(this.slider.value), false));
    this.date = make("input", {
      type: "date",
      min: record.start,
      max: this.dayAt(record.last),
      "aria-label": "Branch day",
    });
    this.date.addEventListener("change", () => {
      const week = Math.floor(weekOf(record, this.date.value || record.start));
      if (week >= 0 && week <= record.last) page.branchAt(week, false);
    });
    this.radios = record.years.map(({ key, label }) => {
      const radio = make("input", { type: "radio", name: "years", value: key, onchange: () => page.lookAhead(key) });
      return { key, radio, label: make("label", {}, radio, label) };
    });
    this.said = make("b", { class: "said", "aria-hidden": "true" });
    this.past = make("i", { class: "past" });
    this.ahead = make("i", { class: "ahead" });
    root.replaceChildren(
      make(
        "div",
        { class: "when" },
        make("span", { text: "History until" }),
        this.said,
        make("span", { text: "then free for" }),
        make(
          "span",
          { class: "years", role: "radiogroup", "aria-label": "How far the agents are free" },
          ...this.radios.map(({ label }) => label),
        ),
        make("span", { class: "gap" }),
        this.date,
      ),
      make("div", { class: "slide" }, make("span", { class: "track" }), this.past, this.ahead, this.slider),
      make("div", { class: "scale", "aria-hidden": "true" }, ...this.scale()),
    );
  }

  share(week) {
    return week / this.page.record.last;
  }

  dayAt(week) {
    return new Date(dayOf(this.page.record.start) + week * 7 * DAY).toISOString().slice(0, 10);
  }

  scale() {
    const { record } = this.page;
    const years = [2019, 2020, 2021, 2022, 2023].map((year) => ({ day: `${year}-01-01`, text: String(year) }));
    const marks = years.map(({ day, text }) =>
      make("span", { class: "year", text, style: `left:${percentOf(this.share(weekOf(record, day)))}` }),
    );
    const held = make("span", {
      class: "held",
      text: "never used in a fit →",
      title: "What was observed from 1 July 2020 on is validation data: never used in a fit",
      style: `left:${percentOf(this.share(weekOf(record, record.heldOut)))}`,
    });
    return [...marks, held];
  }

  follow(branch, years, end) {
    const day = this.dayAt(branch);
    this.slider.value = branch;
    this.slider.setAttribute("aria-valuetext", dateWords(dayOf(day)));
    if (this.page.root.activeElement !== this.date) this.date.value = day;
    this.said.textContent = dateWords(dayOf(day));
    for (const { key, radio } of this.radios) radio.checked = key === years;
    this.past.style.width = percentOf(this.share(branch));
    this.ahead.style.left = percentOf(this.share(branch));
    this.ahead.style.width = percentOf(Math.min(1, this.share(end)) - this.share(branch));
  }
}

function buildLandmarks(page) {
  page.part(".landmarks").replaceChildren(
    make("span", { class: "quiet", text: "Branch " }),
    ...page.record.landmarks.map(({ day, label }) =>
      make("button", {
        type: "button",
        text: label,
        title: dateWords(dayOf(day)),
        onclick: () => page.branchAt(Math.round(weekOf(page.record, day)), false),
      }),
    ),
  );
}
