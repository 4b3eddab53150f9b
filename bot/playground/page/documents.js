// Documents: what leads to one, all of it to read, and the file to keep.

import { element } from "./dom.js";
import { drawCard } from "./cards.js";
import { openDialog } from "./dialogs.js";
import { session } from "./session.js";
import { word } from "./words.js";

/** A document as an element. */
export function drawDocument(content, id) {
  return element(
    "article",
    { class: "card document" },
    element("h3", { class: "card-title" }, content.title),
    content.intro ? element("p", { class: "words" }, content.intro) : null,
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "primary", on: { click: () => read(content) } }, content.open),
      element("a", { class: "button", href: addressOf(id), download: content.file }, `${word("download")} ${content.file}`),
    ),
  );
}

// Nothing in a document can be pressed.
const read = (content) =>
  openDialog({
    title: content.title,
    kind: "wide",
    fill: (dialog) =>
      dialog.append(
        element("div", { class: "dialog-body", tabindex: "0", autofocus: true }, drawCard(content.card, () => {})),
      ),
  });

const addressOf = (id) => `/playground/api/document?${new URLSearchParams({ as: session.me.id, of: id })}`;
