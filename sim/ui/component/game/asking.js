// Small windows that ask before something that cannot be undone, or for what an act needs.
//
//   new Asking(root)   root: where its windows live
//   .sure({ title, words, yes, grave })    -> promise of true or false
//   .fill({ title, words, yes, parts, read })   a form: parts are elements; read() gives what was filled in, or a text
//                                          that says what is missing; -> promise of what was read, or null
//   .tell({ title, words, parts })         something to look at, with a button to close it

class Asking {
  constructor(root) {
    this.root = root;
  }

  sure({ title, words, yes, grave = false }) {
    return this.fill({ title, words, yes, grave, parts: [], read: () => true }).then(Boolean);
  }

  tell({ title, words, parts }) {
    return this.fill({ title, words, yes: "Close", parts, read: () => true, alone: true });
  }

  fill({ title, words, yes, parts, read, grave = false, alone = false }) {
    return new Promise((settle) => {
      const trouble = complaint();
      const go = make("button", { type: "submit", class: grave ? "main grave" : "main", text: yes });
      const no = make("button", { type: "button", text: "Cancel" });
      const form = make(
        "form",
        { method: "dialog" },
        make("h2", { text: title }),
        words ? make("p", { class: "about", text: words }) : null,
        ...parts,
        trouble,
        make("div", { class: "row-of end" }, alone ? null : no, go),
      );
      const window = make("dialog", { class: "asking", "aria-label": title }, form);
      let found = null;
      no.addEventListener("click", () => window.close());
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const given = read();
        if (typeof given === "string") return trouble.say(given);
        found = given;
        window.close();
      });
      window.addEventListener("close", () => {
        window.remove();
        settle(found);
      });
      this.root.append(window);
      window.showModal();
      if (grave) no.focus();
    });
  }
}
