// Parts of forms: a labelled field, a choice of few, a sentence of what went wrong, and a form sent to the server.

const HAND_NAMES = { human: "People", agent: "The model", script: "Standing orders" };

let fields = 0;

function field(label, input, help) {
  fields += 1;
  input.id = `field-${fields}`;
  const about = help ? make("small", { id: `about-${fields}`, text: help }) : null;
  if (about) input.setAttribute("aria-describedby", about.id);
  return make("div", { class: "field" }, make("label", { for: input.id, text: label }), input, about);
}

// A choice of few, all in sight: radio buttons that look like one bar.
function segments(label, options, value, changed, help) {
  fields += 1;
  const name = `choice-${fields}`;
  const root = make("fieldset", { class: "segments" }, make("legend", { text: label }));
  const bar = make("div", { class: "bar-of-choices" });
  for (const [key, words] of options) {
    const input = make("input", { type: "radio", name, value: key, checked: key === value });
    input.addEventListener("change", () => changed && changed(key));
    bar.append(make("label", { class: `choice ${key}` }, input, make("span", { text: words })));
  }
  root.append(bar);
  if (help) root.append(make("small", { text: help }));
  Object.defineProperty(root, "value", {
    get: () => (bar.querySelector("input:checked") || {}).value,
    set: (key) => {
      for (const input of bar.querySelectorAll("input")) input.checked = input.value === key;
    },
  });
  return root;
}

function tick(label, checked, changed, help) {
  const input = make("input", { type: "checkbox", checked });
  if (changed) input.addEventListener("change", () => changed(input.checked));
  const root = make(
    "label",
    { class: "tick" },
    input,
    make("span", { text: label }, help ? make("small", { text: help }) : null),
  );
  Object.defineProperty(root, "checked", { get: () => input.checked, set: (on) => (input.checked = on) });
  return root;
}

function select(options, value, changed) {
  const root = make("select");
  for (const [key, words] of options) root.append(make("option", { value: key, text: words, selected: key === value }));
  if (changed) root.addEventListener("change", () => changed(root.value));
  return root;
}

// Where something that did not work is said, close to where it was tried.
function complaint() {
  const root = make("p", { class: "problem complaint", role: "alert", hidden: true });
  root.say = (words) => {
    root.textContent = words || "";
    root.hidden = !words;
  };
  return root;
}

// Our own routes answer with JSON; what they refuse comes with words for a person.
async function post(path, data) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      body: JSON.stringify(data),
    });
  } catch {
    return { problem: "The server does not answer. Check the connection and try again." };
  }
  return readAnswer(answer);
}

async function readAnswer(answer) {
  try {
    const said = await answer.json();
    if (!answer.ok && !said.problem) said.problem = `The server refused this (${answer.status}). Try again.`;
    return said;
  } catch {
    return {
      problem: `The server gave an answer that cannot be read (${answer.status}). Reload the page and try again.`,
    };
  }
}

async function fetched(path) {
  try {
    return await readAnswer(await fetch(path, { credentials: "same-origin" }));
  } catch {
    return { problem: "The server does not answer. Check the connection and try again." };
  }
}

// A button that sends something once, however often it is clicked, and says what went wrong.
function sending(button, trouble, send) {
  return async () => {
    if (button.disabled) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    trouble.say("");
    const said = await send();
    if (said && said.problem) trouble.say(said.problem);
    if ((said && said.problem) || !said) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  };
}
