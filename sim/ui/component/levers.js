// All sliders, by capital, the most used in front; who decides for each capital; how many worlds are run.

// On a phone only the first capital is unfolded, so that the charts stay within reach.
const NARROW = 700;

function buildLevers(page) {
  const levers = [];
  page.policies = {};
  page.part(".groups").replaceChildren(
    ...page.spec.groups
      .filter((group) => group.controls.length)
      .map((group) => {
        const build = (control) => {
          const lever = new Slider(page, control, group.label);
          levers.push(lever);
          return lever.root;
        };
        const first = group.controls.filter((control) => control.first);
        const rest = group.controls.filter((control) => !control.first);
        const opinions = rest.filter((control) => !control.lever),
          acts = rest.filter((control) => control.lever);
        const counted = [
          [opinions.length, "disposition"],
          [acts.length, "lever"],
        ]
          .filter(([count]) => count)
          .map(([count, word]) => `${count} ${word}${count > 1 ? "s" : ""}`);
        const narrow = page.body.clientWidth < NARROW;
        return make(
          "section",
          { class: `group ${group.key}`, "aria-label": group.label },
          group.policy ? buildPolicy(page, group) : null,
          make(
            "details",
            { class: "group-body", open: !narrow || group === page.spec.groups[0] },
            make("summary", { class: "group-head" }, make("span", { class: "dot" }), make("h3", { text: group.label })),
            ...first.map(build),
            rest.length
              ? make(
                  "details",
                  {},
                  make("summary", { text: `${first.length ? "More: " : ""}${counted.join(", ")}` }),
                  ...opinions.map(build),
                  ...acts.map(build),
                )
              : null,
          ),
        );
      }),
  );
  page.levers = levers;
  buildRunning(page);
}

function buildPolicy(page, group) {
  const select = make(
    "select",
    { class: "policy", "aria-label": `Who decides for ${group.label}` },
    ...Object.entries(page.spec.policyNames).map(([key, text]) =>
      make("option", { value: key, text, title: page.spec.policyHelp[key] }),
    ),
  );
  select.value = group.policy;
  select.addEventListener("change", () => {
    page.levers.forEach((lever) => lever.show());
    page.count();
    page.ask(false);
  });
  page.policies[group.key] = { select, unmoved: group.policy };
  return select;
}

function buildRunning(page) {
  page.worlds = make(
    "select",
    { onchange: () => page.ask(false) },
    ...page.spec.worldChoices.map((count) => make("option", { value: count, text: count.toLocaleString("en-GB") })),
  );
  page.seed = make("input", {
    type: "number",
    min: 0,
    step: 1,
    value: page.spec.seed,
    onchange: () => page.ask(false),
  });
  page
    .part(".running")
    .replaceChildren(
      make(
        "label",
        { title: "More worlds: finer numbers, slower sliders. While you drag, at most 200 are run." },
        "Worlds",
        page.worlds,
      ),
      make("label", { title: "Another seed: other luck in every world." }, "Seed of the luck", page.seed),
    );
}
