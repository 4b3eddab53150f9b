// Completion in the message box: verbs after /okr, people after @, channels after #.

import { avatar, byId, element } from "./dom.js";
import { session } from "./session.js";

const MOST = 30;

/** What can be put in at the caret: { start, choices: [{ insert, draw, exact }] }, or null. */
export function completionsFor(before, isDirect) {
  const mention = /[@＠]([^\s@＠#]*(?: [^\s@＠#]*)?)$/u.exec(before);
  if (mention) return found(before, mention[0].length, peopleLike(mention[1], isDirect));
  const channel = /[#＃](\S*)$/u.exec(before);
  if (channel) return found(before, channel[0].length, channelsLike(channel[1]));
  const slash = /^\s*[/／]([a-z]*)$/iu.exec(before);
  if (slash) return found(before, slash[1].length + 1, verbsLike("", "/okr "));
  const verb = /^\s*(?:[/／]okr|[@＠]\w+)\s+(\S*)$/iu.exec(before);
  if (verb) return found(before, verb[1].length, verbsLike(verb[1]));
  const bare = isDirect && /^(\S+)$/u.exec(before);
  return bare ? found(before, bare[1].length, verbsLike(bare[1])) : null;
}

const found = (before, length, choices) =>
  choices.length ? { start: before.length - length, choices: choices.slice(0, MOST) } : null;

const lower = (text) => text.toLocaleLowerCase();

function verbsLike(typed, prefix = "") {
  const language = session.me.language;
  const fits = (command) =>
    Object.values(command.verbs).some((verb) => lower(verb).startsWith(lower(typed)));
  return session.commands.filter(fits).map((command) => ({
    insert: `${prefix}${command.verbs[language] ?? command.verbs.en} `,
    exact: Object.values(command.verbs).some((verb) => lower(verb) === lower(typed)),
    draw: () => [
      element("strong", {}, command.verbs[language] ?? command.verbs.en),
      element("code", {}, command.arguments),
      element("span", {}, command.help[language] ?? command.help.en ?? ""),
    ],
  }));
}

function peopleLike(typed, isDirect) {
  const people = session.company.people.filter((person) => fitsName(person, lower(typed)));
  const choices = people.map((person) => ({
    insert: `@${person.name} `,
    exact: lower(person.name) === lower(typed),
    draw: () => [avatar(person), element("strong", {}, person.name), element("span", {}, role(person))],
  }));
  const bot = session.company.bot;
  if (!isDirect && bot.startsWith(lower(typed))) {
    choices.unshift({
      insert: `@${bot} `,
      exact: false,
      draw: () => [avatar(null), element("strong", {}, bot)],
    });
  }
  return choices;
}

const fitsName = (person, typed) =>
  person.id.startsWith(typed) ||
  lower(person.name).startsWith(typed) ||
  lower(person.name).split(" ").some((part) => part.startsWith(typed));

const role = (person) => person.role[session.me.language] ?? "";

function channelsLike(typed) {
  return session.company.channels
    .filter((channel) => lower(channel.name).startsWith(lower(typed)))
    .map((channel) => ({
      insert: `#${channel.name} `,
      exact: false,
      draw: () => [
        element("strong", {}, `#${channel.name}`),
        element("span", {}, channel.topic[session.me.language] ?? ""),
      ],
    }));
}

/** The list under the message box. */
export class Completion {
  #box;
  #list = byId("completion");
  #found = null;
  #at = 0;
  #moved = false;

  constructor(box) {
    this.#box = box;
    box.addEventListener("blur", () => this.close());
  }

  /** Look again at what stands before the caret. */
  look() {
    const before = this.#box.value.slice(0, this.#box.selectionStart);
    this.#found = completionsFor(before, session.place === "dm");
    this.#at = 0;
    this.#moved = false;
    if (this.#found) this.#draw();
    else this.close();
  }

  close() {
    this.#found = null;
    this.#list.hidden = true;
    this.#box.removeAttribute("aria-activedescendant");
  }

  /** Whether this key was for the list. */
  takesKey(event) {
    if (!this.#found) return false;
    const { choices } = this.#found;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#at = (this.#at + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length;
      this.#moved = true;
      this.#draw();
    } else if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Tab" && !event.shiftKey) {
      this.#choose(choices[this.#at]);
    } else if (event.key === "Enter" && !event.shiftKey && this.#wantsEnter(choices)) {
      this.#choose(choices[this.#at]);
    } else {
      return false;
    }
    return true;
  }

  // A verb or name typed out in full is sent by Enter; one begun is completed.
  #wantsEnter(choices) {
    return this.#moved || !choices.some((choice) => choice.exact);
  }

  #choose(choice) {
    this.#box.setRangeText(choice.insert, this.#found.start, this.#box.selectionStart, "end");
    this.close();
    this.#box.dispatchEvent(new Event("input", { bubbles: true }));
    this.#box.focus();
  }

  #draw() {
    const options = this.#found.choices.map((choice, index) => {
      const option = element(
        "div",
        { role: "option", id: `completion-${index}`, class: "option", "aria-selected": String(index === this.#at) },
        choice.draw(),
      );
      option.addEventListener("mousedown", (event) => {
        event.preventDefault(); // the box keeps the focus
        this.#choose(choice);
      });
      return option;
    });
    this.#list.replaceChildren(...options);
    this.#list.hidden = false;
    this.#box.setAttribute("aria-activedescendant", `completion-${this.#at}`);
    options[this.#at].scrollIntoView({ block: "nearest" });
  }
}
