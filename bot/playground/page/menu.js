// A button that opens a list of choices: arrows move, Escape closes, a choice acts.

import { button, busy, element } from "./dom.js";
import { word } from "./words.js";

/** A menu. `choose(option)` is called with the option picked, once at a time. */
export function menu(label, options, choose, kind = "") {
  const opener = element(
    "button",
    { type: "button", class: `menu-button ${kind}`, "aria-haspopup": "menu", "aria-expanded": "false" },
    label,
  );
  if (label === "…") opener.setAttribute("aria-label", word("more"));
  const list = element("div", { class: "menu-list", role: "menu", hidden: true });
  const box = element("span", { class: "menu" }, opener, list);
  const close = () => {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  const items = options.map((option) =>
    button(
      option.label,
      async () => {
        close();
        opener.focus();
        await busy(opener, () => choose(option));
      },
      { role: "menuitem", tabindex: "-1" },
    ),
  );
  list.append(...items);
  opener.addEventListener("click", () => {
    if (!list.hidden) return close();
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    place(list);
    items[0]?.focus();
  });
  box.addEventListener("keydown", (event) => onKey(event, list, items, () => {
    close();
    opener.focus();
  }));
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  return box;
}

function onKey(event, list, items, leave) {
  if (list.hidden) return;
  const at = items.indexOf(document.activeElement);
  const to = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to].focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave();
  }
}

// Opens upwards or to the left where there is no room.
function place(list) {
  list.classList.remove("up", "left");
  const at = list.getBoundingClientRect();
  const room = (list.closest(".log, .home-body") ?? document.body).getBoundingClientRect();
  if (at.bottom > room.bottom && at.height < at.top - room.top) list.classList.add("up");
  if (at.right > room.right - 8) list.classList.add("left");
}
