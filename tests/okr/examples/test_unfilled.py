"""Placeholders are found, words and names that only look like them are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr.examples import placeholders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("付费率达到 xx%", ("xx",)),
        ("XX 产品签约 xxx 家", ("XX", "xxx")),
        ("xx系统可用率达到 99.9%", ("xx",)),
        ("Revenue in xx reaches $XXM by the end of xx.", ("xx", "XX", "xx")),
        ("XXk sign-ups", ("XX",)),
        ("控制在 xx-xx%", ("xx", "xx")),
        ("XX/XX 前完成", ("XX", "XX")),
        ("营收达到 ＸＸ 万", ("ＸＸ",)),
        ("回款 ×× 元", ("××",)),
        ("在“xx”认知上领先（xx）", ("xx", "xx")),
        ("X月底前上线", ("X月",)),
        ("赢单 X 家客户", ("X 家",)),
        ("转化率提升 X%", ("X%",)),
        ("Churn below x %", ("x %",)),
        ("Contracts worth $X", ("$X",)),
        ("Time to hire falls to X days", ("X days",)),
        ("达到 xx@产品负责人", ("xx",)),
        ("Win 5 customers @xx", ("xx",)),
    ],
)
def test_what_must_be_replaced_is_found(text: str, found: tuple[str, ...]) -> None:
    assert placeholders(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "NPS reaches 50 @role",
        "流失率降到 5% @产品负责人",
        "Return rate of size XXL falls to 5%",
        "XXS 到 XXXL 全部尺码的缺货率降到 2%",
        "Mexx and TJ Maxx stock the jacket in 200 shops",
        "Exxon signs",
        "Mail to xxx@example.org answered in 2 hours",
        "Bounce rate of xx.example.org falls to 30%",
        "5xx 错误率低于 0.1%",
        "4xx responses fall by 20%",
        "10x growth",
        "3 x 5 天的训练营满意度达到 90%",
        "3 × 5 天",
        "Model X deliveries reach 300",
        "产品 X 月活达到 5 万",
        "iPhone X 人均使用时长达到 30 分钟",
        "Followers on X reach 5,000",
        "SpaceX, Xbox and x86 builds pass",
        "X 光检查平均等待降到 10 分钟",
        "x-ray waiting time falls to 10 minutes",
        "",
        "x",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert placeholders(text) == ()


@given(
    st.text(alphabet=st.sampled_from("xX×Ｘ -/@.%月家$ak1 "), max_size=60) | st.text(max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_placeholders_stand_in_the_text_in_their_order(text: str) -> None:
    position = 0
    for found in placeholders(text):
        position = text.index(found, position) + len(found)


@pytest.mark.parametrize("text", ["x" * 10_000, "×" * 9_999 + "a", "X " * 5_000, "xx-" * 3_000])
def test_long_texts_are_read_to_the_end(text: str) -> None:
    assert all(found in text for found in placeholders(text))
