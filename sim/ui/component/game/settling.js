// Accept the draw, choose within p10 to p90, or overrule beyond it with a written reason.

const [LOW_END, HIGH_END] = [10, 90];
const LEAST_REASON = 10;

class Settling {
  constructor(act) {
    this.act = act;
    this.found = null;
    this.how = segments(
      "How the move is settled",
      [
        ["seeded", "Accept the draw"],
        ["quantile", "Choose a percentile"],
        ["overruled", "Overrule"],
      ],
      "seeded",
      () => this.update(),
    );
    this.outcome = select([], "", () => this.update());
    this.slider = make("input", { type: "range", min: 0, max: 100, step: 1, value: 50 });
    this.slider.addEventListener("input", () => this.update());
    this.reading = make("p", { class: "reading", "aria-live": "polite" });
    this.reason = make("textarea", { rows: 2, maxlength: 2000 });
    this.outcomeField = field("Of which outcome", this.outcome);
    this.sliderField = field("Percentile", this.slider);
    this.reasonField = field("Reason (the debrief shows it)", this.reason);
    this.trouble = complaint();
    this.button = make("button", { type: "button", class: "main", onclick: () => this.go() });
    this.root = make(
      "div",
      { class: "settling" },
      this.how,
      this.outcomeField,
      this.sliderField,
      this.reading,
      this.reasonField,
      this.trouble,
      this.button,
    );
    this.update();
  }

  // What was chosen for one move is not meant for the next.
  begin() {
    this.found = null;
    this.how.value = "seeded";
    this.update();
  }

  // Few weeks hardly move what is averaged since 2018; the public series of the last week come first therefore.
  offer(found, watched, labels) {
    const before = this.outcome.value;
    this.found = { bands: { ...found.bands, ...found.series }, labels: { ...labels, ...found.labels } };
    const weekly = Object.keys(found.series).filter((key) => labels[key]);
    const whole = [...watched, ...Object.keys(found.bands).filter((key) => !watched.includes(key))];
    this.outcome.replaceChildren(
      this.group("In the last week of this move", weekly),
      this.group("As it counts at the end", whole),
    );
    const open = [...weekly, ...whole].find((key) => this.found.bands[key][0] < this.found.bands[key][2]);
    this.outcome.value = before || open || whole[0];
    this.update();
  }

  group(label, keys) {
    const options = keys.map((key) => make("option", { value: key, text: this.found.labels[key].label }));
    return make("optgroup", { label }, ...options);
  }

  update() {
    const how = this.how.value;
    show(this.outcomeField, how !== "seeded");
    show(this.sliderField, how !== "seeded");
    show(this.reading, how !== "seeded");
    show(this.reasonField, how === "overruled");
    this.slider.min = how === "quantile" ? LOW_END : 0;
    this.slider.max = how === "quantile" ? HIGH_END : 100;
    say(this.reading, this.words());
    say(
      this.button,
      { seeded: "Accept the draw", quantile: "Take the world nearest to it", overruled: "Overrule" }[how],
    );
  }

  words() {
    const key = this.outcome.value;
    const percentile = Number(this.slider.value);
    if (!this.found || !key) return `p${percentile}`;
    const label = this.found.labels[key];
    const [low, mid, high] = this.found.bands[key];
    if (percentile < LOW_END || percentile > HIGH_END) return `p${percentile}: beyond the range that most worlds reach`;
    const share = (percentile - LOW_END) / (HIGH_END - LOW_END);
    const value = share < 0.5 ? low + (mid - low) * 2 * share : mid + (high - mid) * (2 * share - 1);
    return `p${percentile}: about ${numberWords(value, label.digits)} (${label.unit})`;
  }

  async go() {
    const how = this.how.value;
    const data =
      how === "seeded"
        ? { how }
        : {
            how,
            outcome: this.outcome.value,
            percentile: Number(this.slider.value),
            reason: how === "overruled" ? this.reason.value : "",
          };
    if (how === "overruled" && this.reason.value.trim().length < LEAST_REASON)
      return this.trouble.say("Write down in a sentence why; the debrief shows it.");
    this.trouble.say("");
    this.button.disabled = true;
    const problem = await this.act("adjudicate", data);
    this.button.disabled = false;
    if (!problem) this.reason.value = "";
    this.trouble.say(problem);
  }
}
