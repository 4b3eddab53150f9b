// The page put together: who one is, where one looks, what happens.

import { get, newId, post } from "./api.js";
import { Composer } from "./composer.js";
import { Conversations } from "./messages.js";
import { Deeds } from "./deeds.js";
import { button, byId, element } from "./dom.js";
import { Home } from "./home.js";
import { Live } from "./live.js";
import { drawHead, drawPeople, drawPlaces, drawTheme, showPanel } from "./side.js";
import { personCalled, places, session } from "./session.js";
import { errorText, tellError } from "./toast.js";
import { drawClock, setClock, startClock } from "./travel.js";
import { speak, word } from "./words.js";

const deeds = new Deeds({
  message: takeMessage,
  home: (card) => home.show(card),
  // What was done from the pane itself came back as the pane, or changes it.
  changed: () => home.lookSoon(),
});
const home = new Home(deeds);
const conversations = new Conversations(deeds, drawExamples);
const live = new Live(heard, catchUp);
let composer;
let run = "";

start().catch((error) => {
  byId("log").replaceChildren(element("p", { class: "empty", role: "alert" }, errorText(error)));
});

async function start() {
  speak(navigator.language.startsWith("zh") ? "zh" : "en");
  [session.company, { commands: session.commands }] = await Promise.all([get("company"), get("commands")]);
  run = session.company.run;
  composer = new Composer((answer, place) => {
    takeMessage(answer.said);
    deeds.take(answer.reply, { place, message: "" });
  });
  for (const tab of byId("tabs").children) {
    tab.addEventListener("click", () => {
      showPanel(tab.dataset.panel);
      if (tab.dataset.panel === "home") home.look();
    });
  }
  addEventListener("popstate", fromAddress);
  document.addEventListener("visibilitychange", () => !document.hidden && look());
  session.me = somebody();
  setClock(session.company.clock);
  startClock();
  showPanel("chat");
  fromAddress();
}

// The address says who one is and where: ?as=mei&place=growth
function fromAddress() {
  const query = new URLSearchParams(location.search);
  session.me = personCalled(query.get("as")) ?? somebody();
  session.place = places().includes(query.get("place")) ? query.get("place") : "dm";
  become();
}

// Who one is at first: somebody who speaks the browser's language.
function somebody() {
  const language = navigator.language.startsWith("zh") ? "zh" : "en";
  const { people } = session.company;
  return people.find((person) => person.language === language) ?? people[0];
}

function remember() {
  history.pushState(null, "", `?${new URLSearchParams({ as: session.me.id, place: session.place })}`);
}

function be(personId) {
  if (personId !== session.me.id) {
    session.me = personCalled(personId);
    session.place = "dm";
    remember();
    become();
  }
  if (byId("tabs").offsetParent) showPanel("chat");
}

function become() {
  deeds.leaveForms();
  speak(session.me.language);
  conversations.clear();
  home.clear();
  drawPeople(be);
  drawTheme();
  drawClock();
  look();
  live.listen(session.me.id);
  home.lookSoon();
}

function go(place) {
  if (place !== session.place) {
    session.place = place;
    remember();
    look();
  }
  showPanel("chat");
}

function look() {
  drawHead();
  conversations.draw();
  composer.moved();
  redrawPlaces();
}

const redrawPlaces = () => drawPlaces((place) => conversations.unread(place), go);

function takeMessage(message) {
  conversations.take(message);
  redrawPlaces();
}

function heard(happening) {
  switch (happening.type) {
    case "message":
      takeMessage(happening.message);
      if (happening.message.author !== session.me.id) home.lookSoon();
      break;
    case "home":
      home.show(happening.card);
      break;
    case "clock":
      setClock(happening.clock);
      home.lookSoon();
      break;
  }
}

// Read what came while nobody listened: at the start, and after every broken connection.
async function catchUp() {
  const who = session.me.id;
  try {
    const pages = await Promise.all(places().map((place) => missed(who, place)));
    if (who !== session.me.id) return;
    if (pages.some((page) => page.run !== run)) {
      run = pages[0].run;
      conversations.forgetVersions();
      return void catchUp();
    }
    for (const page of pages) for (const message of page.messages) conversations.take(message);
    redrawPlaces();
    if (conversations.isEmpty("dm")) await enter(who);
  } catch (error) {
    if (error.code !== "offline") tellError(error);
  }
}

const missed = (who, place) =>
  get("messages", { as: who, place, after: conversations.versionOf(place) });

// The first time somebody is at the chat with the bot, the bot may greet them.
const greeted = new Set();

async function enter(who) {
  if (greeted.has(who)) return;
  greeted.add(who);
  const { reply } = await post("enter", { as: who, place: "dm", id: newId() });
  if (who === session.me.id && reply.kind !== "nothing") deeds.take(reply, { place: "dm", message: "" });
}

function drawExamples() {
  const somebody = session.company.people.find((person) => person.id !== session.me.id);
  const examples = ["example_home", "example_new", "example_show"].map((key) => {
    const text = word(key, { person: somebody?.name ?? session.me.name });
    return button(text, () => composer.write(text), { class: "example" });
  });
  return element("div", { class: "examples" }, examples);
}
