"""A person's accounts as cards: the code, the question before two become one, and taking apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.address import Account
from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Element,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
    Tone,
)
from chat.locales import Language
from chat.text import Bold, shortened, text

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Held:
    """An account and the name its holder has there; `is_here` where it is the reader's own now."""

    account: Account
    name: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people who may be the same: their name, platforms, and number of objectives."""

    name: str
    platforms: Sequence[str]
    objectives: int


def platform_name(lang: Language, platform: str) -> str:
    """What people call a platform."""
    match platform:
        case "slack":
            return "Slack"
        case "lark":
            return lang.tr("Lark")
        case "playground":
            return lang.tr("the page")
        case _:
            return platform


def platforms_text(lang: Language, platforms: Sequence[str]) -> str:
    """Several, each once: "Slack, Lark"."""
    return lang.tr(", ").join(platform_name(lang, each) for each in dict.fromkeys(platforms))


def accounts_text(lang: Language, held: Sequence[Held]) -> str:
    """All accounts in a line: "Slack: Ada Li, Lark: 李爱达"."""
    return lang.tr(", ").join(_account_text(lang, each) for each in held[:_MOST_SHOWN])


def _account_text(lang: Language, held: Held) -> str:
    platform = platform_name(lang, held.account.platform)
    if not held.name:
        return platform
    return lang.tr("{platform}: {name}", platform=platform, name=shortened(held.name, 60))


def code_card(lang: Language, code: str, minutes: int) -> Card:
    """A code for its owner alone."""
    return Card(
        lang.tr("Your code"),
        (
            Paragraph(text(Bold(code))),
            Paragraph(
                lang.text(
                    "Write {command} to me on the other platform, and I know you there as the same "
                    "person.",
                    command=Bold(f"/okr link {code}"),
                )
            ),
            Note(
                text(
                    lang.ntr(
                        "It works once, within {count} minute. Whoever has it can become one "
                        "with you: give it to nobody.",
                        "It works once, within {count} minutes. Whoever has it can become one "
                        "with you: give it to nobody.",
                        minutes,
                    )
                )
            ),
        ),
    )


def confirm_card(lang: Language, there: Side, here: Side, code_hash: str) -> Card:
    """The question before two become one."""
    values = {"code": code_hash}
    return Card(
        lang.tr("Is this you?"),
        (
            Paragraph(text(_side_text(lang, there))),
            Paragraph(text(lang.tr("Here: {side}", side=_side_text(lang, here)))),
            Paragraph(
                text(
                    lang.tr(
                        "As one person you have all objectives, teams and action items of both. "
                        "That cannot be undone: an account that is separated later begins "
                        "without OKRs."
                    )
                )
            ),
            Actions(
                (
                    Button(lang.tr("Both are me"), "link.yes", values, Style.PRIMARY),
                    Button(lang.tr("That is not me"), "link.no", values),
                )
            ),
        ),
    )


def _side_text(lang: Language, side: Side) -> str:
    count = lang.ntr("{count} objective", "{count} objectives", side.objectives)
    platforms = platforms_text(lang, side.platforms)
    return lang.tr(
        "{name} on {platforms}, {count}", name=side.name, platforms=platforms, count=count
    )


def linked_card(lang: Language, held: Sequence[Held], newest: Account, *, by_email: bool) -> Card:
    """What each account is told once: they are one, why, and how to take them apart."""
    platforms = platforms_text(lang, [each.account.platform for each in held])
    why = (
        lang.tr("Both platforms vouch for the same e-mail address.")
        if by_email
        else lang.tr("You typed the code of one on the other.")
    )
    button = _separate_button(lang, lang.tr("That is not me"), newest)
    return Card(
        lang.tr("I know you as one person on {platforms}", platforms=platforms),
        (
            Paragraph(text(accounts_text(lang, held))),
            Paragraph(text(why, " ", lang.tr("Your OKRs are the same on each."))),
            Note(text(lang.tr("Accounts of yours stand in `/okr settings`, too."))),
            Actions((button,)),
        ),
        Tone.GOOD,
    )


def accounts_card(lang: Language, held: Sequence[Held]) -> Card:
    """Every account of a person, to be separated or added to."""
    blocks: list[Block] = []
    for each in held[:_MOST_SHOWN]:
        here = f"  {lang.tr('(here)')}" if each.is_here else ""
        blocks.append(Paragraph(text(_account_text(lang, each), here)))
    elements: list[Element] = [Button(lang.tr("Get a code"), "link.code")]
    if len(held) > 1:
        names = [shortened(_account_text(lang, each), 70) for each in held[:_MOST_SHOWN]]
        options = tuple(Option(name, str(index)) for index, name in enumerate(names))
        elements.append(Select(lang.tr("Separate…"), "link.choose", options))
    blocks.append(
        Note(text(lang.tr("With a code from one platform, typed on another, you are one person.")))
    )
    return Card(lang.tr("Your accounts"), (*blocks, Actions(tuple(elements))))


def separating_card(lang: Language, held: Held) -> Card:
    """What separating means, before it is done."""
    return Card(
        lang.tr("Separate {account}?", account=_account_text(lang, held)),
        (
            Paragraph(text(_warning(lang))),
            Actions((_separate_button(lang, lang.tr("Separate"), held.account),)),
        ),
        Tone.WARNING,
    )


def _warning(lang: Language) -> str:
    return lang.tr(
        "This account becomes a person of its own, without OKRs: all of them stay with your other "
        "accounts. I do not link it by e-mail again."
    )


def _separate_button(lang: Language, label: str, account: Account) -> Button:
    values = {"platform": account.platform, "tenant": account.tenant, "id": account.id}
    title = lang.tr("Separate {account}?", account=platform_name(lang, account.platform))
    confirm = Confirm(title, _warning(lang), lang.tr("Separate"), lang.tr("Keep"))
    return Button(label, "link.separate", values, Style.DANGER, confirm)


def separated_card(lang: Language, held: Held) -> Card:
    """It is done, for who did it and for the other side."""
    done = lang.tr("{account} is a person of its own now.", account=_account_text(lang, held))
    note = (
        lang.tr("Here you begin without OKRs.")
        if held.is_here
        else lang.tr("Your OKRs stay with you.")
    )
    return Card(lang.tr("Separated"), (Paragraph(text(done)), Note(text(note))))
