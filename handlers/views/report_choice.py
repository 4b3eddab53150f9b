"""Which team's report: asked of people who lead or are in several teams."""

from collections.abc import Sequence

from chat.cards import Actions, Button, Card, Option, Select
from chat.locales import Language
from chat.text import shortened

MOST_BUTTONS = 10


def choice_card(lang: Language, teams: Sequence[tuple[int, str]]) -> Card:
    """A button for each team (id and name); a menu where they are many."""
    title = lang.tr("Which team's weekly report?")
    if len(teams) <= MOST_BUTTONS:
        buttons = tuple(
            Button(shortened(name, 60), "report.open", {"team": str(id)}) for id, name in teams
        )
        return Card(title, (Actions(buttons),))
    options = tuple(Option(shortened(name, 70), str(id)) for id, name in teams[:100])
    return Card(title, (Actions((Select(lang.tr("Choose a team…"), "report.choose", options),)),))
