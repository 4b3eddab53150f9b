// Modal dialogs: one way to open and close them, and the question before something is done.

import { byId, element } from "./dom.js";
import { word } from "./words.js";

let count = 0;

/**
 * Open a modal dialog. `fill(dialog, close)` puts its content in; `close(value)` ends it.
 * `mayLeave` is asked before Escape closes it. Resolves to the value, undefined when left.
 */
export function openDialog({ title, kind = "", fill, mayLeave = async () => true }) {
  return new Promise((resolve) => {
    const id = `dialog-${++count}`;
    const heading = element("h2", { id, class: "dialog-title" }, title);
    const dialog = element("dialog", { class: kind, "aria-labelledby": id });
    const close = (value) => {
      document.body.append(byId("toasts"));
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const leave = async () => {
      if (await mayLeave()) close(undefined);
    };
    const cross = element(
      "button",
      { type: "button", class: "dialog-close", "aria-label": word("close"), on: { click: leave } },
      "×",
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave();
    });
    dialog.append(element("header", { class: "dialog-head" }, heading, cross));
    fill(dialog, close, leave, heading);
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus], .dialog-body :is(input, select, textarea)")?.focus();
  });
}

/** Ask a question; whether the answer is yes. */
export async function ask({ title, text, yes, no, danger = false }) {
  const answer = await openDialog({
    title,
    kind: "small",
    fill: (dialog, close) => {
      const choice = (label, value, kind) =>
        element("button", { type: "button", class: kind, on: { click: () => close(value) } }, label);
      const refuse = choice(no || word("cancel"), false, "");
      refuse.setAttribute("autofocus", "");
      dialog.append(
        element("div", { class: "dialog-body" }, element("p", {}, text)),
        element(
          "footer",
          { class: "dialog-foot" },
          refuse,
          choice(yes || word("yes"), true, danger ? "danger" : "primary"),
        ),
      );
    },
  });
  return answer === true;
}

/** Close whatever is open without asking (the person one is has changed). */
export function closeAll() {
  document.body.append(byId("toasts"));
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.close();
    dialog.remove();
  }
}
