"""What Slack refuses: one table of limits, in characters where nothing else is said."""

from typing import Final

# A message and a view
MESSAGE_BLOCKS: Final = 50
MESSAGE_TEXT: Final = 13_200
"""Characters of all blocks of a message together; more is `msg_blocks_too_long`."""
FALLBACK_TEXT: Final = 600
"""The notification text before it is escaped (five times as long at most); `chat.update` takes
4,000."""
VIEW_BLOCKS: Final = 100
VIEW_BYTES: Final = 240_000
"""JSON of a view; Slack takes 250 KB, the rest is for what surrounds the blocks."""
VIEW_TITLE: Final = 24
"""Also the submit and close buttons of a view."""
PRIVATE_METADATA: Final = 3_000

# Blocks
RUN: Final = 10_000
"""One run of rich text. Slack names no limit; a longer text goes on in the next run."""
HEADER: Final = 150
CONTEXT_TEXT: Final = 2_000
ALT_TEXT: Final = 2_000
BLOCK_ID: Final = 255
ACTION_ID: Final = 255
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLE_TEXT: Final = 9_000
"""Characters of all cells together; Slack takes 10,000."""

# Elements
ACTIONS: Final = 25
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
URL: Final = 3_000
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 75
SELECT_OPTIONS: Final = 100
OPTION_GROUPS: Final = 100
OVERFLOW_OPTIONS: Final = 5
CHECKBOXES: Final = 10
PLACEHOLDER: Final = 150
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30

# Documents
CANVAS: Final = 1_000_000
"""Characters of a canvas's Markdown; Slack takes 1 MiB."""
CANVAS_CELLS: Final = 300
"""Cells of one table, its head included."""
CANVAS_HEADINGS: Final = 3
CANVAS_TITLE: Final = 250
"""Slack names no limit."""
FILE_TITLE: Final = 250

# Forms
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
INPUT_TEXT: Final = 3_000
ERROR_TEXT: Final = 2_000

# Time
SIGNATURE_AGE: Final = 300
"""Seconds that a signature stays valid, before and after now."""
