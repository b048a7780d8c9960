// Announcements to the class, and notes for oneself.

class WhiteWords {
  constructor({ act, drafts }) {
    this.act = act;
    this.to = select([["all", "Everybody"], ...Object.entries(NAMES)], "all");
    this.text = drafts.bind(make("textarea", { rows: 2, maxlength: 2000, "aria-label": "Announcement" }), "announce");
    const tell = make("button", {
      type: "button",
      class: "main",
      text: "Announce",
      onclick: () => this.send("announce", this.text, { to: this.to.value }),
    });
    this.to.setAttribute("aria-label", "Announce to");
    this.announce = make(
      "section",
      { class: "card", "aria-label": "Announce" },
      make("h2", { text: "Announce" }),
      this.text,
      make("div", { class: "row-of" }, this.to, tell),
    );
    this.note = drafts.bind(make("textarea", { rows: 2, maxlength: 2000, "aria-label": "Note" }), "note");
    const keep = make("button", {
      type: "button",
      text: "Keep the note",
      onclick: () => this.send("note", this.note, {}),
    });
    const list = make("ol", { class: "notes-list" });
    this.list = new Keep(
      list,
      (one) => one.number,
      (one) => {
        const root = make(
          "li",
          {},
          make("time", { text: `${one.move ? `Move ${one.move}, ` : ""}${clockWords(one.at)}` }),
          make("p", { class: "prose", text: one.text }),
        );
        return { root, update() {} };
      },
    );
    this.notes = make(
      "section",
      { class: "card", "aria-label": "Notes" },
      make("h2", { text: "Notes for yourself" }),
      this.note,
      make("div", { class: "row-of" }, keep),
      list,
    );
    this.drafts = drafts;
  }

  update({ orders }) {
    this.list.update([...((orders && orders.notes) || [])].reverse());
  }

  async send(kind, input, more) {
    const text = input.value.trim();
    if (!text) return input.focus();
    const problem = await this.act(kind, { text, ...more });
    if (problem || input.value.trim() !== text) return;
    input.value = "";
    this.drafts.drop(kind);
  }
}
