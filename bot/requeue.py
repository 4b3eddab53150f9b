"""What `okrbot requeue` tries again, what it leaves alone, and how the doctor tells of both."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.checks import Check, Outcome
from storage import dead_messages, outbox
from storage.database import Database
from storage.dead_messages import DeadGroup, DeadMessage

TOO_LATE = timedelta(days=7)
"""What is older would surprise its reader."""
BATCH = 500
_LISTED = 5

OF_THE_MESSAGE = frozenset(
    {
        # our own
        "form_needs_a_press",
        "other_platform",
        "unreadable",
        # Slack: the message, or the one it changes
        "block_mismatch",
        "cant_update_message",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "message_not_found",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        # Lark: the same
        "230001",
        "230011",
        "230025",
        "230031",
        "230054",
        "230071",
        "230072",
        "230099",
        "230110",
    }
)
"""Codes that say the same of the same message for ever, whatever is mended around it."""


class Left(StrEnum):
    """Why a dead message is left alone; the value says so."""

    MESSAGE = "the message itself was refused; name the code with --code to try all the same"
    OVERTAKEN = "something newer was said in its place"
    OLD = "older than a week; --since sends it late"
    OTHER = "another code, or before --since"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which dead messages to try again: of one `code`, or of all whose reason can have passed."""

    now: datetime
    code: str = ""
    since: datetime | None = None

    def left(self, message: DeadMessage) -> Left | None:
        """Why this one is left alone; None for one to be tried."""
        if self.code and message.code != self.code:
            return Left.OTHER
        if message.created_at < (self.since or self.now - TOO_LATE):
            return Left.OTHER if self.since else Left.OLD
        if message.is_overtaken:
            return Left.OVERTAKEN
        if message.code in OF_THE_MESSAGE and not self.code:
            return Left.MESSAGE
        return None


@dataclass(slots=True)
class Requeued:
    """How many went back, and how many were left: by platform and code."""

    back: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[Left, str, str]] = field(default_factory=Counter)


def requeue(database: Database, wish: Wish, *, dry_run: bool = False) -> Requeued:
    """Put dead messages back into the queue, oldest first, each batch in a transaction."""
    counts, last = Requeued(), 0
    while page := _page(database, last):
        last = page[-1].id
        chosen = []
        for message in page:
            why = wish.left(message)
            if why is None:
                chosen.append(message)
            else:
                counts.left[why, message.platform, message.code] += 1
        if chosen and not dry_run:
            with database.write() as session:
                outbox.requeue(session, [each.id for each in chosen], wish.now)
        counts.back.update((each.platform, each.code) for each in chosen)
    return counts


def _page(database: Database, after: int) -> list[DeadMessage]:
    with database.read() as session:
        return dead_messages.list_page(session, BATCH, after)


def as_lines(counts: Requeued, *, dry_run: bool = False) -> Iterator[str]:
    """What was done, for people."""
    total = sum(counts.back.values())
    done = "would go back into the queue" if dry_run else "back in the queue"
    yield f"{total} {done}{_sorted(counts.back)}"
    for why in Left:
        codes = Counter({key[1:]: count for key, count in counts.left.items() if key[0] is why})
        if codes and why is not Left.OTHER:
            yield f"{sum(codes.values())} left: {why.value}{_sorted(codes)}"


def _sorted(codes: "Counter[tuple[str, str]]") -> str:
    named = [f"{count} {platform} {code}" for (platform, code), count in codes.most_common()]
    return f" ({', '.join(named)})" if named else ""


def dead_check(groups: Sequence[DeadGroup], now: datetime) -> Check:
    """The doctor's word on messages that were given up."""
    name = "dead messages"
    if not groups:
        return Check(name, Outcome.OK, "none")
    total = sum(group.messages for group in groups)
    listed = [f"{each.messages} {each.platform} {each.code or '?'}" for each in groups[:_LISTED]]
    more = [f"and {len(groups) - _LISTED} codes more"] if len(groups) > _LISTED else []
    newest = max(group.newest_at for group in groups)
    detail = f"{total}: {', '.join([*listed, *more])}; the newest of {newest:%Y-%m-%d %H:%M} UTC"
    if now - newest > TOO_LATE:
        return Check(name, Outcome.OK, f"{detail}, too late to send")
    if all(group.code in OF_THE_MESSAGE for group in groups):
        advice = "these messages were refused for what they are: report the codes as a bug"
    else:
        advice = "mend the cause (bot not in the channel, account gone), then okrbot requeue"
    return Check(name, Outcome.WARNING, detail, advice)
