"""What Lark takes: every number in one place, from its component sheets and API pages."""

BODY = 30_000
"""Bytes of one request that carries a card, the card as a JSON string; the platform says 30 KB."""
ELEMENTS = 200
"""Objects with a `tag` in one card, text elements included."""
TABLES = 5
"""Tables in one card."""
TABLE_COLUMNS = 50
TABLE_PAGE = 10
"""Rows of a table seen at once."""
HEADER_TITLE = 300
"""Characters; the client shows four lines."""
SUMMARY = 100
"""Characters of what the chat list and notifications show."""
BUTTON_TEXT = 100
OPTION_TEXT = 100
PLACEHOLDER = 100
CONFIRM_TEXT = 500
INPUT = 1_000
"""Characters one input field takes."""
INPUT_PARTS = 10
"""Input fields that one long text may be spread over."""
NAME = 100
"""Characters of a field's or a submit button's name; no limit is documented, so keep it short."""
TOAST = 120
"""Characters of a toast that people can still read before it goes."""
UUID = 50
"""Characters of the key that makes a message be sent once in an hour."""
IMAGE = 10_000_000
"""Bytes of one picture."""

DOCUMENT = 1_000_000
"""Characters of a document's Markdown; Lark converts ten times as many."""
DOCUMENT_TITLE = 800
DOCUMENT_BLOCKS = 1_000
"""Blocks that one call adds to a document."""
DOCUMENT_CELLS = 300
"""Cells of one table: with the text in each, they stay below the blocks of a call."""
DOCUMENT_GAP = 0.34
"""Seconds between two writes to documents, of which an app has three a second."""

CALLBACK_SECONDS = 3.0
"""A card callback is answered within this, or the client shows an error."""
FRESHNESS_SECONDS = 300
"""How far a delivery's timestamp may be from our clock."""
CARD_DAYS = 14
"""How long the buttons of a card work and the card can be changed."""

PER_SECOND = 50.0
PER_MINUTE = 1_000
PER_ADDRESS_SECOND = 5.0
"""Messages a second to one person or group."""
