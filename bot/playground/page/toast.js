// Short words at the edge of the page; warnings and errors stay until they are closed.

import { button, byId, element, spans } from "./dom.js";
import { errorWord, word } from "./words.js";
import { session } from "./session.js";

const SHOWN_FOR = 6000; // milliseconds

/** Show a notice: its nodes and its tone. */
export function toast(children, tone = "neutral") {
  const close = button("×", () => node.remove(), { class: "toast-close", "aria-label": word("close") });
  const node = element(
    "div",
    { class: `toast tone-${tone}`, role: tone === "bad" ? "alert" : null },
    element("p", {}, children),
    close,
  );
  host().append(node);
  if (tone === "neutral" || tone === "good") setTimeout(() => node.remove(), SHOWN_FOR);
}

/** Show a notice that the program sent. */
export const notice = (tree) => toast(spans(tree.text), tree.tone);

/** Tell what went wrong and what to do. */
export function tellError(error) {
  toast([errorText(error)], "bad");
  if (!error.code) console.error(error);
}

/** The words for anything that was thrown. */
export function errorText(error) {
  return errorWord(error.code ?? "failed", { limit: session.company?.command_limit ?? "" });
}

// A modal dialog covers everything else: a toast has to be inside it to be seen.
function host() {
  const toasts = byId("toasts");
  const dialogs = document.querySelectorAll("dialog[open]");
  (dialogs[dialogs.length - 1] ?? document.body).append(toasts);
  return toasts;
}
