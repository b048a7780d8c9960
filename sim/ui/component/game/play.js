// The front door: join a class, go back to a room, play alone against the model, or open a room for a class.

const SOLO_WORDS = {
  seoul: "Courts have ruled, voters boycott, and one card can be played only in August.",
  tokyo: "Export controls are yours. So are the empty hotels of Kyushu.",
  washington: "Two allies quarrel, and whoever you lean on remembers it.",
};

class PlayPage {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.query = new URLSearchParams(location.search);
    this.trouble = { join: complaint(), solo: complaint() };
    this.rooms = make("section", { class: "mine", hidden: true, "aria-labelledby": "mine-title" });
    const pass = this.query.get("pass");
    root.append(
      make(
        "header",
        { class: "hello" },
        make("h1", { text: "Play the dispute" }),
        make("p", {
          text:
            "Three governments, one week after another. You order, the others order, and a world that nobody steers " +
            "answers. Play it in a class, or alone against the model.",
        }),
      ),
      this.rooms,
      make("div", { class: "doors" }, pass ? this.passDoor(pass) : this.joinDoor(), this.soloDoor()),
      this.teacherDoor(),
    );
    this.showRooms();
  }

  // ----- a seat in a class -----

  joinDoor() {
    const code = make("input", {
      class: "code",
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      maxlength: 12,
      placeholder: "ABCDEF",
      required: true,
      value: (this.query.get("room") || "").toUpperCase().slice(0, 12),
    });
    code.addEventListener("input", () => {
      const place = code.selectionStart;
      code.value = code.value.toUpperCase();
      code.setSelectionRange(place, place);
    });
    const name = make("input", { autocomplete: "off", maxlength: 40, placeholder: "As the class should see it" });
    const table = segments(
      "Your table",
      [["any", "Any"], ...Object.entries(NAMES)],
      "any",
      null,
      "Any: where most hands are missing.",
    );
    const button = make("button", { class: "main", type: "submit", text: "Take a seat" });
    const watch = make("button", { class: "plain", type: "button", text: "Only watch" });
    watch.addEventListener("click", () => code.reportValidity() && this.go("observe", code.value.trim()));
    const join = sending(button, this.trouble.join, async () => {
      const room = code.value.trim();
      const kept = this.known ? await post("/game/follow", { room }) : { problem: "no room" };
      const said = kept.problem ? await post("/game/join", { room, name: name.value, team: table.value }) : kept;
      if (!said.problem) this.go(said.as === "white" ? "white" : "desk", said.room);
      return said;
    });
    const form = make(
      "form",
      { class: "door join" },
      make("h2", { text: "Join a class" }),
      make("p", { class: "about", text: "The code stands on the teacher's projector." }),
      field("Room code", code),
      field("Name (may be left out)", name),
      table,
      this.trouble.join,
      make("div", { class: "row" }, button, watch),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      join();
    });
    if (code.value) setTimeout(() => name.focus({ preventScroll: true }));
    return form;
  }

  passDoor(pass) {
    const room = (this.query.get("room") || "").toUpperCase();
    const button = make("button", { class: "main", type: "button", text: "Take my seat on this device" });
    button.addEventListener(
      "click",
      sending(button, this.trouble.join, async () => {
        const said = await post("/game/redeem", { room, pass });
        if (!said.problem) this.go(said.as === "white" ? "white" : "desk", said.room);
        return said;
      }),
    );
    return make(
      "section",
      { class: "door join" },
      make("h2", { text: "Your seat is waiting" }),
      make("p", {
        class: "about",
        text: "This link brings your seat to this device. It works once, and the device on which you sat before loses it.",
      }),
      room ? make("p", { class: "code-shown", text: room }) : null,
      this.trouble.join,
      make("div", { class: "row" }, button),
    );
  }

  // ----- alone -----

  soloDoor() {
    const games = select(
      this.data.games.map((game) => [game.name, game.title]),
      this.data.games.length ? this.data.games[0].name : "",
    );
    const buttons = Object.entries(NAMES).map(([capital, name]) => {
      const button = make(
        "button",
        { class: `solo ${capital}`, type: "button", disabled: !this.data.games.length },
        make("span", { class: "flag", "aria-hidden": "true" }),
        make("b", { text: `Play as ${name}` }),
        make("small", { text: SOLO_WORDS[capital] }),
      );
      button.addEventListener("click", () => this.playAlone(capital, games.value, buttons));
      return button;
    });
    return make(
      "section",
      { class: "door alone" },
      make("h2", { text: "Play alone against the model" }),
      make("p", {
        class: "about",
        text: "The model's own governments play the other two capitals. No clock: each move ends when you seal.",
      }),
      this.data.games.length > 1 ? field("Game", games) : null,
      make("div", { class: "solos" }, ...buttons),
      this.trouble.solo,
    );
  }

  async playAlone(capital, game, buttons) {
    for (const button of buttons) button.disabled = true;
    this.trouble.solo.say("");
    this.root.dataset.busy = "true";
    const said = await post("/game/open", { game, solo: capital });
    if (!said.problem) return this.go("desk", said.room);
    this.root.dataset.busy = "false";
    for (const button of buttons) button.disabled = false;
    this.trouble.solo.say(said.problem);
  }

  // ----- for teachers -----

  teacherDoor() {
    const cards = this.data.games.map((game) =>
      make(
        "a",
        { class: "ready", href: `/open?game=${encodeURIComponent(game.name)}` },
        make("span", { class: "length", text: game.length }),
        make("b", { text: game.title }),
        make("small", { text: game.summary }),
      ),
    );
    return make(
      "section",
      { class: "teach", "aria-labelledby": "teach-title" },
      make(
        "div",
        { class: "teach-head" },
        make("h2", { id: "teach-title", text: "For teachers: open a room" }),
        make("p", {
          class: "about",
          text: "Three to a hundred people on phones and laptops. You get a code for the projector and a desk to steer from.",
        }),
      ),
      make(
        "div",
        { class: "readies" },
        ...cards,
        make(
          "a",
          { class: "ready own", href: "/open?scenario=" },
          make("span", { class: "length", text: "as long as you like" }),
          make("b", { text: "Any scenario, or your own file" }),
          make("small", { text: "Choose the moves, the minutes and who plays each capital." }),
        ),
      ),
    );
  }

  // ----- rooms in which this browser has a seat; a room that goes on from one of them takes the seat along -----

  async showRooms() {
    const said = await fetched("/game/rooms");
    const rooms = said.rooms || [];
    this.known = rooms.length > 0;
    if (!this.known) return;
    this.rooms.replaceChildren(
      make("h2", { id: "mine-title", text: "Your rooms" }),
      make("div", { class: "tickets" }, ...rooms.map((room) => this.ticket(room))),
    );
    this.rooms.hidden = false;
  }

  ticket(room) {
    const white = room.as === "white";
    return make(
      "a",
      { class: "ticket", href: `/${white ? "white" : "desk"}?room=${encodeURIComponent(room.code)}` },
      make("span", { class: "code-small", text: room.code }),
      make("b", { text: room.title }),
      make("small", {
        text: [white ? "white cell" : NAMES[room.team] || room.team || "your seat", room.state]
          .filter(Boolean)
          .join(" · "),
      }),
      make("span", { class: "go", text: white ? "To the desk" : "Back to your seat" }),
    );
  }

  go(page, room) {
    location.assign(`/${page}?room=${encodeURIComponent(room)}`);
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".front");
  if (!root.childElementCount) new PlayPage(root, data);
  shade(root);
}
