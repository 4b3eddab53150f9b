// The home pane: what the bot shows a person of their own.

import { newId, post } from "./api.js";
import { busy, byId, element } from "./dom.js";
import { drawCard } from "./cards.js";
import { session } from "./session.js";
import { tellError } from "./toast.js";
import { word } from "./words.js";

const SETTLE = 250; // milliseconds in which several changes are one look

/** The pane; `deeds` does what is pressed. */
export class Home {
  #deeds;
  #timer = 0;

  constructor(deeds) {
    this.#deeds = deeds;
    byId("home-refresh").addEventListener("click", () => busy(byId("home-refresh"), () => this.look()));
  }

  /** Show a card as the pane. */
  show(card) {
    const focused = byId("home").contains(document.activeElement);
    const press = (each, values) => this.#deeds.press(each.action, values, null);
    const node = drawCard(card, press, (key) => this.#deeds.open(key, "dm"));
    byId("home").replaceChildren(node);
    if (focused) byId("home-refresh").focus();
  }

  /** Empty, for somebody else. */
  clear() {
    byId("home").replaceChildren(element("p", { class: "empty" }, word("empty_home")));
  }

  /** Look anew in a moment, where the pane is to be seen. */
  lookSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isSeen() && this.look(), SETTLE);
  }

  isSeen() {
    return byId("home").offsetParent !== null;
  }

  /** Ask the program for the pane. */
  async look() {
    const who = session.me.id;
    try {
      const { reply } = await post("home", { as: who, place: "home", id: newId() });
      if (who === session.me.id) this.#deeds.take(reply, { place: "home", message: "" });
    } catch (error) {
      tellError(error);
    }
  }
}
