// The answer in a sentence, the outcome cards, the notes, and everything once more as tables.

function drawAnswer(page, state) {
  page.part(".question").textContent = page.spec.question;
  page
    .part(".answer")
    .replaceChildren(
      ...state.head.answer.map(([text, strong]) => (strong ? make("strong", { text }) : document.createTextNode(text))),
    );
}

const percentOf = (share) => `${(100 * share).toFixed(2)}%`;

function drawBar(bar) {
  const root = make("div", { class: "bar", "aria-hidden": "true" });
  const stretch = (kind, from, to) =>
    make("i", { class: kind, style: `left:${percentOf(from)};width:${percentOf(to - from)}` });
  if (bar.quantiles.length) {
    const [low, lower, upper, high] = bar.quantiles;
    root.append(stretch("wide", low, high), stretch("middle", lower, upper));
  } else root.append(stretch("middle", 0, bar.mean));
  root.append(make("i", { class: "mean", style: `left:${percentOf(bar.mean)}` }));
  if (bar.before !== null) root.append(make("i", { class: "before", style: `left:${percentOf(bar.before)}` }));
  return root;
}

const ARROWS = { higher: "▲", lower: "▼" };

function drawCards(page, state) {
  page.part(".cards").replaceChildren(
    ...state.head.cards.map((card) => {
      const apart = card.verdict in ARROWS;
      const judged = { yes: ", for the better", no: ", for the worse" }[card.good] || "";
      return make(
        "article",
        { class: "card", title: card.help || null },
        make("div", { class: "name", text: card.label }),
        make("div", { class: "figure" }, make("b", { text: card.value }), make("span", { text: card.unit })),
        make("div", { class: "spread", text: card.spread }),
        drawBar(card.bar),
        make(
          "div",
          { class: "change" },
          apart ? make("b", { text: `${ARROWS[card.verdict]} ${card.change}${judged}` }) : card.change,
          make("span", { text: card.interval }),
        ),
      );
    }),
  );
}

const NOTES_AT_ONCE = 2;

function drawNotes(page, state) {
  const items = [...state.head.refused, ...state.head.notes].map((text) => make("li", { text }));
  const root = page.part(".notes");
  if (items.length <= NOTES_AT_ONCE) {
    root.replaceChildren(...items);
    return;
  }
  const open = root.querySelector("details")?.open ?? false;
  root.replaceChildren(
    make(
      "li",
      {},
      make(
        "details",
        { open },
        make("summary", { text: `${items.length} things to know before trusting these numbers` }),
        make("ul", {}, ...items),
      ),
    ),
  );
}

function tableOf(caption, heads, rows) {
  return make(
    "table",
    {},
    make("caption", { text: caption }),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", text })))),
    make(
      "tbody",
      {},
      ...rows.map((cells) =>
        make(
          "tr",
          {},
          ...cells.map((text, place) => (place ? make("td", { text }) : make("th", { scope: "row", text }))),
        ),
      ),
    ),
  );
}

const TABLE_STEP = 13;

function drawTables(page, state) {
  const { spec } = page;
  const weeks = Array.from({ length: spec.weeks }, (_, week) => week).filter(
    (week) => week % TABLE_STEP === 0 || week === spec.weeks - 1,
  );
  const tables = [
    tableOf(
      "Outcomes over all worlds",
      ["Outcome", "Unit", "Mean", "5%", "Median", "95%", "Change", "Against the scenario as written"],
      state.head.outcomes,
    ),
  ];
  for (const chart of spec.charts) {
    for (const line of chart.lines) {
      const data = state.arrays[line.series];
      if (!data || !page.shown.includes(chart.key)) continue;
      const words = (value) => numberWords(value, chart.digits) + chart.suffix;
      tables.push(
        tableOf(
          [chart.title, line.label].filter(Boolean).join(", ") + ` (${chart.unit})`,
          ["Week of", "5%", "25%", "Median", "75%", "95%"],
          weeks.map((week) => [weekWords(spec, week), ...data.map((values) => words(values[week]))]),
        ),
      );
    }
  }
  if (state.arrays.pact) {
    tables.push(
      tableOf(
        "State of the intelligence pact (share of worlds)",
        ["Week of", ...spec.pact.states],
        weeks.map((week) => [
          weekWords(spec, week),
          ...state.arrays.pact.map((values) => `${numberWords(100 * values[week], 0)}%`),
        ]),
      ),
    );
  }
  if (state.arrays.pulls) {
    tables.push(
      tableOf(
        "Levers pulled",
        ["Lever", "Capital", "Pulls in an average world"],
        state.head.pulled.map((lever) => [lever.label, lever.capital, numberWords(lever.times, 2)]),
      ),
    );
  }
  page.part(".tables").replaceChildren(...tables);
}
