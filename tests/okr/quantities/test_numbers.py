"""A value field takes numbers as people type them, and nothing else."""

import pytest

from okr.quantities import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000", 12000),
        ("12.5%", 12.5),
        ("12.5 %", 12.5),
        ("1.2万", 12000),
        ("50k", 50000),
        ("50 K", 50000),
        ("1.2亿", 120_000_000),
        ("½", 0.5),
        ("3½", 3.5),
        ("-3", -3),
        ("3.6", 3.6),
        ("１２，０００", 12000),
        ("5w", 50000),
        ("5w+", 50000),
        ("三", 3),
        ("二十", 20),
        ("三千万", 30_000_000),
        ("两百五十", 250),
        ("twelve", 12),
        ("Twenty-five", 25),
        ("a dozen", 12),
        ("half a million", 500_000),
        ("1 200,5", 1200.5),
        ("1.200,50", 1200.5),
        ("1.000.000", 1_000_000),
        ("1'200", 1200),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("12,00,000", 1_200_000),
        ("1e3", 1000),
        ("$1.2M", 1_200_000),
        ("1,000 万美金", 10_000_000),
        ("百分之二十", 20),
        (" 7 ", 7),
        ("+5", 5),
        ("-0", 0),
        ("12 sign-ups", 12),
        ("20 家", 20),
        ("5个亿", 500_000_000),
        ("负三", -3),
        (".5", 0.5),
    ],
)
def test_typed_numbers_are_understood(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "NaN",
        "inf",
        "-inf",
        "1e999",
        "--5",
        "1.2.3",
        "1,2,3",
        "4/30",
        "1_000",
        "万",
        "三方",
        "5 6",
        "1-2",
        "12%%",
        "0x10",
        "²",
        "9" * 400,
        "十分",
        "one two three four",
        "%",
        "-",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None
