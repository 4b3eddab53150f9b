"""What a line is about: families of outcomes, and which say nothing about each other."""

import re
from enum import Enum

from okr.coach.lexicon.build import latin, split


class Topic(Enum):
    """A family of outcomes; its value names the group of the pattern."""

    REVENUE = "revenue"
    ACQUISITION = "acquisition"
    CONVERSION = "conversion"
    RETENTION = "retention"
    ENGAGEMENT = "engagement"
    SATISFACTION = "satisfaction"
    RELIABILITY = "reliability"
    ENGINEERING = "engineering"
    EFFICIENCY = "efficiency"
    COST = "cost"
    BRAND = "brand"
    PEOPLE = "people"
    SECURITY = "security"


_ENGLISH = {
    Topic.REVENUE: (
        "revenues? sales_(?!team|rep|people|force|funnel|pipeline|cycle|call|staff|tool|training)"
        " sales gmv arr mrr arpu turnover_of profits? profitability margin margins order_value"
        " contract_value basket deal_size income earnings billings ad_revenue subscriptions_revenue"
        " bookings sell sells sold licen[cs]es deals paying"
        " spend_per break-even donations fundraising commission interest_income sponsorship"
        " occupancy upsell cross-sell pipeline_value price_per income_from contracts_worth"
        " paid_plans licence"
    ),
    Topic.ACQUISITION: "sign-?ups? signups registrations? registered new_users new_customers"
    " qualified_leads leads mqls? sqls? downloads? installs? acquisition resellers? distributors?"
    " traffic visitors win_users first_users new_partners? trials market_entry winning_customers"
    " (?:reach(?:es)?|hits?|grow_to|win)_\\d[\\d.,]*[km]?\\+?_(?:paying_)?(?:users|customers"
    "|subscribers|members) new_clients new_accounts enter_the suppliers? vendors contacts"
    " mailing_list e-?mail_list"
    " logos"
    " (?:win|sign|land|acquire|onboard)(?:s|ed|ing)?_(?!back|off)(?:up_)?(?:\\d[\\d,.k]*"
    "|[a-z]+)_(?:new_)?[a-z]+",
    Topic.CONVERSION: "conversion converts? pay_rate trial-to-paid close_rate win_rate",
    Topic.RETENTION: (
        "retention retain retained churn renewals? renew returning repeat loyalty loyal"
        " (?<!their_)(?<!the_)stay staying churning churned leaving come_back coming_back"
        " for_longer keep_customers keep_users reactivated"
    ),
    Topic.ENGAGEMENT: "dau mau wau active_users active engagement usage adoption session_length"
    " sessions time_spent every_day interactions more_often open_the_app use_[a-z]+_daily habit"
    " habits daily_active weekly_active time_in_app logins log_in",
    Topic.SATISFACTION: (
        "satisfaction satisfied nps csat ratings? reviews complaints? happy happier happiness"
        " pleased satisfying csat_score"
        " delight recommend recommends promoters"
    ),
    Topic.RELIABILITY: "stable stability reliable reliability uptime availability incidents?"
    " downtime crash(?:es)? crash_rate bugs? outages? rock[-_]solid solid resilient resilience"
    " never_fails? always_on robust latency p9[59]"
    " error_rate mttr fail fails failures? failing errors accidents?",
    Topic.ENGINEERING: "test_coverage unit_tests? build_times? deployments? code code_coverage"
    " pull_requests? deploy deploys deployed commits code_review releases_per technical_debt"
    " deploy_frequency",
    Topic.EFFICIENCY: (
        "lead_time cycle_time delivery_time order_to_delivery turnaround handling_time"
        " processing_time automated? automation productivity efficiency throughput time_from"
        " hiring_time time_to_hire faster_delivery cycle_times lead_times waiting_time"
        " manual_work hours_saved"
    ),
    Topic.COST: (
        "costs? spend(?!_per) spending expenses? rent waste scrap inventory overheads? dso bill"
        " budget_variance budget_cut fuel fuel_use carbon energy cheaper savings save_money"
        " spend_less overhead travel_expenses"
    ),
    Topic.BRAND: "brand press followers media_mentions mentions awareness recall best-known"
    " newsletter_subscribers subscribers articles impressions publicity reputation share_of_voice"
    " known famous recognised recognized twitter visibility awards? podcasts? likes facebook"
    " instagram linkedin tiktok youtube social_media papers coverage_in"
    " name_known media publications? posts",
    Topic.PEOPLE: "hire hired hiring hires recruit recruits employees? staff enps workplace"
    " place_to_work attrition open_positions positions engineers_want culture new_hires fill"
    " proud work_here working_here vacancies vacancy headcount teammates colleagues"
    " leadership_team managers_trained volunteers nurses recruits?_[a-z0-9]+ talent trained?"
    " sick_days offers well-being wellbeing morale account_managers post-docs"
    " sales_reps designers_hired managers_hired new_colleagues apprentices",
    Topic.SECURITY: (
        "security secure audits? compliance compliant gdpr data_protection vulnerabilities"
        " vulnerability protect penetration breaches privacy phishing iso_27001 soc_2 audit-proof"
    ),
}
_CHINESE = {
    Topic.REVENUE: (
        "收入 营收 销售额 gmv 流水 利润 毛利 客单价 arpu arr 业绩 合同额 签约额 回款 成交额"
        " 交易额 带货"
        " 净利 销售收入 卖出 成交 收费 单价 授权收入 盈亏平衡 入住率 坪效 增购 付费收入 续费收入"
        " 变现 善款 捐款 募集 筹款 单用户收入 合同金额 订单额 盈利"
    ),
    Topic.ACQUISITION: (
        "注册 用户(?:数|总数)?(?:达到|突破|增长到) 新增用户 新用户 新客 线索 下载 拉新 获客"
        " 渠道商 经销商 分销商 第一批用户 赢得客户"
        " 新签"
        " 访问量 访客 打开.{0,6}市场 开拓.{0,6}市场 渠道伙伴 首批用户 供应商 (?:拓展|新增|签下|签约"
        "|拿下)\\d+[家所位个名] 新签\\d+ 获取客户 拓客 拉新 新增会员 新增商家 获得用户 装机量"
        " 试用申请"
    ),
    Topic.CONVERSION: "转化率 付费率 签约率 成单率 (?<!商业化)转化 赢单率",
    Topic.RETENTION: (
        "留存 流失 续费 续约 复购 回访率 愿意回来 回来 留得 留住 不愿离开 留下 忠诚 老客户不走"
        " 挽留 流走 粘性 续签 回购 回流"
    ),
    Topic.ENGAGEMENT: (
        "活跃 日活 月活 dau mau 使用率 互动 停留时长 观看时长 每天都 更频繁 打开应用 打开频次"
        " 登录次数 使用频次 参与度 周活 使用时长"
    ),
    Topic.SATISFACTION: "满意 nps 好评 评分 投诉 口碑 推荐 csat 差评 好感 表扬 舒心 放心",
    Topic.RELIABILITY: (
        "稳定(?:性|运行|可靠|平台) 最稳定 高效稳定 更稳定 系统稳定 产品稳定 稳定的 可用率 可用性"
        " 故障 宕机 出错 报错 崩溃 bug 延迟 稳如 事故 停机 可靠 坚如磐石 健壮 报警 中断 容灾 sla"
    ),
    Topic.ENGINEERING: (
        "测试覆盖 单元测试 单测 构建时长 构建时间 代码 部署频率 技术债 研发效能 部署次数"
        " 每天部署 代码评审 发版"
    ),
    Topic.EFFICIENCY: (
        "周期 效率 自动化 交付时间 交付 处理时长 人效 时效 提效 下单到 等待时间 响应时间"
        " 手工工时 流转 快速响应 耗时 审批时长"
    ),
    Topic.COST: (
        "成本 费用 租金 支出 降本 库存 省钱 花得更值 浪费 周转天数 能耗 报废 开支 差旅费 节省"
        " 省下 预算执行 物料"
    ),
    Topic.BRAND: (
        "品牌 知名度 粉丝 曝光 媒体 认知度 影响力 美誉 公众号 声量 文章 微博 抖音 小红书 视频号"
        " 点赞 论文 转发 阅读量 认得出 闻名 出圈 热搜 搜索指数 提及率 刊登"
    ),
    Topic.PEOPLE: (
        "招聘 招到 招募.{0,4}人 员工 人才 敬业度 培训 离职 氛围 团队.{0,3}(?:自豪|不愿离开)"
        " 招.{0,6}名"
        " 空缺岗位 工程师愿意 offer 幸福感 入职 博士后 培训\\d+ 归属感 士气 自豪 岗位 空缺 志愿者"
        " 护士 敬业 骨干保留 人效提升 编制执行 新人 不愿离开的团队"
    ),
    Topic.SECURITY: "安全 合规 审计 审查 漏洞 隐私 渗透测试 等保 泄露 风控 高危 监管",
}


