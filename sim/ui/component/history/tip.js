// What a point or an event is, where it comes from and how well it is known: beside it, on hover, focus or tap.

const SURE = {
  high: "read in a public page, or simple arithmetic on it",
  medium: "well known, not checked against a page",
  low: "remembered or converted",
};
const TIP_GAP = 10;

class Tip {
  constructor(root) {
    this.root = root;
    this.around = root.parentElement;
    this.around.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
    this.around.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().some((node) => node.dataset?.tells)) this.hide();
    });
  }

  // Lets an element of a chart tell what it is; `about` gives the words when they are needed.
  watch(node, about) {
    node.dataset.tells = "yes";
    const show = () => this.show(node, about());
    node.addEventListener("pointerenter", show);
    node.addEventListener("focus", show);
    node.addEventListener("click", show);
    node.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && this.root.getRootNode().activeElement !== node) this.hide();
    });
    node.addEventListener("blur", () => this.hide());
  }

  show(node, { title, words, note, source, confidence }) {
    this.root.replaceChildren(
      make("b", { text: title }),
      make("p", { text: words }),
      note ? make("p", { class: "quiet", text: note }) : "",
      make("p", { class: "quiet", text: `Source: ${source}` }),
      make("p", { class: "quiet", text: `Confidence: ${confidence} (${SURE[confidence]})` }),
    );
    this.root.hidden = false;
    const at = node.getBoundingClientRect(),
      around = this.around.getBoundingClientRect(),
      width = this.root.offsetWidth,
      height = this.root.offsetHeight;
    const middle = at.left + at.width / 2 - around.left;
    const left = Math.min(Math.max(middle - width / 2, 0), around.width - width);
    const above = at.top - around.top - height - TIP_GAP;
    const fits = at.top - height - TIP_GAP > 130;
    this.root.style.left = `${left}px`;
    this.root.style.top = `${fits ? above : at.bottom - around.top + TIP_GAP}px`;
  }

  hide() {
    this.root.hidden = true;
  }
}

const saidOf = ({ title, words, note, source, confidence }) =>
  [title, words, note, `source: ${source}`, `confidence ${confidence}`].filter(Boolean).join(". ");

// One of many marks is in the tab order; arrow keys go from there to its neighbours in time.
function rove(marks) {
  marks.forEach((mark, place) => {
    mark.setAttribute("tabindex", place ? "-1" : "0");
    mark.addEventListener("keydown", (event) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: marks.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const next = marks[Math.min(Math.max(to, 0), marks.length - 1)];
      for (const other of marks) other.setAttribute("tabindex", other === next ? "0" : "-1");
      next.focus();
    });
  });
}
