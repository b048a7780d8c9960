// What can be taken home.

const FILE_WORDS = {
  paper: ["Paper pack", "role cards, order forms, inject cards and script, to print"],
  scenario: ["Scenario file", "the game so far, which replays with trilateral run"],
  debrief: ["Debrief", "one page that prints: orders, luck or judgement, turning points"],
  csv: ["Tables (CSV)", "every act, order, forecast and week"],
  marking: ["Marking sheet", "the rubric with what each team did"],
  research: ["Research form", "the game without names"],
};

class Files {
  constructor(room, names) {
    const link = (name) => {
      const [title, about] = FILE_WORDS[name] || [name.replace(/_/g, " "), ""];
      return make(
        "li",
        {},
        make(
          "a",
          { href: `/game/file?${new URLSearchParams({ room, name })}`, target: "_blank", rel: "noopener" },
          make("b", { text: title }),
        ),
        make("span", { class: "quiet small", text: about }),
      );
    };
    this.root = make(
      "section",
      { class: "card files-part", "aria-label": "Files" },
      make("h2", { text: "To take home" }),
      make("ul", { class: "files-list" }, ...names.map(link)),
    );
  }
}
