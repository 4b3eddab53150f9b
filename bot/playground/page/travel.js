// The clock of the demo: what time it is for this person, and travelling to another.

import { post } from "./api.js";
import { busy, byId, button, element } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { clockTime, forField, session } from "./session.js";
import { errorText } from "./toast.js";
import { word } from "./words.js";

let offset = 0; // milliseconds that the program's clock is ahead of this machine's
let real = true;

const now = () => new Date(Date.now() + offset).toISOString();

/** The program tells its time. */
export function setClock(clock) {
  offset = new Date(clock.now) - Date.now();
  real = clock.real;
  drawClock();
}

/** Draw the clock; called again as time goes on. */
export function drawClock() {
  const clock = byId("clock");
  const mark = real ? null : element("span", { class: "badge" }, word("travelled"));
  clock.replaceChildren(element("span", { "aria-hidden": "true" }, "◷ "), clockTime(now()), mark ?? "");
  clock.disabled = !session.company.can_travel;
  clock.classList.toggle("travelled", !real);
  clock.title = session.company.can_travel ? word("time_travel") : "";
}

/** Make the clock a way to other times. */
export function startClock() {
  byId("clock").addEventListener("click", openTravel);
  setInterval(drawClock, 10_000);
}

function openTravel() {
  openDialog({
    title: word("time_travel"),
    kind: "small",
    fill: (dialog, close) => {
      const trouble = element("p", { class: "field-error", role: "alert", hidden: true });
      const go = async (move, at = "") => {
        try {
          const { clock } = await post("travel", { as: session.me.id, move, at });
          setClock(clock);
          close();
        } catch (error) {
          trouble.textContent = errorText(error);
          trouble.hidden = false;
        }
      };
      dialog.append(
        element(
          "div",
          { class: "dialog-body travel" },
          element("p", { class: "hint" }, word("time_travel_note", { now: clockTime(now()) })),
          button(word("next_monday"), () => go("monday"), { autofocus: true }),
          button(word("next_friday"), () => go("friday")),
          button(word("one_quarter"), () => go("quarter")),
          button(word("one_day"), () => go("day")),
          button(word("one_week"), () => go("week")),
          chosenTime(go),
          trouble,
          real ? null : button(word("now"), () => go("back"), { class: "primary" }),
        ),
      );
    },
  });
}

function chosenTime(go) {
  const input = element("input", { type: "datetime-local", id: "travel-at", value: forField(now()) });
  const send = element("button", { type: "submit" }, word("go"));
  return element(
    "form",
    {
      class: "travel-at",
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          busy(send, () => go("at", input.value));
        },
      },
    },
    element("label", { for: "travel-at" }, word("choose_date")),
    input,
    send,
  );
}
