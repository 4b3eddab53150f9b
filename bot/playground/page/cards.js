// Cards: one function a block. `press(element, values, message)` does what a button says.

import { button, element, spans } from "./dom.js";
import { ask, openDialog } from "./dialogs.js";
import { menu } from "./menu.js";
import { word } from "./words.js";

const SHORT = 12; // characters that fit beside a bar

/** A card as an element. */
export function drawCard(card, press) {
  const node = element("article", { class: `card tone-${card.tone}` });
  if (card.title) node.append(element("h3", { class: "card-title" }, card.title));
  for (const block of card.blocks) node.append(BLOCKS[block.block](block, press));
  return node;
}

const BLOCKS = {
  heading: (block) => element("h4", { class: "card-heading" }, block.text),
  paragraph: (block) => element("p", { class: "words" }, spans(block.text)),
  note: (block) => element("p", { class: "words note" }, spans(block.text)),
  divider: () => element("hr"),
  fields: drawFields,
  progress: drawProgress,
  table: drawTable,
  picture: drawPicture,
  actions: (block, press) =>
    element("div", { class: "actions" }, block.elements.map((each) => ELEMENTS[each.element](each, press))),
};

function drawFields(block) {
  const facts = block.fields.map((fact) =>
    element("div", { class: "fact" }, element("dt", {}, fact.label), element("dd", {}, spans(fact.value))),
  );
  return element("dl", { class: "facts" }, facts);
}

function drawProgress(block) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  const shown = Math.min(Math.max(block.ratio ?? 0, 0), 1);
  bar.style.setProperty("--ratio", String(shown));
  return element(
    "div",
    { class: `progress tone-${block.tone}${block.label.length > SHORT ? " long" : ""}` },
    bar,
    element("span", { class: "progress-label" }, block.label),
  );
}

function drawTable(block) {
  const head = element("tr", {}, block.columns.map((column) => element("th", { scope: "col" }, column)));
  const rows = block.rows.map((row) =>
    element("tr", {}, row.map((cell) => element("td", {}, spans(cell)))),
  );
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, rows));
  const label = block.columns.filter(Boolean).join(", ");
  return element("div", { class: "table", role: "region", tabindex: "0", "aria-label": label }, table);
}

function drawPicture(block) {
  const image = (kind) => element("img", { class: kind, src: block.src, alt: block.alt });
  const enlarge = () =>
    openDialog({
      title: word("picture"),
      kind: "wide",
      fill: (dialog) =>
        dialog.append(element("div", { class: "dialog-body", tabindex: "0", autofocus: true }, image("full"))),
    });
  return element(
    "button",
    { type: "button", class: "picture", title: word("enlarge"), on: { click: enlarge } },
    image(""),
  );
}

const ELEMENTS = {
  button: (each, press) => button(each.label, () => pressButton(each, press), { class: each.style }),
  link: (each) =>
    element("a", { class: "button", href: each.url || null, target: "_blank", rel: "noopener noreferrer" }, each.label),
  select: (each, press) => menu(each.label, each.options, (option) => press(each, chosen(each, option))),
  overflow: (each, press) =>
    menu(each.label, each.options, (option) => press(each, chosen(each, option)), "quiet overflow"),
};

const chosen = (each, option) => ({ ...each.values, option: option.value });

async function pressButton(each, press) {
  const danger = each.style === "danger";
  if (each.confirm && !(await ask({ ...each.confirm, danger }))) return;
  await press(each, each.values);
}
