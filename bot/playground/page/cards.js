// Cards: one function a block. `press(element, values)` does what a button says, `open(key)` shows
// what a box of a picture stands for.

import { button, element, plain, spans } from "./dom.js";
import { ask, openDialog } from "./dialogs.js";
import { drawLive } from "./drawing.js";
import { menu } from "./menu.js";
import { word } from "./words.js";

const SHORT = 12; // characters that fit beside a bar

/** A card as an element. */
export function drawCard(card, press, open = null) {
  const node = element("article", { class: `card tone-${card.tone}` });
  if (card.title) node.append(element("h3", { class: "card-title" }, card.title));
  for (const block of card.blocks) node.append(BLOCKS[block.block](block, press, open));
  return node;
}

const BLOCKS = {
  heading: (block) => element("h4", { class: "card-heading" }, block.text),
  paragraph: (block) => element("p", { class: block.text.some(breaks) ? "words listed" : "words" }, lines(block.text)),
  note: (block) => element("p", { class: "words note" }, spans(block.text)),
  divider: () => element("hr"),
  fields: drawFields,
  progress: drawProgress,
  table: drawTable,
  picture: (block, press, open) => (block.live ? drawLive(block, open) : drawPicture(block)),
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

// A paragraph of several lines is a list of things: each gets an element, so that they stand apart.
const breaks = (span) => span.span === "plain" && span.text.includes("\n");

function lines(text) {
  if (!text.some(breaks)) return spans(text);
  const found = [[]];
  for (const span of text) {
    const [first, ...rest] = span.span === "plain" ? span.text.split("\n") : [span];
    found.at(-1).push(span.span === "plain" ? { ...span, text: first } : first);
    for (const next of rest) found.push([{ ...span, text: next }]);
  }
  return found.map((line) => element("span", { class: "line" }, spans(line)));
}

const STACKS = 3; // columns from which a table is a list of rows where there is little room

// The roles are said: a table that is laid out as blocks would lose them.
function drawTable(block) {
  const wide = block.columns.length >= STACKS;
  const heads = block.columns.map((column) => element("th", { scope: "col", role: "columnheader" }, column));
  const rows = block.rows.map((row) =>
    element("tr", { role: "row" }, row.map((cell, at) => drawCell(cell, block.columns[at]))),
  );
  const table = element(
    "table",
    { role: "table", class: wide && "wide" },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)),
    element("tbody", { role: "rowgroup" }, rows),
  );
  const label = block.columns.filter(Boolean).join(", ");
  return element("div", { class: "table", role: "region", tabindex: "0", "aria-label": label }, table);
}

function drawCell(cell, column) {
  const blank = /^[\s–—-]*$/.test(plain(cell));
  return element("td", { role: "cell", class: blank && "blank", "data-column": column }, spans(cell));
}

function drawPicture(block) {
  const image = (kind) => [
    element("img", { class: block.dark ? `${kind} only-light` : kind, src: block.src, alt: block.alt }),
    block.dark ? element("img", { class: `${kind} only-dark`, src: block.dark, alt: block.alt }) : null,
  ];
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
