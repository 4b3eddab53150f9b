"""Made-up titles: a few frequent words, a long tail of rare ones, two scripts."""

import random
from collections.abc import Sequence

FREQUENT = "customer"
"""In about every third objective."""
FREQUENT_TOO = "revenue"
"""In about every third objective, on its own account."""
FREQUENT_HAN = "客户"
"""In about every tenth objective: every third Chinese one."""
RARE = "zanzibar"
"""In `RARE_HOLDERS` objectives however many there are."""
RARE_HOLDERS = 7

_ENGLISH = (
    "launch grow raise lower improve reduce ship hire train open close win keep migrate release "
    "measure automate simplify publish renew onboard support deliver expand pilot review document"
).split()
_THINGS = (
    "app store team market partner pipeline latency churn rating backlog coverage payroll checkout "
    "search report contract campaign website newsletter office warehouse supplier invoice budget "
    "platform dashboard interview roadmap incident security quality satisfaction retention "
    "conversion uptime delivery"
).split()
_HAN = (
    "提升 降低 完成 上线 增长 优化 推广 团队 市场 产品 质量 收入 成本 渠道 用户 体验 服务 招聘 "
    "培训 系统 平台 数据 安全 满意度 转化率 留存 合同 交付 品牌 流程"
).split()


class Titles:
    """Titles from a seed: the same seed gives the same company."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        # Names of products, customers and places: a long tail that grows with the company.
        self._syllables = "ka lo mi ne ru so ta vi zu be do fe ga hi jo pa".split()

    def objective(self, index: int) -> str:
        """Every third one is Chinese."""
        chance = self._random.random
        if index % 3 == 2:
            words = [*self._some(_HAN, 4), *([FREQUENT_HAN] if chance() < 1 / 3 else [])]
            return "".join(words)
        words = [*self._some(_ENGLISH, 1), *self._some(_THINGS, 2), self._name()]
        words += [word for word in (FREQUENT, FREQUENT_TOO) if chance() < 1 / 2]
        return " ".join(words)

    def key_result(self, index: int) -> str:
        """In the language of its objective."""
        if index % 3 == 2:
            return "".join(self._some(_HAN, 4))
        return " ".join((*self._some(_ENGLISH, 1), *self._some(_THINGS, 2), self._name()))

    def _some(self, words: Sequence[str], count: int) -> list[str]:
        # The square of a uniform number favours the beginning of the list, as usage does.
        return [words[int(self._random.random() ** 2 * len(words))] for _ in range(count)]

    def _name(self) -> str:
        return "".join(self._random.choice(self._syllables) for _ in range(4))
