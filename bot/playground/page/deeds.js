// What a person does, and what becomes of the reply.

import { newId, post } from "./api.js";
import { closeAll } from "./dialogs.js";
import { openForm } from "./forms.js";
import { session } from "./session.js";
import { notice, tellError, toast } from "./toast.js";
import { word } from "./words.js";

/** Presses and forms; `page` is { message(tree), home(card), changed() }. */
export class Deeds {
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** A button or option of a message, or of the home pane where there is no message. */
  async press(action, values, message) {
    const context = { place: message?.place ?? "home", message: message?.id ?? "" };
    try {
      const { reply } = await post("press", {
        as: session.me.id,
        action,
        values,
        ...context,
        id: newId(),
      });
      this.take(reply, context);
    } catch (error) {
      tellError(error);
    }
  }

  /** Show an OKR by its id, asked for at `place` as if one had typed it. */
  async open(key, place) {
    const text = word("open_command", { key });
    try {
      const { said, reply } = await post("say", { as: session.me.id, place, text, id: newId() });
      this.#page.message(said);
      this.take(reply, { place, message: "" });
    } catch (error) {
      tellError(error);
    }
  }

  /** A form that stands as a message. */
  openForm(form, message) {
    this.take({ kind: "form", form }, { place: message.place, message: message.id });
  }

  /** A reply to something done in `context` ({ place, message }). */
  take(reply, context) {
    switch (reply.kind) {
      case "message":
        this.#page.message(reply.message);
        if (reply.message.place !== session.place && reply.message.place === "dm") {
          toast([word("answer_elsewhere", { bot: session.company.bot })]);
        }
        return this.#page.changed(context);
      case "home":
        return this.#page.home(reply.card);
      case "form":
      case "errors":
        this.#ask(reply.form, context);
        return undefined;
      case "notice":
        notice(reply.notice);
        return this.#page.changed(context);
      default:
        return this.#page.changed(context);
    }
  }

  async #ask(form, context) {
    const who = session.me.id;
    const reply = await openForm(form, context);
    if (who !== session.me.id) return;
    if (reply) this.take(reply, context);
    else this.#page.changed(context); // left, perhaps after a page of it was saved
  }

  /** Leave every open form: somebody else is here now. */
  leaveForms() {
    closeAll();
  }
}
