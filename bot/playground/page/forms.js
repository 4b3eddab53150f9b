// Forms in dialogs: errors stand at their fields, and nothing that was typed is lost.

import { DeedIds, post } from "./api.js";
import { busy, element } from "./dom.js";
import { ask, openDialog } from "./dialogs.js";
import { drawField } from "./fields.js";
import { payloadButton } from "./preview.js";
import { session } from "./session.js";
import { errorText, notice } from "./toast.js";
import { word } from "./words.js";

/**
 * Open a form. `context` is { place, message } of what it was opened from. Resolves to the reply
 * that ended it, or undefined where it was left.
 */
export function openForm(form, context) {
  let sheet;
  return openDialog({
    title: form.title,
    kind: "form",
    mayLeave: async () => !sheet.changed() || leaveAnyway(),
    fill: (dialog, close, leave, heading) => {
      const show = (next, errors = {}) => {
        heading.textContent = next.title;
        const drawn = new Sheet(next, { context, close, leave, show });
        if (sheet) sheet.node.replaceWith(drawn.node);
        else dialog.append(drawn.node);
        sheet = drawn;
        if (Object.keys(errors).length) drawn.fail(errors, { unsaved: true });
        else if (dialog.open) drawn.focus();
      };
      show(form);
    },
  });
}

const leaveAnyway = () =>
  ask({
    title: word("discard_title"),
    text: word("discard_text"),
    yes: word("discard"),
    no: word("keep_writing"),
    danger: true,
  });

class Sheet {
  #form;
  #after;
  #fields = [];
  #ids = new DeedIds();
  #trouble = element("p", { class: "form-trouble", role: "alert", hidden: true });
  #send;
  #first;

  constructor(form, after) {
    this.#form = form;
    this.#after = after;
    this.#send = element("button", { type: "submit", class: "primary" }, form.submit || word("send"));
    this.node = element(
      "form",
      { novalidate: true, class: "form-sheet", on: { submit: (event) => this.#submit(event) } },
      element("div", { class: "dialog-body" }, this.#trouble, form.parts.map((part) => this.#draw(part))),
      this.#foot(),
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.node.requestSubmit();
    });
    this.#first = JSON.stringify(this.#answers());
  }

  #foot() {
    const cancel = element("button", { type: "button", on: { click: this.#after.leave } });
    cancel.textContent = this.#form.cancel || word("cancel");
    return element("footer", { class: "dialog-foot" }, payloadButton(this.#form.id), cancel, this.#send);
  }

  #draw(part) {
    if (part.field === "group") {
      const title = element("legend", { class: "group-title" }, part.title);
      return element("fieldset", { class: "group" }, title, part.fields.map((each) => this.#draw(each)));
    }
    const field = drawField(part);
    if (field.name) this.#fields.push(field);
    return field.node;
  }

  #answers() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.read()]));
  }

  changed() {
    return JSON.stringify(this.#answers()) !== this.#first;
  }

  focus() {
    this.#fields[0]?.focus();
  }

  /** Show messages by field name and go to the first field that has one. What stands in a form
   * that came back `unsaved` counts as changed: leaving it loses that. */
  fail(errors, { unsaved = false } = {}) {
    if (unsaved) this.#first = null;
    for (const field of this.#fields) field.fail(errors[field.name] ?? "");
    const known = this.#fields.filter((field) => errors[field.name]);
    const names = new Set(this.#fields.map((field) => field.name));
    const elsewhere = Object.keys(errors).filter((name) => !names.has(name)).map((name) => errors[name]);
    const count = known.length;
    const summary = count ? [word(count === 1 ? "errors_one" : "errors_many", { count })] : [];
    this.#tell([...elsewhere, ...summary].join(" "));
    known[0]?.focus();
  }

  #tell(trouble) {
    this.#trouble.textContent = trouble;
    this.#trouble.hidden = !trouble;
  }

  #problems() {
    const found = this.#fields.map((field) => [field.name, field.problem()]);
    return Object.fromEntries(found.filter(([, problem]) => problem));
  }

  async #submit(event) {
    event.preventDefault();
    const problems = this.#problems();
    this.fail(problems);
    if (!Object.keys(problems).length) await busy(this.#send, () => this.#post());
  }

  async #post() {
    const { place, message } = this.#after.context;
    const content = {
      as: session.me.id,
      place,
      message: message ?? "",
      action: this.#form.action,
      values: this.#form.values,
      fields: this.#answers(),
    };
    try {
      const { reply } = await post("submit", { ...content, id: this.#ids.for(content) });
      this.#ids.done();
      if (reply.kind === "errors") this.#after.show(reply.form, reply.errors);
      else if (reply.kind === "form") this.#after.show(reply.form);
      else if (reply.kind === "notice" && ["warning", "bad"].includes(reply.notice.tone)) {
        notice(reply.notice); // the form stays, with all that was typed, to be sent again
      }
      else this.#after.close(reply);
    } catch (error) {
      if (!error.code) console.error(error);
      this.#tell(errorText(error));
    }
  }
}
