// Looking around in a drawing: it scrolls in its frame; zooming makes it wider and keeps the place.

const STEP = 1.25;
const WIDEST = 4; // times the width it has at first
const SLIP = 4; // pixels that a click may move

/** Pan by scrolling, touch or dragging; zoom by Ctrl and wheel, two fingers, keys or buttons. */
export class Viewer {
  wasDragged = false;
  #view;
  #first = 0;

  constructor(view) {
    this.#view = view;
    view.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    view.addEventListener("keydown", (event) => this.#key(event));
    view.addEventListener("pointerdown", (event) => this.#drag(event));
    view.addEventListener("touchstart", (event) => this.#pinch(event), { passive: false });
  }

  /** One step in (1) or out (-1) around the middle. */
  zoom(direction) {
    const { left, top, width, height } = this.#view.getBoundingClientRect();
    this.#scale(STEP ** direction, left + width / 2, top + height / 2);
  }

  /** All of the picture at once; again, and it is as wide as at first. */
  fit() {
    const isWhole = Math.abs(this.#width - this.#whole) < 1;
    this.#become(isWhole ? this.#start : this.#whole);
    this.#view.scrollTo(0, 0);
  }

  /** Scroll just as far as a box needs to be seen. */
  show(box) {
    const at = box.getBoundingClientRect();
    const frame = this.#view.getBoundingClientRect();
    const past = (low, high, least, most) => (low < least ? low - least : Math.max(0, Math.min(high - most, low - least)));
    this.#view.scrollBy(
      past(at.left - 8, at.right + 8, frame.left, frame.right),
      past(at.top - 8, at.bottom + 8, frame.top, frame.bottom),
    );
    this.#view.scrollIntoView({ block: "nearest" });
  }

  // The one of the two drawings that this theme shows.
  get #drawing() {
    return [...this.#view.children].find((each) => each.getBoundingClientRect().width);
  }

  get #width() {
    return this.#drawing.getBoundingClientRect().width;
  }

  // How wide it is before anybody zooms.
  get #start() {
    if (!this.#first) this.#first = this.#width;
    return this.#first;
  }

  // The width at which all of it is seen.
  get #whole() {
    const { width, height } = this.#drawing.getBoundingClientRect();
    return Math.min(this.#start, (this.#view.clientHeight * width) / height);
  }

  #become(width) {
    this.#view.style.setProperty("--drawing-width", `${width}px`);
  }

  // Wider by a factor, with what lies under a point of the window kept there.
  #scale(factor, x, y) {
    const start = this.#start;
    const before = this.#drawing.getBoundingClientRect();
    this.#become(Math.min(Math.max(before.width * factor, Math.min(this.#whole, start)), start * WIDEST));
    const after = this.#drawing.getBoundingClientRect();
    const grown = after.width / before.width;
    this.#view.scrollBy(after.left - x + (x - before.left) * grown, after.top - y + (y - before.top) * grown);
  }

  // The wheel alone scrolls, as everywhere in the chat; with Ctrl or ⌘, or as a trackpad's pinch, it zooms.
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#scale(Math.exp(-Math.max(-50, Math.min(event.deltaY, 50)) / 200), event.clientX, event.clientY);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { "+": () => this.zoom(1), "=": () => this.zoom(1), "-": () => this.zoom(-1), 0: () => this.fit() };
    if (!(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  }

  #drag(event) {
    this.wasDragged = false;
    if (event.pointerType === "touch" || event.button !== 0) return; // fingers scroll
    const from = { x: event.clientX, y: event.clientY, left: this.#view.scrollLeft, top: this.#view.scrollTop };
    const move = ({ clientX, clientY }) => {
      const [x, y] = [clientX - from.x, clientY - from.y];
      if (!this.wasDragged && Math.hypot(x, y) < SLIP) return;
      this.wasDragged = true;
      this.#view.classList.add("dragged");
      this.#view.scrollTo(from.left - x, from.top - y);
    };
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      this.#view.classList.remove("dragged");
    };
    addEventListener("pointermove", move, listening);
    addEventListener("pointerup", end, listening);
    addEventListener("pointercancel", end, listening);
  }

  #pinch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    let before = spread(event.touches);
    const listening = new AbortController();
    const move = (moved) => {
      if (moved.touches.length !== 2) return listening.abort();
      moved.preventDefault();
      const now = spread(moved.touches);
      this.#scale(now.size / before.size, now.x, now.y);
      this.#view.scrollBy(before.x - now.x, before.y - now.y);
      before = now;
    };
    const options = { passive: false, signal: listening.signal };
    this.#view.addEventListener("touchmove", move, options);
    for (const end of ["touchend", "touchcancel"]) this.#view.addEventListener(end, () => listening.abort(), options);
  }
}

function spread([one, other]) {
  return {
    x: (one.clientX + other.clientX) / 2,
    y: (one.clientY + other.clientY) / 2,
    size: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
  };
}
