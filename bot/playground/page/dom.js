// Elements from data. Text becomes text nodes only; nothing here reads mark-up.

/** An element. `options`: class, on (listeners), and any attribute; false and null are left out. */
export function element(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== ""));
  return node;
}

/** A button that does something, and no second time while it does. */
export function button(label, act, options = {}) {
  const node = element("button", { type: "button", ...options }, label);
  node.addEventListener("click", () => busy(node, () => act(node)));
  return node;
}

/** Run something slow for a control, once at a time. It is not disabled: that would take its focus,
 * which a dialog gives back when it closes. */
export async function busy(control, work) {
  if (control.ariaBusy === "true") return;
  control.ariaBusy = "true";
  control.ariaDisabled = "true";
  try {
    await work();
  } finally {
    control.ariaBusy = control.ariaDisabled = null;
  }
}

/** The nodes of a text given as spans. */
export function spans(text) {
  return text.map((span) => {
    switch (span.span) {
      case "bold":
        return element("strong", {}, span.text);
      case "link":
        return element("a", { href: span.url, target: "_blank", rel: "noopener noreferrer" }, span.text);
      case "person":
        return element("span", { class: span.ping ? "mention ping" : "mention" }, `@${span.name}`);
      case "channel":
        return element("span", { class: "mention" }, `#${span.name}`);
      default:
        return document.createTextNode(span.text);
    }
  });
}

/** What the spans say. */
export function plain(text) {
  return spans(text).map((node) => node.textContent).join("");
}

/** A round picture of a person, or of the bot where there is none. */
export function avatar(person) {
  const node = element("span", { class: "avatar", "aria-hidden": "true" }, person?.initials ?? "◎");
  if (person) node.style.setProperty("--colour", person.colour);
  else node.classList.add("bot");
  return node;
}

export const byId = (id) => document.getElementById(id);
