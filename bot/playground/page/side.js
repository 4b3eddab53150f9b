// The left side: who one is, where one is, light or dark; and the tabs of a narrow page.

import { avatar, byId, element } from "./dom.js";
import { places, channelCalled, session } from "./session.js";
import { word } from "./words.js";

/** Draw the people; `be(id)` makes one of them the reader. */
export function drawPeople(be) {
  const items = session.company.people.map((person) => {
    const marks = [
      person.leads.length ? word("leads", { teams: person.leads.join(", ") }) : "",
      person.admin ? word("admin") : "",
    ].filter(Boolean);
    const mine = person.id === session.me.id;
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "person", "data-id": person.id, "aria-pressed": String(mine), on: { click: () => be(person.id) } },
        avatar(person),
        element(
          "span",
          { class: "person-words" },
          element("strong", {}, person.name),
          element("small", {}, person.role[session.me.language] || marks.join(" · ")),
          element("small", { class: "zone" }, `${person.language === "zh" ? "中文" : "English"} · ${zone(person)}`),
        ),
      ),
    );
  });
  keepFocus(byId("people"), items);
}

const zone = (person) => person.timezone.split("/").at(-1).replaceAll("_", " ");

/** Draw the places with what is new there; `go(place)` opens one. */
export function drawPlaces(unread, go) {
  const items = places().map((place) => {
    const count = place === session.place ? 0 : unread(place);
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "place",
          "data-id": place,
          "aria-current": place === session.place ? "page" : null,
          on: { click: () => go(place) },
        },
        place === "dm" ? avatar(null) : element("span", { class: "hash", "aria-hidden": "true" }, "#"),
        element("span", { class: "place-name" }, nameOf(place)),
        count ? element("span", { class: "count", "aria-label": word("unread", { count }) }, String(count)) : null,
      ),
    );
  });
  keepFocus(byId("places"), items);
  const news = places().some((place) => place !== session.place && unread(place));
  byId("tabs").querySelector("[data-panel=side]").classList.toggle("news", news);
}

// Drawn anew, the list keeps the focus on the same entry.
function keepFocus(list, items) {
  const id = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  list.replaceChildren(...items);
  if (id) list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
}

const nameOf = (place) => channelCalled(place)?.name ?? session.company.bot;

/** The head of the conversation. */
export function drawHead() {
  const channel = channelCalled(session.place);
  byId("place-name").textContent = channel ? `#${channel.name}` : session.company.bot;
  byId("place-topic").textContent = channel ? channel.topic[session.me.language] : word("direct");
  byId("me").replaceChildren(avatar(session.me));
  byId("me").setAttribute("aria-label", `${word("you_are")}: ${session.me.name}`);
  byId("me").onclick = () => showPanel("side");
  document.title = `${session.me.name} · ${channel ? `#${channel.name}` : session.company.bot}`;
}

const THEMES = ["auto", "light", "dark"];

/** The switch between light and dark. */
export function drawTheme() {
  const theme = document.documentElement.dataset.theme;
  byId("theme").textContent = word(`theme_${theme}`);
  byId("theme").onclick = () => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("okrbot-theme", next);
    } catch {
      // a browser that keeps nothing: the theme lasts as long as the page
    }
    drawTheme();
  };
}

/** Show one of the three panels of a narrow page. */
export function showPanel(name) {
  document.documentElement.dataset.panel = name;
  for (const tab of byId("tabs").children) {
    tab.setAttribute("aria-current", tab.dataset.panel === name ? "page" : "false");
  }
}
