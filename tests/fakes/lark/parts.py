"""Card JSON 2.0 as data: the parts that several elements share, and the card around them."""

from collections.abc import Mapping

from tests.fakes.lark.checks import (
    Check,
    anything,
    array,
    boolean,
    each,
    element_id,
    exactly,
    integer,
    languages,
    mapping,
    one_of,
    shape,
    sides,
    spacing,
    string,
    strings,
    url,
    width,
)

Properties = Mapping[str, Check]

PLACEHOLDER_LIMIT = 100
LABEL_LIMIT = 100
NAME_LIMIT = 100

across = one_of("left", "center", "right")
down = one_of("top", "center", "bottom")
size = string(40, 1)


def text(*tags: str, longest: int = 100_000) -> Check:
    """A text object with one of these tags."""
    return shape(
        {
            "tag": one_of(*tags),
            "content": string(longest),
            "i18n_content": languages(string(longest)),
            "element_id": element_id,
            "text_size": size,
            "text_align": across,
            "text_color": size,
            "lines": integer(1, 1000),
        },
        ("tag", "content"),
    )


words = text("plain_text")
rich = text("plain_text", "lark_md")
placeholder = text("plain_text", longest=PLACEHOLDER_LIMIT)
icon = shape(
    {
        "tag": one_of("standard_icon", "custom_icon"),
        "token": string(100, 1),
        "color": size,
        "img_key": string(200, 1),
        "size": size,
        "style": mapping,
    },
    ("tag",),
)
confirm = shape({"title": words, "text": words}, ("title", "text"))
multi_url = shape(dict.fromkeys(("url", "pc_url", "ios_url", "android_url"), url))
_callback = shape({"type": exactly("callback"), "value": anything}, ("value",))
_open_url = shape(
    {
        "type": exactly("open_url"),
        **dict.fromkeys(("default_url", "pc_url", "ios_url", "android_url"), url),
    },
)


def _behavior(value: object) -> str:
    match value:
        case {"type": "callback"}:
            return _callback(value)
        case {"type": "open_url", "default_url": _} | {"type": "open_url", "pc_url": _}:
            return _open_url(value)
        case _:
            return "must be a callback or open_url with an address"


behaviors = each(_behavior, 1, 2)
_option_value = string(1000, 1)
option = shape({"text": words, "value": _option_value, "icon": icon}, ("text", "value"))
person_option = shape({"value": string(100, 1), "icon": icon}, ("value",))
overflow_option = shape(
    {"text": words, "value": _option_value, "multi_url": multi_url, "behaviors": behaviors},
    ("text",),
)

COMMON: Properties = {"tag": string(), "element_id": element_id, "margin": sides}
LAYOUT: Properties = {
    "direction": one_of("vertical", "horizontal"),
    "horizontal_spacing": spacing,
    "vertical_spacing": spacing,
    "horizontal_align": across,
    "vertical_align": down,
    "padding": sides,
}
ASKING: Properties = {
    "name": string(NAME_LIMIT, 1),
    "required": boolean,
    "disabled": boolean,
    "confirm": confirm,
    "behaviors": behaviors,
}
CHOOSING: Properties = {
    **ASKING,
    "type": one_of("default", "text"),
    "placeholder": placeholder,
    "width": width,
}
background = string(60, 1)
border = shape({"color": size, "corner_radius": size})

TABLE_COLUMN: Properties = {
    "name": string(100, 1),
    "display_name": string(),
    "data_type": one_of("text", "lark_md", "options", "number", "persons", "date", "markdown"),
    "width": string(20, 1),
    "horizontal_align": across,
    "vertical_align": down,
    "format": mapping,
    "date_format": string(40),
}
TABLE_HEADER = shape(
    {
        "text_align": across,
        "text_size": size,
        "background_style": one_of("grey", "none"),
        "text_color": size,
        "bold": boolean,
        "lines": integer(1, 100),
    }
)

ROOT: Properties = {
    "schema": exactly("2.0"),
    "config": shape(
        {
            "streaming_mode": boolean,
            "streaming_config": mapping,
            "summary": shape(
                {"content": string(), "i18n_content": languages(string())},
            ),
            "locales": strings,
            "enable_forward": boolean,
            "update_multi": exactly(True),
            "width_mode": one_of("default", "compact", "fill"),
            "use_custom_translation": boolean,
            "enable_forward_interaction": boolean,
            "style": mapping,
        },
        ("update_multi",),
    ),
    "card_link": multi_url,
    "header": shape(
        {
            "title": rich,
            "subtitle": rich,
            "text_tag_list": each(
                shape(
                    {
                        "tag": exactly("text_tag"),
                        "text": words,
                        "color": size,
                        "element_id": element_id,
                    },
                    ("tag", "text"),
                ),
                0,
                3,
            ),
            "i18n_text_tag_list": mapping,
            "template": one_of(
                "blue",
                "wathet",
                "turquoise",
                "green",
                "yellow",
                "orange",
                "red",
                "carmine",
                "violet",
                "purple",
                "indigo",
                "grey",
                "default",
            ),
            "icon": icon,
            "padding": sides,
        },
        ("title",),
    ),
    "body": shape({**LAYOUT, "elements": array}, ("elements",)),
}
