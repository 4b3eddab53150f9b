// Live pictures: SVG built from data, whose boxes open what they stand for.

import { button, busy, element } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { Viewer } from "./viewer.js";
import { word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  zoom_out: "M4 10H16",
  zoom_in: "M4 10H16M10 4V16",
  zoom_fit: "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12",
  enlarge: "M11 4H16V9M16 4L11 9M9 16H4V11M4 16L9 11",
};

/** A picture to look around in; `open(key)` is called for a box, where boxes can be opened. */
export function drawLive(block, open, isLarge = false) {
  const drawings = [drawSvg(block.live, block.dark && "only-light")];
  if (block.dark) drawings.push(drawSvg(block.dark, "only-dark"));
  const view = element("div", { class: "drawing-view", tabindex: open ? null : "0" }, drawings);
  const viewer = new Viewer(view);
  for (const drawing of drawings) if (open) makeBoxes(drawing, open, viewer);
  const tools = element(
    "div",
    { class: "drawing-tools", role: "group", "aria-label": word("zoom") },
    tool("zoom_out", () => viewer.zoom(-1)),
    tool("zoom_in", () => viewer.zoom(1)),
    tool("zoom_fit", () => viewer.fit()),
    isLarge ? null : tool("enlarge", () => enlarge(block, open)),
    open ? element("span", { class: "hint" }, word("drawing_hint")) : null,
  );
  const kind = isLarge ? "drawing large" : "drawing";
  return element("figure", { class: kind, role: "group", "aria-label": block.alt }, tools, view);
}

function tool(key, act) {
  const strokes = { fill: "none", stroke: "currentColor", "stroke-width": "1.75", d: ICONS[key] };
  const icon = build(["svg", { viewBox: "0 0 20 20", width: "20", height: "20" }, ["path", strokes]]);
  icon.setAttribute("aria-hidden", "true");
  return button(icon, act, { class: "quiet", title: word(key), "aria-label": word(key) });
}

const enlarge = (block, open) =>
  openDialog({
    title: word("picture"),
    kind: "wide",
    fill: (dialog, close) => {
      const leave = (key) => {
        close();
        return open(key);
      };
      dialog.append(element("div", { class: "dialog-body" }, drawLive(block, open && leave, true)));
    },
  });

function drawSvg(node, kind) {
  const svg = build(node);
  svg.setAttribute("class", kind || "");
  return svg;
}

// [name, attributes, ...children]: the program names only elements and attributes it knows.
function build([name, attributes, ...children]) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.map((child) => (typeof child === "string" ? child : build(child))));
  return node;
}

// The boxes are one stop of the Tab key; arrows, Home and End move among them.
function makeBoxes(drawing, open, viewer) {
  const boxes = [...drawing.querySelectorAll("[data-key]")];
  boxes.forEach((box, at) => {
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", at ? "-1" : "0");
    box.setAttribute("aria-label", box.querySelector("title")?.textContent ?? box.dataset.key);
    box.addEventListener("click", () => viewer.wasDragged || press(box));
  });
  const press = (box) => {
    choose(box);
    return busy(box, () => open(box.dataset.key));
  };
  const choose = (box) => {
    for (const each of boxes) each.setAttribute("tabindex", each === box ? "0" : "-1");
    box.focus({ preventScroll: true });
  };
  drawing.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(document.activeElement);
    if (at < 0) return;
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 };
    if (event.key === "Enter" || event.key === " ") press(boxes[at]);
    else if (event.key in moves) {
      const to = boxes[moves[event.key]];
      if (!to) return;
      choose(to);
      viewer.show(to);
    } else return;
    event.preventDefault();
  });
}
