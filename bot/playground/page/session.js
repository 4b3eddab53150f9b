// Who one is, where one is, and what is known of the company; one object for the whole page.

export const session = {
  company: null,
  commands: [],
  /** The person one is, as the company lists them. */
  me: null,
  /** "dm" or a channel's id. */
  place: "dm",
};

/** The person with this id, or undefined. */
export const personCalled = (id) => session.company.people.find((person) => person.id === id);

/** The channel with this id, or undefined. */
export const channelCalled = (id) => session.company.channels.find((each) => each.id === id);

/** Every place one can be, the direct chat first. */
export const places = () => ["dm", ...session.company.channels.map((channel) => channel.id)];

// The page's language, in the person's own variety of it.
function locale() {
  const { language, locale: own } = session.me;
  if (own.startsWith(language)) return own;
  return language === "zh" ? "zh-CN" : "en-GB";
}

/** A moment as this person's own clock and language say it. */
export function moment(iso, parts) {
  const format = new Intl.DateTimeFormat(locale(), { ...parts, timeZone: session.me.timezone });
  return format.format(new Date(iso));
}

export const timeOfDay = (iso) => moment(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const dayOf = (iso) => moment(iso, { weekday: "long", day: "numeric", month: "long" });

export const clockTime = (iso) =>
  moment(iso, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

/** A moment as a date and time field takes it, on this person's clock. */
export function forField(iso) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: session.me.timezone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return format.format(new Date(iso)).replace(" ", "T");
}
