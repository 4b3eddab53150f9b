"""What the page takes and keeps: its own modest limits, as the other platforms have theirs."""

from chat.platform import Pace

COMMAND = 20_000
"""Characters of one message that a person types."""
EVENT_ID = 100
"""Characters of the id that the page gives each thing a person does."""
VALUES = 50
"""Values that a button carries, and characters below that one of them has."""
VALUE = 4_000
FIELDS = 200
"""Answers in one form."""
ANSWER = 100_000
"""Characters of one answer; the form's own limit is told by the form."""

MESSAGES = 200
"""Messages kept of one conversation; the oldest go first."""
FORMS = 100
"""Opened forms kept, so that what Slack and Lark would get can be shown."""
LISTENERS = 50
"""Pages that listen at the same time."""
BACKLOG = 500
"""Happenings that wait for one page; a page further behind is sent away and reads all anew."""
HEARTBEAT = 15.0
"""Seconds of silence after which a listening page gets a sign of life."""

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
"""How far one can travel in time."""

PACE = Pace(per_second=10_000.0, per_minute=600_000, address_gap=0.0)
"""The page's store is in this process: as good as no limit."""
