// A line under a form that says what the server did with it.
class Outcome {
  constructor() {
    this.root = make("p", { role: "status", hidden: true });
  }

  tell(words, kind = "") {
    this.root.className = kind;
    say(this.root, words);
    show(this.root, words);
  }

  settled(problem, done) {
    this.tell(problem || done, problem ? "problem" : "done-well small");
  }
}
