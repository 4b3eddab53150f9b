"""A word in either language, well or badly typed, finds the topics it means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr.examples import Topic, search, topics


def _keys(words: str, lang: str = "en") -> list[str]:
    return [topic.key for topic in search(words, lang)]


@pytest.mark.parametrize("lang", ["en", "zh"])
class TestTheReadersLanguageDoesNotMatter:
    @pytest.mark.parametrize(
        ("words", "best"),
        [
            ("customer service", "customer-service"), ("客服", "customer-service"),
            ("Customer Success", "customer-success"), ("客户成功", "customer-success"),
            ("HR", "human-resources"), ("ＨＲ", "human-resources"),
            ("人力资源", "human-resources"), ("人事", "human-resources"),
            ("recruiting", "human-resources"), ("招聘", "human-resources"),
            ("devops", "devops"), ("Dev Ops", "devops"), ("SRE", "devops"), ("运维", "devops"),
            ("operations", "operations"), ("运营", "operations"), ("ops", "operations"),
            ("R&D", "engineering"), ("研发", "engineering"), ("CTO", "engineering"),
            ("QA", "testing"), ("test", "testing"), ("测试", "testing"),
            ("CEO", "company"), ("老板", "company"), ("company", "company"), ("公司", "company"),
            ("BD", "business-development"), ("商务拓展", "business-development"),
            ("市场", "marketing"), ("marketing", "marketing"), ("品牌", "marketing"),
            ("product manager", "product"), ("产品", "product"),
            ("UX", "design"), ("设计师", "design"),
            ("售前", "sales-support"), ("sales support", "sales-support"),
            ("sales manager", "sales-manager"), ("销售总监", "sales-director"),
            ("渠道", "channel"), ("dealer", "channel"), ("channels", "channel"),
            ("财务", "finance"), ("finance", "finance"), ("行政", "administration"),
            ("admin", "administration"), ("real estate", "real-estate"), ("地产", "real-estate"),
            ("房地产", "real-estate"), ("FMCG", "consumer-goods"), ("快消", "consumer-goods"),
            ("游戏", "games"), ("game", "games"), ("互联网", "internet"), ("tech", "internet"),
        ],
    )  # fmt: skip
    def test_a_name_finds_its_topic_first(self, words: str, best: str, lang: str) -> None:
        assert _keys(words, lang)[0] == best

    @pytest.mark.parametrize("words", ["销售", "sales", "saels", "Sales team", "销售团队"])
    def test_sales_finds_all_of_sales(self, words: str, lang: str) -> None:
        found = _keys(words, lang)
        assert found[:3] == ["sales-director", "sales-manager", "sales-support"]
        assert "channel" in found

    @pytest.mark.parametrize(
        ("words", "best"),
        [
            ("marekting", "marketing"), ("finanace", "finance"), ("desing", "design"),
            ("custmer servce", "customer-service"), ("realestate", "real-estate"),
            ("administraton", "administration"), ("人力资原", "human-resources"),
            ("客户服物", "customer-service"), ("房地厂", "real-estate"), ("销受", "sales-director"),
        ],
    )  # fmt: skip
    def test_slips_are_forgiven(self, words: str, best: str, lang: str) -> None:
        assert _keys(words, lang)[0] == best

    @pytest.mark.parametrize(
        ("words", "best"),
        [
            ("我想看看客服的例子", "customer-service"), ("财务部门 OKR 示例", "finance"),
            ("房地产行业", "real-estate"), ("please show me examples for finance", "finance"),
            ("OKR examples: design team", "design"), ("“测试”，谢谢", "testing"),
        ],
    )  # fmt: skip
    def test_small_talk_is_passed_over(self, words: str, best: str, lang: str) -> None:
        assert _keys(words, lang)[0] == best

    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("hospital", "marketing"), ("医院", "marketing"), ("p95", "engineering"),
            ("latency", "engineering"), ("毛利率", "company"), ("gross margin", "company"),
            ("无障碍", "design"), ("penetration", "internet"), ("能耗", "administration"),
            ("留存", "games"), ("retention", "games"),
        ],
    )  # fmt: skip
    def test_words_inside_the_examples_find_them(self, words: str, key: str, lang: str) -> None:
        assert key in _keys(words, lang)

    @pytest.mark.parametrize(
        "words", ["", " ", "，。", "🙂", "xyzzy", "香蕉苹果", "示例", "examples", "的", "a", "1"]
    )
    def test_nothing_is_found_for_what_says_nothing(self, words: str, lang: str) -> None:
        assert _keys(words, lang) == []


def test_names_leave_no_room_for_mere_mentions() -> None:
    assert _keys("客服") == ["customer-service"]


def test_two_words_find_both_topics() -> None:
    found = _keys("finance games")
    assert {"finance", "games"} <= set(found[:2])


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.key)
def test_every_topic_is_found_by_each_of_its_names(topic: Topic) -> None:
    for lang, names in topic.names.items():
        for name in names:
            assert topic in search(name, lang)


@given(st.text(max_size=40), st.sampled_from(["en", "zh", "fr", ""]))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_an_answer_without_repeats(words: str, lang: str) -> None:
    found = search(words, lang)
    assert len({topic.key for topic in found}) == len(found)


def test_a_very_long_request_is_answered() -> None:
    assert _keys("销售" + " lorem" * 5000)[0] == "sales-director"
