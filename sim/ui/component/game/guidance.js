// What is to be done now, and where.
function guidance({ clock, me, tables, room, desk, talk }) {
  const mine = tables[me.team];
  if (!me.team) return ["You have no table yet. Choose one below.", null];
  if (clock.stage === "lobby")
    return [
      room.ready
        ? "The teacher begins the game in a moment. Read your brief meanwhile."
        : "The world is being prepared. Read your brief meanwhile.",
      "brief",
    ];
  if (clock.stage === "debrief") return ["The game is over and everything is open.", "reveal"];
  if (clock.stage === "closed") return ["The room is closed. You can still read everything.", "reveal"];
  if (me.team === "observer") return ["You watch: the world is open to you, the tables are not.", "world"];
  if (desk.hand !== "human" && ["brief", "negotiate", "seal"].includes(clock.phase)) return [HANDS[desk.hand], "world"];
  const waits = CAPITAL_KEYS.filter((capital) => tables[capital].hand === "human" && !tables[capital].sealed);
  return {
    brief: () => ["Read your brief, and agree with your table on what you want.", "brief"],
    negotiate: () => ["Talk with the other capitals: ask, offer, promise, warn.", "talk"],
    seal: () =>
      mine.sealed
        ? [`Your order is sealed. Waiting for ${listed(waits.map(nameOf)) || "the others"}.`, "slips"]
        : me.head
          ? ["Settle your order and seal it.", "orders"]
          : ["Tell your head what to order: write a sheet and suggest it.", "orders"],
    resolve: () => [
      clock.waits_for_white
        ? "The teacher settles this move."
        : "The world is answering the sealed orders. This takes a moment.",
      "world",
    ],
    report: () => ["Read what happened, and ask yourself what you did not expect.", "world"],
  }[clock.phase]();
}
