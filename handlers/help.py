"""Help, generated from what the handlers registered."""

from collections.abc import Sequence
from difflib import get_close_matches

from chat.events import ButtonPressed
from chat.replies import Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.registration import Command, Routes
from handlers.views.help import command_card, help_card, unknown_card
from okr.errors import message

SUMMARY = message("all commands, or one in detail")


def help_routes(commands: Sequence[Command]) -> Routes:
    """The help commands for these registrations, their own included."""
    routes = Routes()

    @routes.command(
        "help",
        "帮助",
        "?",
        "？",
        summary=SUMMARY,
        usage=(("help new", message("one command in detail")),),
        writes=False,
    )
    def show_help(ctx: Context, words: Words) -> Reply:
        wanted = words.plain.casefold().strip()
        for command in everything():
            if wanted in command.names:
                return Show(command_card(ctx.lang, command))
        if wanted:
            return Show(unknown_card(ctx.lang, wanted, nearest(wanted, everything())))
        return Show(help_card(ctx.lang, visible(ctx)))

    @routes.button("help.open")
    def open_help(ctx: Context, _event: ButtonPressed) -> Reply:
        return Show(help_card(ctx.lang, visible(ctx)))

    def everything() -> list[Command]:
        return [*commands, *routes.commands]

    def visible(ctx: Context) -> list[Command]:
        return [each for each in everything() if ctx.me.actor.is_admin or not each.for_admins]

    return routes


def nearest(word: str, commands: Sequence[Command]) -> list[Command]:
    """The commands whose verb or alias is most like the word, best first, three at most."""
    by_name = {name: command for command in commands for name in command.names}
    close = get_close_matches(word.casefold(), list(by_name), n=6, cutoff=0.5)
    starts = [name for name in by_name if word and name.startswith(word[:2].casefold())]
    found = dict.fromkeys(by_name[name].verb for name in [*close, *starts])
    return [by_name[verb] for verb in found][:3]
