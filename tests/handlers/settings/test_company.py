"""Public holidays: of one's own country, of the company's, and the company's own days."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.handlers.office import Office

MONDAY_10 = datetime(2026, 11, 30, 9, tzinfo=UTC)


def cards(office: Office, who: str = "ada") -> list[str]:
    return [said for said in office.waiting_for(who) if "check-in" in said.splitlines()[0].lower()]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("CN", "China"),
        ("cn", "China"),
        ("中国", "China"),
        ("Germany", "Germany"),
        ("de-be", "Germany (DE-BE)"),
        ("default", "Germany (as usual)"),
    ],
)
def test_a_country_is_chosen_by_code_or_name(office: Office, typed: str, shown: str) -> None:
    assert f"Public holidays: {shown}" in office.say("ada", f"settings country {typed}")


@pytest.mark.parametrize("typed", ["", "XX", "Narnia", "DE-XX", "x" * 5000])
def test_an_unknown_country_is_refused_with_what_to_write(office: Office, typed: str) -> None:
    said = office.say("ada", f"settings country {typed}")
    assert "settings country CN" in said or "CN, DE, US, DE-BE" in said


def test_the_form_has_the_country(office: Office) -> None:
    office.say("ada", "settings")
    assert "country" in office.fill("ada", country="Narnia")
    assert "Public holidays: Japan" in office.fill("ada", country="JP")


@pytest.mark.parametrize("typed", ["", "country CN", "holiday 2026-12-24", "workday 2026-12-26"])
def test_only_admins_change_the_company(office: Office, typed: str) -> None:
    assert "Only an admin" in office.say("ada", f"settings company {typed}")


def test_the_company_chooses_a_country_for_all_who_chose_none(office: Office) -> None:
    assert "China" in office.say("root", "settings company country CN")
    assert "Public holidays: China (as usual)" in office.say("ada", "settings language en")


def test_days_of_the_company_are_listed_and_removed(office: Office) -> None:
    said = office.say("root", "settings company holiday 24 Dec 2026 Christmas Eve")
    assert "24 Dec 2026 Thursday · off · Christmas Eve" in said
    said = office.say("root", "设置 公司 上班 2027-02-20")
    assert "20 Feb 2027 Saturday · worked" in said
    said = office.say("root", "settings company remove 2026-12-24")
    assert "Christmas" not in said
    assert "no day of the company's own" in office.say("root", "settings company remove 2026-12-24")


def test_the_form_takes_a_day(office: Office) -> None:
    office.say("root", "settings company")
    office.press("root", "company.open")
    assert "day:" in office.fill("root", day="2026-01-01")
    assert "off · Party" in office.fill("root", day="2026-12-18", name="Party")
    assert "Party" not in office.press("root", "company.remove", {"option": "2026-12-18"})


@pytest.mark.parametrize(
    "typed",
    ["holiday", "holiday soon", "holiday 2026-01-01", "workday x", "holiday 29 Feb 2027 Fair"],
)
def test_no_day_is_refused(office: Office, typed: str) -> None:
    said = office.say("root", f"settings company {typed}")
    assert "2026-12-24" in said or "is over" in said


@pytest.mark.parametrize(
    "typed", ["Thursday 24 December 2026 Fair", "Thu, 24 Dec Fair", "24 Dec 2026 Fair"]
)
def test_a_weekday_before_a_date_is_part_of_it(office: Office, typed: str) -> None:
    said = office.say("root", f"settings company holiday {typed}")
    assert "24 Dec 2026 Thursday · off · Fair" in said


def test_a_company_holiday_puts_the_prompt_off(launched: Office) -> None:
    launched.say("root", "settings company holiday 2026-11-30 Move")
    launched.travel(MONDAY_10 + timedelta(days=1, minutes=-1))
    assert cards(launched) == []
    launched.travel(MONDAY_10 + timedelta(days=1))
    assert len(cards(launched)) == 1


def test_a_make_up_day_is_worked(launched: Office) -> None:
    launched.say("root", "settings company workday 2026-12-05")
    launched.say("ada", "away 2026-11-30 to 2026-12-04")
    launched.travel(MONDAY_10 + timedelta(days=5))
    assert len(cards(launched)) == 1
