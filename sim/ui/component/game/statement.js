// What a government says to the press.

const TONE_WORDS = {
  calm: ["Calm", "calms both publics a little"],
  firm: ["Firm", "states a position; the dispute stays in the news"],
  sharp: ["Sharp", "accuses; both publics heat up"],
};
const ONLY_HEAD = "Only the head of your table can do this. Tell them in “Our table”.";

class PressBox {
  constructor({ live, drafts }) {
    Object.assign(this, { live, drafts });
    this.about = make("p", { class: "quiet small" });
    this.field = drafts.bind(
      make("textarea", {
        rows: 3,
        maxlength: 280,
        id: "press-words",
        placeholder: "One or two sentences for the newspapers of all three countries",
      }),
      "press.text",
      () => this.foot(),
    );
    this.tone = drafts.get("press.tone", "calm");
    this.choices = Object.entries(TONE_WORDS).map(([tone, [name, help]]) => {
      const input = make("input", { type: "radio", name: "tone", value: tone, checked: tone === this.tone });
      input.addEventListener("change", () => {
        this.tone = tone;
        drafts.set("press.tone", tone);
      });
      return make(
        "label",
        { class: "choice" },
        input,
        make("span", {}, make("b", { text: name }), make("span", { class: "quiet small", text: ` ${help}` })),
      );
    });
    this.button = make("button", {
      type: "button",
      class: "main",
      text: "Say it to the press",
      onclick: () => this.send(),
    });
    this.outcome = new Outcome();
    this.form = make(
      "div",
      { class: "stack" },
      make(
        "div",
        { class: "field" },
        make("label", { for: "press-words", text: "Statement of your government" }),
        this.field,
      ),
      make("fieldset", { class: "field" }, make("legend", { class: "label", text: "Tone" }), ...this.choices),
      make("div", { class: "row-of" }, this.button),
      this.outcome.root,
    );
    this.root = make(
      "section",
      { class: "card press-box" },
      make("h3", { text: "Press statement" }),
      this.about,
      this.form,
    );
  }

  update({ desk, me, clock, news }) {
    const spoken = (news ?? []).filter(
      (item) => item.kind === "statement" && item.capital === me.team && item.move === clock.move,
    ).length;
    this.left = desk.statements - spoken;
    this.open = clock.stage === "playing" && ["negotiate", "seal"].includes(clock.phase);
    this.head = me.head;
    const left = `${this.left} of ${counted(desk.statements, "statement")} left in this move.`;
    say(
      this.about,
      !me.head
        ? `${ONLY_HEAD} ${left}`
        : this.open
          ? `Everybody reads it, at once. ${left}`
          : "Statements are made while capitals negotiate or seal. You can write now; it is kept.",
    );
    show(this.form, me.head);
    this.foot();
  }

  foot() {
    this.button.disabled = !this.open || !this.head || this.left <= 0 || !this.field.value.trim();
  }

  send() {
    const text = this.field.value.trim();
    this.outcome.tell("Sending …", "quiet small");
    this.live.act("state", { text, tone: this.tone }, "press");
    this.button.disabled = true;
  }

  settled(entry, problem) {
    if (!problem && this.field.value.trim() === entry.data.text) {
      this.field.value = "";
      this.drafts.drop("press.text");
    }
    this.outcome.settled(problem, "It is in the news.");
    this.foot();
  }
}
