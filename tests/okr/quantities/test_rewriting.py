"""Another figure in a wording, and nothing else of it."""

from datetime import date

import pytest

from okr.quantities import with_target

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("wording", "target", "expected"),
    [
        ("20 partners by 31 Dec", 30, "30 partners by 31 Dec"),
        ("50,000 sign-ups by 31 Dec", 60_000, "60,000 sign-ups by 31 Dec"),
        ("50k sign-ups", 60_000, "60k sign-ups"),
        ("rating from 3.6 to 4.0", 4.5, "rating from 3.6 to 4.5"),
        ("churn below 3% by 30 Jun", 2.5, "churn below 2.5% by 30 Jun"),
        ("新增20家合作伙伴", 30, "新增30家合作伙伴"),
        ("营收达到500万元", 6_555_000, "营收达到655.5万元"),
    ],
)
def test_the_figure_is_written_as_the_old_one_was(
    wording: str, target: float, expected: str
) -> None:
    assert with_target(wording, target, TODAY) == expected


@pytest.mark.parametrize(
    ("wording", "target"),
    [
        ("20 partners, 20 of them in Asia", 30),
        ("20 partners by 20 Dec", 30),
        ("新增二十家合作伙伴", 30),
        ("the store page is live", 4),
        ("1/3 of customers", 50),
        ("between 2 and 5 days", 3),
        ("0 defects", 2),
        ("20 partners", 20),
        ("", 1),
    ],
)
def test_nothing_is_proposed_where_it_is_not_plain(wording: str, target: float) -> None:
    assert with_target(wording, target, TODAY) is None
