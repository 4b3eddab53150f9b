"""Word lists of units: currencies, Chinese measure words, English words around a counted noun."""

# Signs of currencies with their ISO 4217 codes; a bare ¥ is taken for the yuan.
SIGNS = {
    "us$": "USD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "a$": "AUD", "c$": "CAD",
    "r$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR", "₩": "KRW",
    "₽": "RUB",
}  # fmt: skip
CODES = frozenset(
    "AED AUD BRL CAD CHF CNY DKK EUR GBP HKD IDR INR JPY KRW MXN MYR NOK NZD PHP PLN RUB"
    " SAR SEK SGD THB TRY TWD USD VND ZAR".split()
)
_MONEY_NAMES = {
    "CNY": "人民币 元 块 块钱 rmb yuan renminbi 元人民币",
    "USD": "美元 美金 美刀 刀 dollar dollars bucks",
    "EUR": "欧元 euro euros",
    "GBP": "英镑 pound pounds",
    "JPY": "日元 日圆 円 yen",
    "HKD": "港元 港币",
    "TWD": "台币 新台币",
    "KRW": "韩元",
    "INR": "卢比 rupees",
    "CHF": "瑞郎 francs",
    "SGD": "新币 新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "RUB": "卢布",
    "THB": "泰铢",
}
MONEY_WORDS = {word: code for code, words in _MONEY_NAMES.items() for word in words.split()} | {
    code.lower(): code for code in CODES
}

# Chinese measure words and units of time that follow a number; the longest match is the unit.
MEASURES = (
    "兆瓦时 学时 工时 个工作日 个自然日 个小时 个季度 个月 个人天 人次 人天 人日 人月 人时"
    " 工作日 小时"
    " 分钟"
    " 毫秒 微秒 秒钟 季度 星期 城市 国家 平方米 平米 公里 公斤 千克 千米 千瓦时 万次 自然日"
    " 天数 分 秒 天 日 周 月 年 个 名 位 家 场 次 条 份 篇 套 款 项 人 台 件 单 门 期 支 只"
    " 所 座 国 省 市 城 轮 节 部 本 张 批 组 对 类 种 页 字 集 首 颗 辆 间 处 起 例 户 店 站"
    " 点 星 倍 成 米 吨 斤 度 票 笔 包 箱 瓶 盒 课时 课 堂 届 环 幅 封 通 段 句 枚 株 亩"
    " 座席 席 层 栋 顿 桌 班 车 航班 版 遍 趟 回"
).split()
# A measure word before one of these is only the first character of a noun (项目, 场景, 部门).
NOT_BEFORE = {
    entry[0]: entry[1:]
    for entry in (
        "场景地所均馆 项目 部门分署 组织合件 点击 单位平元 人力工才员均群 名单 本地周月季次"
        " 位置 国家内际 省份 市场 店铺面 分类析店公支 成功本员交果 环节比 次日 周期年 页面"
        " 条件款 节点 类型 层级 批量次 期间 户外 字段 支持付撑 例会子 天数 件事 家长 门店户"
        " 台阶 对标 课程 通过 封装 处理 起来 月活均 日活均 年轻 秒级 度假 季节 站内外 集成团"
        " 堂食 车间型 米饭"
    ).split()
}
# What an amount without a currency is an amount of; these are the metric, not a unit.
AMOUNT_NOUNS = frozenset(
    "营收 收入 销售额 流水 利润 净利润 回款 融资 销量 产值 业绩 成交额".split()
)
TIME_MEASURES = frozenset(
    "个工作日 个自然日 个季度 个小时 工作日 个月 分钟 季度 小时 微秒 星期 毫秒 秒钟 周 天 年"
    " 日 秒".split()
)

#: How many seconds a unit of time has, for a start and a target in different units.
SECONDS = {
    word: seconds
    for seconds, words in {
        0.001: "ms millisecond milliseconds 毫秒",
        1.0: "s sec secs second seconds 秒 秒钟",
        60.0: "min mins minute minutes 分钟 分",
        3600.0: "h hr hrs hour hours 小时 个小时",
        86400.0: "day days 天 日",
        604800.0: "week weeks 周 星期",
    }.items()
    for word in words.split()
}

# English words that end the noun after a number.
STOPS = frozenset(
    (
        "a about above across adopt after against all also among an and answer are as at"
        " attend baseline be because been before begin below better between beyond but by"
        " can come compared complete currently decrease do does down drop during each every"
        " faster fewer for from get go grow grows growth had has have higher if improve"
        " improvement improves in increase instead into is its join last less like live lower make"
        " mom month-over-month more must next no not now of on only or our out over past per"
        " plus qoq rate rather reduce reduces reduction remain respond run say should sign since"
        " slower so start stay than that the their then this through till to today under"
        " until up uplift use using versus via vs was we when where which while who whose"
        " will with within without worse worth wow year-on-year year-over-year"
        " yearly-on-year yoy"
    ).split()
)
# Adjectives and modifiers that stand between a number and its noun.
MODIFIERS = frozenset(
    (
        "access active additional analytics annual annually average aws basis big bonus"
        " business calendar campus completed consecutive critical customer daily design"
        " devops different enterprise existing express external famous first-time full"
        " global globally good great happy high high-severity internal ios junior key large"
        " less local macos major marketing mid-size minor monthly more net new news offline"
        " online open ops os other overall paid paying plus potential press previous process"
        " product progress public published qualified quality real real-world reference"
        " registered research saas sales senior series serious small status strategic strong"
        " success successful sustained top total unique user various verified virus weekly"
        " working worldwide yearly"
    ).split()
)
PLURALS = frozenset("children criteria heads media men people personnel staff women".split())
