// The conversations: what is known of each place, and the one that is looked at, drawn.

import { avatar, byId, button, element, spans } from "./dom.js";
import { drawCard } from "./cards.js";
import { drawDocument } from "./documents.js";
import { payloadButton } from "./preview.js";
import { dayOf, personCalled, session, timeOfDay } from "./session.js";
import { word } from "./words.js";

const NEAR_END = 120; // pixels from the end within which the log follows what comes

/** Everything one person reads; `deeds` does what is pressed. */
export class Conversations {
  #deeds;
  #places = new Map();
  #nodes = new Map();
  #read = new Map();
  #examples;
  #aim = () => {};

  constructor(deeds, examples) {
    this.#deeds = deeds;
    this.#examples = examples;
    // A picture takes its room only once it is there.
    byId("log").addEventListener("load", () => this.#aim(), true);
    byId("log").addEventListener("wheel", () => this.#leaveEnd(), { passive: true });
    byId("log").addEventListener("pointerdown", () => this.#leaveEnd());
    byId("log").addEventListener("keydown", () => this.#leaveEnd());
    byId("log").addEventListener("scroll", () => byId("below").hidden || this.#tellBelow(), { passive: true });
    byId("below").addEventListener("click", () => {
      this.#toEnd();
      byId("log").lastElementChild.focus({ preventScroll: true });
    });
  }

  /** Forget all: somebody else looks. What each person has read is kept. */
  clear() {
    this.#places.clear();
    this.#nodes.clear();
  }

  /** The newest version known of a place, for asking what has changed. */
  versionOf(place) {
    return Math.max(0, ...[...this.#at(place).values()].map((message) => message.version));
  }

  /** Versions count anew: the program was started again. */
  forgetVersions() {
    for (const messages of this.#places.values()) {
      for (const message of messages.values()) message.version = 0;
    }
    this.#read.clear();
  }

  isEmpty(place) {
    return this.#at(place).size === 0;
  }

  /** Messages that others wrote since this place was looked at. */
  unread(place) {
    const read = this.#read.get(this.#key(place)) ?? 0;
    const news = (message) => message.version > read && message.author !== session.me.id;
    return [...this.#at(place).values()].filter(news).length;
  }

  /** A message added or changed; older versions than the one known are passed over. */
  take(message) {
    const messages = this.#at(message.place);
    const known = messages.get(message.id);
    if (known && known.version >= message.version) return;
    messages.set(message.id, message);
    if (message.place === session.place) this.#show(message, known);
  }

  /** Draw the place that is looked at. */
  draw() {
    this.#nodes.clear();
    const messages = [...this.#at(session.place).values()];
    byId("log").replaceChildren();
    for (const message of messages) this.#append(message);
    if (!messages.length) byId("log").append(this.#empty());
    this.#toEnd();
    byId("below").hidden = true;
    this.markRead();
  }

  /** All that stands in the place looked at has been read. */
  markRead() {
    this.#read.set(this.#key(session.place), this.versionOf(session.place));
  }

  #at(place) {
    if (!this.#places.has(place)) this.#places.set(place, new Map());
    return this.#places.get(place);
  }

  #key = (place) => `${session.me.id} ${place}`;

  #show(message, known) {
    const log = byId("log");
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    const standing = known && this.#nodes.get(message.id);
    if (standing) this.#redraw(message, standing);
    else {
      log.querySelector(".empty")?.remove();
      this.#append(message);
    }
    if (!standing && (atEnd || message.author === session.me.id)) this.#toEnd();
    if (!standing) this.#tellBelow();
    if (!document.hidden) this.markRead();
  }

  #redraw(message, standing) {
    const focused = standing.contains(document.activeElement) && document.activeElement;
    const node = this.#draw(message);
    standing.replaceWith(node);
    this.#nodes.set(message.id, node);
    node.classList.add("changed");
    if (!focused) return;
    // Whoever turned a page reads it from its head, and can turn the next with the same key.
    if (node.getBoundingClientRect().top < byId("log").getBoundingClientRect().top) node.scrollIntoView();
    (sameControl(node, focused) ?? node).focus({ preventScroll: true });
  }

  #append(message) {
    const log = byId("log");
    const day = dayOf(message.at);
    if (log.dataset.day !== day || !log.childElementCount) {
      log.append(element("p", { class: "day" }, element("span", {}, day)));
      log.dataset.day = day;
    }
    const node = this.#draw(message);
    this.#nodes.set(message.id, node);
    log.append(node);
  }

  #draw(message) {
    const author = personCalled(message.author);
    const kind = [message.private && "private", message.thread && "reply", author ?? "by-bot"];
    return element(
      "section",
      { class: `message ${kind.filter((each) => typeof each === "string").join(" ")}`, tabindex: "-1" },
      avatar(author),
      element("div", { class: "message-main" }, this.#head(message, author), this.#body(message)),
    );
  }

  #head(message, author) {
    return element(
      "header",
      { class: "message-head" },
      element("strong", {}, author?.name ?? session.company.bot),
      author ? null : element("span", { class: "badge" }, word("app")),
      element("time", { datetime: message.at }, timeOfDay(message.at)),
      message.edited ? element("span", {}, word("edited")) : null,
      message.private ? element("span", { class: "only-you" }, word("only_you")) : null,
      ["card", "form"].includes(message.content.type) ? payloadButton(message.id) : null,
    );
  }

  #body(message) {
    const content = message.content;
    switch (content.type) {
      case "card":
        return drawCard(
          content,
          (each, values) => this.#deeds.press(each.action, values, message),
          (key) => this.#deeds.open(key, message.place),
        );
      case "document":
        return drawDocument(content, message.id);
      case "form":
        return element(
          "article",
          { class: "card" },
          element("h3", { class: "card-title" }, content.title),
          element(
            "div",
            { class: "actions" },
            button(word("open_form"), () => this.#deeds.openForm(content, message), { class: "primary" }),
          ),
        );
      default:
        return element("p", { class: `words tone-${content.tone ?? "neutral"}` }, spans(content.text));
    }
  }

  #empty() {
    const values = { bot: session.company.bot };
    if (session.place !== "dm") return element("p", { class: "empty" }, word("empty_channel", values));
    return element("div", { class: "empty" }, element("p", {}, word("empty_dm", values)), this.#examples());
  }

  // To the end, but never past the head of the newest message: one reads from the top.
  #toEnd() {
    const log = byId("log");
    const newest = log.lastElementChild;
    this.#aim = () => {
      log.scrollTop = log.scrollHeight;
      const above = newest.getBoundingClientRect().top - log.getBoundingClientRect().top;
      if (above < 0) log.scrollTop += above - 8;
    };
    this.#aim();
  }

  // Whether something new stands below what can be seen; a press goes there.
  #tellBelow() {
    const log = byId("log");
    const hidden = log.scrollHeight - log.scrollTop - log.clientHeight > NEAR_END;
    byId("below").hidden = !hidden;
  }

  #leaveEnd() {
    this.#aim = () => {};
  }
}

// The control that says what `was` said; none where it is gone.
function sameControl(node, was) {
  return [...node.querySelectorAll("button")].find((each) => each.textContent === was.textContent);
}
