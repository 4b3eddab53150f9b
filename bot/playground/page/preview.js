// "What Slack gets", "what Lark gets": the payload of a card or form as JSON.

import { get } from "./api.js";
import { button, element } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { session } from "./session.js";
import { tellError, toast } from "./toast.js";
import { word } from "./words.js";

/** A button that shows the payloads of a message or form; null where the program has none. */
export function payloadButton(id) {
  if (!session.company.previews.length || !id) return null;
  return button("{ }", () => show(id), {
    class: "quiet payload",
    title: word("payload_title"),
    "aria-label": word("payload_title"),
  });
}

async function show(id) {
  let previews;
  try {
    ({ previews } = await get("previews", { as: session.me.id, of: id }));
  } catch (error) {
    tellError(error);
    return;
  }
  openDialog({
    title: word("payload_title"),
    kind: "wide",
    fill: (dialog) => dialog.append(drawTabs(previews)),
  });
}

function drawTabs(previews) {
  const code = element("pre", { class: "payload-code", tabindex: "0", role: "tabpanel", id: "payload-code" });
  const tabs = previews.map((preview, index) =>
    element("button", { type: "button", role: "tab", "aria-controls": "payload-code" }, preview.name),
  );
  const select = (index) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
    });
    code.textContent = JSON.stringify(previews[index].payload, null, 2);
    code.setAttribute("aria-label", previews[index].name);
  };
  tabs.forEach((tab, index) => tab.addEventListener("click", () => select(index)));
  const list = element("div", { role: "tablist", class: "tablist" }, tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    select(next);
    tabs[next].focus();
  });
  const copy = button(word("copy"), async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      toast([word("copied")], "good");
    } catch {
      getSelection().selectAllChildren(code); // no leave to write: select it for Ctrl+C
    }
  });
  select(0);
  const head = element("div", { class: "payload-head" }, list, copy);
  return element("div", { class: "dialog-body" }, element("p", { class: "hint" }, word("payload_note")), head, code);
}
