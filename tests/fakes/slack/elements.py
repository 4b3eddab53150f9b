"""Block Kit's composition objects and elements: what each may hold."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from tests.fakes.json_shapes import as_list, as_objects
from tests.fakes.slack.schema import (
    Rule,
    array,
    boolean,
    integer,
    matching,
    one_of,
    record,
    string,
    tagged,
    wrong,
)

IDENTIFIER = string(255)
ADDRESS = matching(
    lambda words: re.fullmatch(r"https?://[^\s<>]+", words) is not None, "must be a valid url"
)
USER = matching(
    lambda words: re.fullmatch(r"[UW][A-Z0-9]+", words) is not None, "must be a user id"
)
CHANNEL = matching(
    lambda words: re.fullmatch(r"[CDG][A-Z0-9]+", words) is not None, "must be a channel id"
)


def _is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


DAY = matching(_is_day, "must be a date such as 2026-04-30")


def plain_text(most: int) -> Rule:
    """A plain_text object."""
    return tagged({"plain_text": record({"text": string(most)}, {"emoji": boolean})})


def any_text(most: int) -> Rule:
    """A plain_text or mrkdwn object."""
    return tagged(_texts(most))


def _texts(most: int) -> Mapping[str, Rule]:
    return {
        "plain_text": record({"text": string(most)}, {"emoji": boolean}),
        "mrkdwn": record({"text": string(most)}, {"verbatim": boolean}),
    }


_CONFIRM = record(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)
_PLAIN_OPTION = record(
    {"text": plain_text(75), "value": string(75)}, {"description": plain_text(75)}
)
_ANY_OPTION = record({"text": any_text(75), "value": string(75)}, {"description": any_text(75)})
_LINKED_OPTION = record(
    {"text": plain_text(75), "value": string(75)},
    {"description": plain_text(75), "url": ADDRESS},
)
_GROUP = record({"label": plain_text(75), "options": array(_PLAIN_OPTION, 100)})


def _initial_among_options(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    groups = as_objects(value.get("option_groups"))
    known = as_list(value.get("options")) + [
        option for group in groups for option in as_list(group.get("options"))
    ]
    chosen = as_list(value.get("initial_options"))
    if "initial_option" in value:
        chosen = [value["initial_option"]]
    if any(option not in known for option in chosen):
        yield wrong("initial options must be among the options", path)


def _options_or_groups(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    if ("options" in value) == ("option_groups" in value):
        yield wrong("must define either `options` or `option_groups`", path)


def _input_lengths(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    most, least = value.get("max_length", 3000), value.get("min_length", 0)
    initial = value.get("initial_value")
    if isinstance(most, int) and isinstance(least, int) and least > most:
        yield wrong("min_length must be less than max_length", path)
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield wrong(f"initial_value must be less than {most + 1} characters", path)


_ACTION: Mapping[str, Rule] = {"action_id": IDENTIFIER}
_FOCUS: Mapping[str, Rule] = {**_ACTION, "focus_on_load": boolean}
_MENU: Mapping[str, Rule] = {**_FOCUS, "placeholder": plain_text(150), "confirm": _CONFIRM}
_SEVERAL: Mapping[str, Rule] = {**_MENU, "max_selected_items": integer(1, 1000)}
_STATIC: Mapping[str, Rule] = {
    "options": array(_PLAIN_OPTION, 100),
    "option_groups": array(_GROUP, 100),
}
_DISPATCH = record(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
_WRITTEN: Mapping[str, Rule] = {
    **_FOCUS,
    "placeholder": plain_text(150),
    "dispatch_action_config": _DISPATCH,
}
_FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_CONVERSATION: Mapping[str, Rule] = {"default_to_current_conversation": boolean, "filter": _FILTER}
SLACK_FILE = record({}, {"id": string(30), "url": ADDRESS})

_IMAGE = record({"alt_text": string(2000)}, {"image_url": ADDRESS, "slack_file": SLACK_FILE})
_BUTTON = record(
    {"text": plain_text(75)},
    {
        **_ACTION,
        "url": ADDRESS,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": _CONFIRM,
        "accessibility_label": string(75),
    },
)
_CHOICES: Mapping[str, Rule] = {
    "static_select": record(
        {},
        {**_MENU, **_STATIC, "initial_option": _PLAIN_OPTION},
        (_initial_among_options, _options_or_groups),
    ),
    "multi_static_select": record(
        {},
        {**_SEVERAL, **_STATIC, "initial_options": array(_PLAIN_OPTION, 100)},
        (_initial_among_options, _options_or_groups),
    ),
    "external_select": record(
        {}, {**_MENU, "initial_option": _PLAIN_OPTION, "min_query_length": integer(0, 1000)}
    ),
    "multi_external_select": record(
        {},
        {
            **_SEVERAL,
            "initial_options": array(_PLAIN_OPTION, 100),
            "min_query_length": integer(0, 1000),
        },
    ),
    "users_select": record({}, {**_MENU, "initial_user": USER}),
    "multi_users_select": record({}, {**_SEVERAL, "initial_users": array(USER, 1000)}),
    "channels_select": record({}, {**_MENU, "initial_channel": CHANNEL}),
    "multi_channels_select": record({}, {**_SEVERAL, "initial_channels": array(CHANNEL, 1000)}),
    "conversations_select": record(
        {}, {**_MENU, **_CONVERSATION, "initial_conversation": string(30)}
    ),
    "multi_conversations_select": record(
        {}, {**_SEVERAL, **_CONVERSATION, "initial_conversations": array(string(30), 1000)}
    ),
    "datepicker": record({}, {**_MENU, "initial_date": DAY}),
    "timepicker": record({}, {**_MENU, "initial_time": string(5), "timezone": string(60)}),
    "checkboxes": record(
        {"options": array(_ANY_OPTION, 10)},
        {**_FOCUS, "initial_options": array(_ANY_OPTION, 10), "confirm": _CONFIRM},
        (_initial_among_options,),
    ),
    "radio_buttons": record(
        {"options": array(_ANY_OPTION, 10)},
        {**_FOCUS, "initial_option": _ANY_OPTION, "confirm": _CONFIRM},
        (_initial_among_options,),
    ),
}
_PRESSED: Mapping[str, Rule] = {
    "button": _BUTTON,
    "overflow": record({"options": array(_LINKED_OPTION, 5)}, {**_ACTION, "confirm": _CONFIRM}),
}

ACCESSORY = tagged({**_PRESSED, **_CHOICES, "image": _IMAGE})
"""What may stand at the side of a section."""
ACTION_ELEMENT = tagged(
    {**_PRESSED, **{kind: rule for kind, rule in _CHOICES.items() if "multi_" not in kind}}
)
"""What may stand in an actions block."""
CONTEXT_ELEMENT = tagged({**_texts(3000), "image": _IMAGE})
"""What may stand in a context block."""
INPUT_ELEMENT = tagged(
    {
        **_CHOICES,
        "plain_text_input": record(
            {},
            {
                **_WRITTEN,
                "initial_value": string(3000),
                "multiline": boolean,
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
            },
            (_input_lengths,),
        ),
        "number_input": record(
            {"is_decimal_allowed": boolean},
            {
                **_WRITTEN,
                "initial_value": string(100),
                "min_value": string(100),
                "max_value": string(100),
            },
        ),
        "email_text_input": record({}, {**_WRITTEN, "initial_value": string(3000)}),
        "url_text_input": record({}, {**_WRITTEN, "initial_value": string(3000)}),
    }
)
"""What an input block may ask with."""
