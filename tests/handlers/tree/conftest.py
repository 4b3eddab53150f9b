"""A company with a tree: Ada at the top, Bo under her, Cy under Bo."""

import pytest

from tests.handlers.alignment.aligned import align
from tests.handlers.office import Office


@pytest.fixture
def grown(office: Office) -> Office:
    """O1 is Ada's; Bo's O2 hangs on it, Cy's O3 on a key result of that; Bo's O4 on nothing."""
    office.say("bo", "settings language en")
    for who, words in (
        ("ada", "new Win Europe\n20 partners by 30 Nov"),
        ("bo", "new Launch the app in Spain\n50,000 sign-ups by 30 Nov"),
        ("cy", "new Support in Spanish\nanswers within 4 hours"),
        ("bo", "new Tidy the backlog\n10 old tickets closed"),
    ):
        office.say(who, words)
    for number, who in enumerate(("ada", "bo", "cy", "bo"), 1):
        office.say(who, f"publish O{number}")
    office.say("root", "team create Company")
    office.say("root", "team lead Company {ada}")
    office.say("root", "team add Company {bo}")
    office.say("root", "team create Growth")
    office.say("root", "team lead Growth {bo}")
    office.say("root", "team add Growth {cy}")
    office.say("root", "team parent Growth Company")
    align(office, 2, 1)
    align(office, 3, 2, 1)
    return office
