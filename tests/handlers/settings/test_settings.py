"""A person's settings: by word and by form, kept as chosen, refused with what to write."""

import pytest
from sqlmodel import col, select

from storage.tables import PersonRow
from tests.handlers.office import Office


def chosen(office: Office, name: str = "Ada Li") -> PersonRow:
    with office.database.read() as session:
        return session.exec(select(PersonRow).where(col(PersonRow.name) == name)).one()


def test_a_language_that_holds_already_is_kept_as_chosen(office: Office) -> None:
    office.say("ada", "settings language en")
    assert chosen(office).locale_chosen
    assert not chosen(office).timezone_chosen


def test_a_zone_that_holds_already_is_kept_as_chosen(office: Office) -> None:
    office.say("ada", "settings timezone europe/berlin")
    assert chosen(office).timezone_chosen
    assert not chosen(office).locale_chosen


def test_another_choice_pins_neither_language_nor_zone(office: Office) -> None:
    office.say("ada", "settings time 9:30")
    office.say("ada", "settings day Friday")
    office.press("ada", "settings.open")
    office.fill("ada", at="9:45")
    assert not chosen(office).locale_chosen
    assert not chosen(office).timezone_chosen


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("10:00", "10:00"),
        ("9:30", "09:30"),
        ("９：３０", "09:30"),
        ("9", "09:00"),
        ("9点半", "09:30"),
        ("9点15分", "09:15"),
        ("下午3点", "15:00"),
        ("9:30 pm", "21:30"),
        ("12 am", "00:00"),
    ],
)
def test_the_time_is_set_by_words(office: Office, typed: str, shown: str) -> None:
    assert f" {shown}" in office.say("ada", f"settings time {typed}")
    assert f" {shown}" in office.say("ada", f"设置时间{typed}")
    office.press("ada", "settings.open")
    assert f" {shown}" in office.fill("ada", at=typed)


@pytest.mark.parametrize("typed", ["", "25:00", "9:60", "soon", "²x", "9" * 5000, "٩:٠٠ x", "-1"])
def test_a_time_that_is_none_is_refused_with_what_to_write(office: Office, typed: str) -> None:
    assert "Write the time like 10:00" in office.say("ada", f"settings time {typed}")
    office.press("ada", "settings.open")
    assert "at: Write the time like 10:00" in office.fill("ada", at=typed)


@pytest.mark.parametrize("typed", ["day Wednesday", "day wed", "day Wednesdays", "day 3", "周三"])
def test_the_day_is_set_by_words(office: Office, typed: str) -> None:
    assert "Wednesday" in office.say("ada", f"settings {typed}")


@pytest.mark.parametrize("typed", ["日子 周三", "日子星期三", "日子 礼拜三", "星期三"])
def test_the_day_is_set_in_chinese(office: Office, typed: str) -> None:
    assert "Wednesday" in office.say("ada", f"设置 {typed}")
    assert "Wednesday" in office.say("ada", f"设置{typed}")


@pytest.mark.parametrize("typed", ["", "someday", "8", "0", "t", "周八", "9" * 5000])
def test_a_day_that_is_none_is_refused_with_what_to_write(office: Office, typed: str) -> None:
    assert "`settings day Monday`" in office.say("ada", f"settings day {typed}")


@pytest.mark.parametrize(
    "typed",
    ["localtime", "posix/Europe/Berlin", "right/UTC", "Factory", "US/Pacific", "Mars", "GMT+8"],
)
def test_only_areas_and_cities_are_zones(office: Office, typed: str) -> None:
    said = office.say("ada", f"settings timezone {typed}")
    assert "There is no time zone" in said
    assert "Asia/Shanghai" in said
    assert chosen(office).timezone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("timezone america/new york", "America/New_York"),
        ("time zone Asia/Tokyo", "Asia/Tokyo"),
        ("zone utc", "UTC"),
        ("tz Etc/GMT-8", "Etc/GMT-8"),
        ("时区Asia/Shanghai", "Asia/Shanghai"),
        ("timezone shanghai", "Asia/Shanghai"),
        ("timezone New York", "America/New_York"),
    ],
)
def test_zones_are_found_by_name(office: Office, typed: str, zone: str) -> None:
    assert f"Time zone: {zone}\n" in office.say("ada", f"settings {typed}")


def test_without_a_value_it_says_what_to_write(office: Office) -> None:
    assert "`settings timezone Asia/Shanghai`" in office.say("ada", "settings zone")
    for typed in ("language", "language klingon"):
        said = office.say("ada", f"settings {typed}")
        assert "I speak English, 中文" in said
        assert "`settings language zh`" in said


def test_an_unknown_word_is_answered_with_all_there_are(office: Office) -> None:
    said = office.say("ada", "settings colour red")
    for word in ("language", "timezone", "day", "time"):
        assert f"`settings {word} …`" in said


def test_the_form_takes_all_four_and_keeps_what_was_typed(office: Office) -> None:
    office.say("ada", "settings")
    assert "timezone" in office.fill("ada", timezone="posix/UTC", at="8:15")
    values = {field.name: field.value for field in office.form("ada").inputs}
    assert (values["timezone"], values["at"]) == ("posix/UTC", "8:15")
    said = office.fill("ada", timezone="Asia/Tokyo", weekday="5")
    assert "Asia/Tokyo" in said
    assert "Friday 08:15" in said


def test_the_language_is_chosen_in_chinese_without_a_space(office: Office) -> None:
    office.say("ada", "设置语言中文")
    assert chosen(office).locale == "zh"
