// Live updates: what happens elsewhere arrives by itself, and again after a broken connection.

import { byId } from "./dom.js";
import { word } from "./words.js";

const AGAIN = 2000; // milliseconds until the next try, where the browser has given up

/** Listens for one person. `heard(happening)` gets each; `connected()` is called every time the
 * connection stands (again), so that what was missed can be read. */
export class Live {
  #source = null;
  #timer = 0;
  #heard;
  #connected;

  constructor(heard, connected) {
    this.#heard = heard;
    this.#connected = connected;
    addEventListener("pagehide", () => this.#source?.close());
  }

  listen(personId) {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource(`/playground/events?as=${encodeURIComponent(personId)}`);
    this.#source = source;
    source.addEventListener("open", () => {
      this.#tell("");
      this.#connected();
    });
    source.addEventListener("message", (event) => this.#heard(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      this.#tell(word("reconnecting"));
      if (source.readyState === EventSource.CLOSED && source === this.#source) {
        this.#timer = setTimeout(() => this.listen(personId), AGAIN);
      }
    });
  }

  #tell(trouble) {
    byId("connection").textContent = trouble;
    byId("connection").hidden = !trouble;
  }
}
