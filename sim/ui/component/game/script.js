// What the teacher says and does now, from the game's script.

class ScriptPart {
  constructor() {
    this.text = make("p", { class: "prose" });
    this.whole = make("ol", { class: "whole-script" });
    this.root = make(
      "section",
      { class: "card script", "aria-label": "Script" },
      make("h2", { text: "Your script now" }),
      this.text,
      make("details", {}, make("summary", { text: "The whole script" }), this.whole),
    );
  }

  update({ script, clock }) {
    show(this.root, script.length);
    const last = script.length - 1;
    const place = clock.stage === "playing" ? Math.min(clock.move, last) : clock.stage === "lobby" ? 0 : last;
    say(this.text, script[place]);
    if (this.shown === script.length) return;
    this.shown = script.length;
    this.whole.replaceChildren(...script.map((text) => make("li", { text })));
  }
}