def _pattern(chinese: bool) -> re.Pattern[str]:
    groups = []
    for topic in Topic:
        words = latin(split(_ENGLISH[topic]))
        if chinese:
            words = "|".join([words, *split(_CHINESE[topic])])
        groups.append(f"(?P<{topic.value}>{words})")
    return re.compile("|".join(groups))


_LATIN = _pattern(chinese=False)
_MIXED = _pattern(chinese=True)
_THEIR_PEOPLE = re.compile(
    r"employee|staff|engineers?(?![a-z])|nurses|workplace|place to work|team members"
    r"|员工|工程师|骨干|人员流失|人才|新人|团队成员"
)
_ABOUT_PEOPLE = {Topic.RETENTION, Topic.SATISFACTION, Topic.ENGAGEMENT}

#: An objective of the first kind is not reached by the others by themselves.
FAR: dict[Topic, frozenset[Topic]] = {
    Topic.RETENTION: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
    ),
    Topic.SATISFACTION: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
        | {Topic.ENGINEERING}
    ),
    Topic.RELIABILITY: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
        | {Topic.ENGAGEMENT}
    ),
    Topic.COST: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.BRAND, Topic.ENGAGEMENT}
        | {Topic.SATISFACTION, Topic.PEOPLE, Topic.RETENTION}
    ),
    Topic.BRAND: frozenset(
        {Topic.ENGINEERING, Topic.COST, Topic.PEOPLE, Topic.RELIABILITY, Topic.REVENUE}
    ),
    Topic.PEOPLE: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.ENGINEERING}
        | {Topic.RELIABILITY, Topic.BRAND, Topic.ENGAGEMENT}
    ),
    Topic.ACQUISITION: frozenset(
        {Topic.COST, Topic.ENGINEERING, Topic.PEOPLE, Topic.SECURITY, Topic.EFFICIENCY}
    ),
    Topic.EFFICIENCY: frozenset(
        {Topic.BRAND, Topic.REVENUE, Topic.ACQUISITION, Topic.ENGAGEMENT, Topic.CONVERSION}
    ),
    Topic.ENGINEERING: frozenset({Topic.BRAND, Topic.REVENUE, Topic.ACQUISITION}),
    Topic.SECURITY: frozenset(
        {Topic.BRAND, Topic.ACQUISITION, Topic.REVENUE, Topic.ENGAGEMENT, Topic.CONVERSION}
    ),
    Topic.REVENUE: frozenset({Topic.ENGINEERING}),
    Topic.ENGAGEMENT: frozenset({Topic.REVENUE, Topic.COST, Topic.PEOPLE, Topic.SECURITY}),
    Topic.CONVERSION: frozenset({Topic.COST, Topic.PEOPLE, Topic.SECURITY, Topic.ENGINEERING}),
}


def topics(folded: str) -> frozenset[Topic]:
    """What folded text is about; what employees feel and do is about people."""
    pattern = _LATIN if folded.isascii() else _MIXED
    found = {Topic(match.lastgroup) for match in pattern.finditer(folded) if match.lastgroup}
    if found & _ABOUT_PEOPLE and _THEIR_PEOPLE.search(folded):
        found = (found - _ABOUT_PEOPLE) | {Topic.PEOPLE}
    return frozenset(found)
