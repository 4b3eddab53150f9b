// Form fields: each is drawn, read and looked at before it is sent.

import { avatar, element, spans } from "./dom.js";
import { session } from "./session.js";
import { word } from "./words.js";

let count = 0;

/**
 * A field as { node, name, read(), problem(), fail(message), focus() }; explanations and groups
 * have no name. `read` gives what the API takes, `problem` what is wrong before sending, or "".
 */
export function drawField(part) {
  if (part.field === "explanation") return { node: element("p", { class: "words note" }, spans(part.text)) };
  const id = `field-${++count}`;
  const control = CONTROLS[part.field](part, id);
  const hint = part.hint ? element("p", { class: "hint", id: `${id}-hint` }, part.hint) : null;
  const error = element("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const described = [hint && hint.id, error.id].filter(Boolean).join(" ");
  for (const input of control.inputs) input.setAttribute("aria-describedby", described);
  if (part.required) control.inputs[0]?.setAttribute("aria-required", "true");
  const wrong = () => problem(part, control.read());
  const fail = (message) => {
    error.textContent = message;
    error.hidden = !message;
    for (const input of control.inputs) input.setAttribute("aria-invalid", String(Boolean(message)));
  };
  // What the page itself found missing is taken back once it is there; the program's word stays.
  let own = "";
  control.node.addEventListener("input", () => own && error.textContent === own && fail((own = wrong())));
  return {
    node: frame(part, id, control, hint, error),
    name: part.name,
    read: () => ({ kind: part.field, value: control.read() }),
    problem: () => (own = wrong()),
    focus: () => control.inputs[0]?.focus(),
    fail,
  };
}

function frame(part, id, control, hint, error) {
  const mark = part.required ? element("span", { class: "required", "aria-hidden": "true" }, " *") : null;
  if (control.several) {
    const legend = element("legend", {}, part.label, mark ?? "");
    return element("fieldset", { class: `field ${part.field}` }, legend, hint, control.node, error);
  }
  const label = element("label", { for: id }, part.label, mark ?? "");
  if (part.field === "switch") {
    return element("div", { class: "field switch" }, control.node, label, hint, error);
  }
  return element("div", { class: "field" }, label, hint, control.node, error);
}

function problem(part, value) {
  if (part.required && value.length === 0) return word("required");
  if (part.required && typeof value === "string" && !value.trim()) return word("required");
  const length = part.field === "text" ? [...value].length : 0;
  if (part.max_length && length > part.max_length) {
    return word("too_many_characters", { limit: part.max_length, count: length });
  }
  return "";
}

const CONTROLS = {
  text: (part, id) => (part.multiline ? longText(part, id) : shortText(part, id)),
  number: (part, id) => shortText(part, id, { inputmode: "decimal" }),
  date: (part, id) => shortText(part, id, { type: "date" }),
  choice: (part, id) => oneOf(id, part.value, part.options, part.placeholder || word("choose")),
  many_choices: (part, id) => someOf(id, part.value, part.options, (option) => [option.label]),
  person: (part, id) => {
    const one = oneOf(id, part.value[0] ?? "", people(), word("choose_person"));
    return { ...one, read: () => [one.read()].filter(Boolean) };
  },
  people: (part, id) =>
    someOf(id, part.value, people(), (option) => [avatar(option.person), option.label]),
  switch: (part, id) => {
    const input = element("input", { type: "checkbox", role: "switch", id, checked: part.value });
    return { node: input, inputs: [input], read: () => input.checked };
  },
};

const people = () =>
  session.company.people.map((person) => ({ label: person.name, value: person.id, person }));

function shortText(part, id, options = {}) {
  const input = element("input", {
    type: "text",
    id,
    value: part.value,
    placeholder: part.placeholder,
    autocomplete: "off",
    ...options,
  });
  return { node: input, inputs: [input], read: () => input.value };
}

function longText(part, id) {
  const input = element("textarea", { id, rows: 2, placeholder: part.placeholder });
  input.value = part.value;
  return { node: input, inputs: [input], read: () => input.value };
}

function oneOf(id, value, options, placeholder) {
  const choices = options.map((option) =>
    element("option", { value: option.value, selected: option.value === value }, option.label),
  );
  const input = element("select", { id }, element("option", { value: "" }, placeholder), choices);
  return { node: input, inputs: [input], read: () => input.value };
}

function someOf(id, value, options, draw) {
  const inputs = options.map((option, index) =>
    element("input", {
      type: "checkbox",
      id: `${id}-${index}`,
      value: option.value,
      checked: value.includes(option.value),
    }),
  );
  const choices = options.map((option, index) =>
    element("label", { class: "choice" }, inputs[index], draw(option)),
  );
  return {
    several: true,
    node: element("div", { class: "choices" }, choices),
    inputs,
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
  };
}
