// The message box: Enter sends, Shift+Enter starts a line, ↑ brings the last message back.

import { DeedIds, post } from "./api.js";
import { busy, byId } from "./dom.js";
import { Completion } from "./completion.js";
import { channelCalled, session } from "./session.js";
import { errorText } from "./toast.js";
import { word } from "./words.js";

/** The box; `take(answer)` gets what the program answers to a message. */
export class Composer {
  #box = byId("composer-text");
  #completion = new Completion(this.#box);
  #ids = new DeedIds();
  #take;
  #sent = [];
  #back = 0;

  constructor(take) {
    this.#take = take;
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#box.addEventListener("input", () => this.#changed());
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("click", () => this.#completion.look());
  }

  /** Somebody else writes, or somewhere else. */
  moved() {
    const channel = channelCalled(session.place);
    const values = { bot: session.company.bot, channel: channel?.name };
    this.#box.placeholder = word(channel ? "message_channel" : "message_bot", values);
    this.#box.setAttribute("aria-label", word("composer_label"));
    this.#completion.close();
    this.#tell("");
  }

  /** Put words into the box, ready to be sent. */
  write(text) {
    this.#box.value = text;
    this.#fit();
    this.#box.focus();
  }

  #changed() {
    this.#back = 0;
    this.#fit();
    this.#tell("");
    this.#completion.look();
  }

  #fit() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }

  #key(event) {
    if (event.isComposing) return; // Enter ends a Chinese word here
    if (this.#completion.takesKey(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.#history(event);
  }

  // ↑ in an empty box, or in one that still holds what ↑ brought.
  #history(event) {
    const brought = this.#back > 0 && this.#box.value === this.#sent.at(-this.#back);
    if (this.#box.value && !brought) return;
    const to = this.#back + (event.key === "ArrowUp" ? 1 : -1);
    if (to < 0 || to > this.#sent.length) return;
    event.preventDefault();
    this.#back = to;
    this.write(to ? this.#sent.at(-to) : "");
    this.#completion.close();
  }

  #tell(trouble) {
    byId("composer-error").textContent = trouble;
    byId("composer-error").hidden = !trouble;
  }

  async #send() {
    const text = this.#box.value;
    if (!text.trim() || byId("send").ariaBusy === "true") return;
    const content = { as: session.me.id, place: session.place, text };
    this.#completion.close();
    this.#tell("");
    await busy(byId("send"), async () => {
      try {
        const answer = await post("say", { ...content, id: this.#ids.for(content) });
        this.#ids.done();
        this.#sent.push(text);
        if (this.#box.value === text) this.write("");
        this.#back = 0;
        this.#take(answer, content.place);
      } catch (error) {
        if (!error.code) console.error(error);
        this.#tell(errorText(error));
      }
    });
  }
}
