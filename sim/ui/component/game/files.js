// What can be taken home.

class Files {
  constructor(room, files) {
    const link = ([name, label]) => {
      const href = `/game/file?${new URLSearchParams({ room, name })}`;
      return make("li", {}, make("a", { href, target: "_blank", rel: "noopener", text: label }));
    };
    this.root = make(
      "section",
      { class: "card files-part", "aria-label": "Files" },
      make("h2", { text: "To take home" }),
      make("ul", { class: "files-list" }, ...files.map(link)),
    );
  }
}
