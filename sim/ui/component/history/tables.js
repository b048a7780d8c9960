// The big things as a small table, and everything that is drawn once more in numbers and words.

function drawSentence(page, { head }) {
  page
    .part(".answer")
    .replaceChildren(
      ...head.answer.map(([text, strong]) => (strong ? make("strong", { text }) : document.createTextNode(text))),
    );
}

function drawCourses(page, { head }) {
  const chosen = head.moved > 0;
  const heads = [
    "",
    chosen ? "Left free" : "In the model",
    ...(chosen ? ["With your choices", "Change"] : []),
    "In history",
  ];
  const rows = head.rows.map((row) =>
    make(
      "tr",
      { class: row.came ? "came" : "" },
      make("th", { scope: "row", text: row.label }),
      make("td", {
        class: "share",
        style: `--share: ${percentOf(chosen ? 0 : row.share)}`,
        text: chosen ? row.free : row.words,
      }),
      ...(chosen
        ? [
            make("td", { class: "share", style: `--share: ${percentOf(row.share)}`, text: row.words }),
            make("td", { class: row.change.includes("points") ? "change" : "change quiet", text: row.change }),
          ]
        : []),
      make("td", { class: "history-cell" }, row.came ? make("b", { text: `✓ ${row.history}` }) : row.history),
    ),
  );
  page.part(".courses").replaceChildren(
    make("h2", { text: "What happens after the branch, and what history did" }),
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", text })))),
      make("tbody", {}, ...rows),
    ),
    head.done.length
      ? make("p", {
          class: "quiet",
          text: `Before the branch, in history and so in every world: ${head.done.join("; ")}.`,
        })
      : "",
  );
}

function readingRows(page, chart) {
  return chart.lines.flatMap((line) =>
    page.record.readings[line.series].map((reading) => [
      reading.first === reading.last ? reading.first : `${reading.first} to ${reading.last}`,
      reading.words,
      `${reading.measured}${reading.near ? " (the nearest question asked)" : ""}`,
      reading.heldOut ? "never used in a fit" : "open to a fit",
      `${reading.source} (${reading.confidence})`,
    ]),
  );
}

function fanTable(page, chart, line, data) {
  const { record } = page;
  const weeks = [...data[0].keys()].filter((week) => week % TABLE_STEP === 0 || week === data[0].length - 1);
  const words = (value) => numberWords(value, chart.digits) + chart.suffix;
  return tableOf(
    `${[chart.title, line.label].filter(Boolean).join(", ")}: the model (${chart.unit})`,
    ["Week of", "5%", "25%", "Median", "75%", "95%"],
    weeks.map((week) => [weekWords(record, week), ...data.map((values) => words(values[week]))]),
  );
}

function drawHistoryTables(page, { head, arrays }) {
  const tables = [
    tableOf(
      "State of the intelligence pact (share of worlds)",
      ["Week of", ...page.record.pact.states],
      [...arrays.pact[0].keys()]
        .filter((week) => week % TABLE_STEP === 0 || week === head.weeks - 1)
        .map((week) => [
          weekWords(page.record, week),
          ...arrays.pact.map((values) => `${numberWords(100 * values[week], 0)}%`),
        ]),
    ),
  ];
  for (const chart of page.record.charts) {
    for (const line of chart.lines) tables.push(fanTable(page, chart, line, arrays[line.series]));
    const rows = readingRows(page, chart);
    if (rows.length)
      tables.push(tableOf(`${chart.title}: what was measured`, ["When", "Value", "What", "Use", "Source"], rows));
  }
  const lanes = Object.fromEntries(page.record.lanes.map(({ key, label }) => [key, label]));
  tables.push(
    tableOf(
      "What really happened",
      ["Day", "Who", "What", "Kind", "Source"],
      page.record.happenings.map((event) => [
        event.day,
        lanes[event.lane],
        event.words,
        `${event.family}, ${WAYS[event.direction]}`,
        `${event.source} (${event.confidence})`,
      ]),
    ),
  );
  page.part(".tables").replaceChildren(...tables);
}
