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
        " sales gmv arr mrr arpu (?:annual|yearly|quarterly|sales)_turnover profits?"
        " profitability margin margins order_value"
        " contract_value basket deal_size income earnings billings ad_revenue subscriptions_revenue"
        " bookings_(?:grow|rise|reach|worth|of|increase) new_bookings sell sells sold"
        " licen[cs]es deals paying"
        " spend_per_(?:user|customer|visit|head|buyer) average_order aov ticket_size"
        " basket_size sales_volume"
        " receivables? moneti[sz]ation in-game_purchases leasing rental_income rent_income"
        " flats_sold"
        " units_sold homes_sold market_share share_of_the_market tickets_sold top_line tenders?"
        " cash_collected"
        " break-even donations fundraising commission interest_income sponsorship"
        " occupancy upsell cross-sell pipeline_value price_per income_from contracts_worth"
        " paid_plans licence"
    ),
    Topic.ACQUISITION: "sign-?ups? signups registrations? registered [a-z]+ed_lead per_lead"
    " (?:win|sign|land|acquir|attract|gain|get|find|reach|bring|add|grow"
    "|recruit)[a-z]*_(?:[a-z0-9,.]+_){0,2}"
    "new_(?:users|customers|clients|accounts|members|players|students|readers|viewers|buyers"
    "|sellers)"
    " (?<![\\d,.])(?<!all_)(?<!the_)(?<!with_)(?<!for_)(?<!among_)(?<!of_)\\d[\\d,.k]*_(?:more_"
    ")?new_(?:[a-z]+_)?[a-z]+ new_(?:customers|users|clients|accounts)_(?:reach|grow|rise|per"
    "|from)"
    " (?:\\d[\\d,.k]*|qualified|sales|inbound|new|more|marketing|valid|collect|generate"
    "|generates|get|bring|brings)_(?:(?!team|group|tech|shift|project|squad)[a-z]+_)?leads"
    " leads_(?:grow|rise|increase|per|from|reach|generated) lead_generation lead_volume mqls?"
    " sqls? downloads? installs? acquisition resellers? distributors?"
    " traffic (?:site|web|website|unique|monthly|new)_visitors visitors_(?:grow|rise|increase"
    "|to|from|up)"
    " demo_requests? waitlist new_logos win_users first_users new_partners? trials market_entry"
    " winning_customers"
    " (?:reach(?:es)?|hits?|grow_to|win)_\\d[\\d.,]*[km]?\\+?_(?:paying_)?(?:users|customers"
    "|subscribers|members) enter_the new_suppliers new_vendors"
    " mailing_list e-?mail_list"
    " logos"
    " (?:(?:win|sign|land|acquire)(?:s|ed|ing)?|onboard(?:s|ed)?)_(?=(?!back"
    "|off)(?:up_)?(?:\\d[\\d,.k]*"
    "|[a-z]+)_(?:new_)?[a-z]+)",
    Topic.CONVERSION: "checkout_completion trial_users_who conversion converts? pay_rate"
    " trial-to-paid"
    " close_rate win_rate",
    Topic.RETENTION: (
        "retention retain retained churn renewals? renew returning repeat loyalty loyal"
        " (?<!their_)(?<!the_)stay staying churning churned leaving come_back coming_back"
        " turnover_of_(?:tenants|customers|members|clients) cancel(?:s|lations?|led)? long-time"
        " lifetime_value return_(?:next|within|to_us|each|every) come_back_for"
        " keep_(?:[a-z]+_){0,3}(?:customers|clients|subscribers|members|players|users|readers"
        "|guests|tenants) for_longer keep_customers keep_users reactivated"
    ),
    Topic.ENGAGEMENT: "dau mau wau active_users active engagement usage adoption session_length"
    " sessions time_spent every_day interactions more_often open_the_app use_[a-z]+_daily habit"
    " habits (?:weekly|daily|monthly)_(?:active_)?(?:players|users|riders|listeners"
    "|readers) play_time watch_time minutes_per time_per_(?:user|visit|session|day|player"
    "|listener|reader) lessons_completed comments_per daily_active weekly_active time_in_app"
    " logins log_in",
    Topic.SATISFACTION: (
        "satisfaction satisfied nps csat ratings? reviews complaints? happy happier happiness"
        " pleased satisfying csat_score"
        " delight recommend recommends promoters"
    ),
    Topic.RELIABILITY: "stable (?<!financial_)(?<!price_)(?<!staff_)stability reliable reliability"
    " uptime"
    " availability incidents?"
    " downtime crash(?:es)? crash_rate bugs? outages? rock[-_]solid solid resilient resilience"
    " backups? data_loss lose_no_data recover(?:y|ies|s)? peak_load return_rate product_returns"
    " defect_rate scrap_rate never_fails? always_on robust latency p9[59]"
    " error_rate mttr fail fails failures? failing errors accidents?",
    Topic.ENGINEERING: "test_coverage test_automation automated_tests unit_tests? build_times?"
    " deployments?"
    " code code_coverage"
    " pull_requests? deploy deploys deployed commits code_review releases_per technical_debt"
    " deploy_frequency",
    Topic.EFFICIENCY: (
        "lead_time cycle_time delivery_time order_to_delivery turnaround handling_time"
        " processing_time automated? automation productivity efficiency throughput time_from"
        " hiring_time_lost faster_delivery approval_times? manual_steps"
        " (?:close|closing|approval|answer|reply|check)_takes days_instead hours_instead"
        " paperwork cycle_times lead_times waiting_time"
        " punctuality on-time_delivery punctual manual_work hours_saved"
    ),
    Topic.COST: (
        "costs? (?:marketing|ad|advertising|media|cloud|travel)_spend(?:ing)? spend spending"
        " acquisition_cost cac expenses? rent waste scrap inventory overheads? dso bill"
        " electricity write-offs? stock_value excess_stock running_cost budget_variance"
        " budget_cut fuel fuel_use carbon energy cheaper savings save_money"
        " spend_less overhead travel_expenses"
    ),
    Topic.BRAND: "brand press followers media_mentions mentions awareness recall best-known"
    " newsletter_subscribers articles impressions publicity reputation share_of_voice"
    " name_recognition share_of_search campaign_reach brand_search known famous recognised"
    " recognized twitter visibility awards? podcasts? likes facebook"
    " instagram linkedin tiktok youtube social_media papers coverage_in"
    " name_known media publications? posts",
    Topic.PEOPLE: "hire hired hiring hires recruiting recruitment recruit recruits employees? staff"
    " enps"
    " workplace"
    " place_to_work employers? attrition open_positions positions engineers_want culture new_hires"
    " fill_(?:all|\\d+|the_open|open|positions|vacancies|roles)"
    " proud work_here working_here vacancies vacancy headcount teammates colleagues"
    " leadership_team managers_trained nurses recruits?_[a-z0-9]+ talent"
    " (?:hiring_time|time_to_hire|time_to_fill) candidates? applicants? applications_per"
    " new_joiners? probation"
    " promotions_(?:from|to|within) internal_promotions promoted successors? succession"
    " mentors? mentoring resignations? regretted"
    " absences? absenteeism pay_gap salar(?:y|ies) diversity women_in internal_moves"
    " internal_mobility"
    " staff_turnover referral_hires interviewers? team_members works_council shift_plan shifts"
    " sick_days offers? well-being wellbeing morale post-docs"
    " sales_reps designers_hired managers_hired new_colleagues apprentices",
    Topic.SECURITY: (
        "security (?:more|most|is|are|stay|stays|keep|product|platform|systems?|app)_secure"
        " secure_(?:product|platform|systems?|app|access|login|by)"
        " audits? compliance compliant gdpr data_protection vulnerabilities"
        " vulnerability customer_data user_data personal_data leaks? leaked intrusions? mfa"
        " two-factor patched patches"
        " pen_tests? ransomware protect_(?:[a-z]+_){0,2}(?:data|privacy|company|systems?"
        "|accounts?|users|information) penetration breaches privacy phishing iso_27001 soc_2"
        " audit-proof"
    ),
}
_CHINESE = {
    Topic.REVENUE: (
        "收入 营收 销售额 gmv 流水 利润 毛利 客单价 arpu arr 业绩 合同额 签约额 回款 成交额"
        " 交易额 带货"
        " 售出 出口 销量 订单量 签单 市占率 份额 中标 付费用户 充值 打赏 预售 去化 租金收入"
        " 出租率 客单 广告收入"
        " 净利 销售收入 卖出 佣金 广告销售 销售(?=达|增长|收入|提升|突破) 成交 收费 单价"
        " 授权收入 盈亏平衡 入住率 坪效 增购 付费收入 续费收入"
        " 变现 善款 捐款 募集 筹款 单用户收入 合同金额 订单额 盈利"
    ),
    Topic.ACQUISITION: (
        "注册 用户(?:数|总数)?(?:达到|突破|增长到) 新增用户 (?:获取|赢得|拓展|新增|新签|吸引"
        "|争取|开拓|带来|获得|引入|拉来|触达).{0,8}(?:新客|新用户|新客户|新商户|新会员)"
        " 新(?:用户|客|客户)(?:数|增长|占比|达) 线索 下载 拉新 获客"
        " 渠道商 经销商 分销商 第一批用户 赢得客户"
        " 新签"
        " 访问量 访客(?:数|量|增长) 独立访客 客户数(?!据) 客户总数 商机 意向客户 订阅用户 引流"
        " 演示申请 新增.{0,4}(?:客户|用户|商家|会员) 打开.{0,6}市场 开拓.{0,6}市场 渠道伙伴"
        " 首批用户 (?:拓展|新增|签下|签约"
        "|拿下|新开|开出|赢得|获取|争取)\\d+[家所位个名户] 新签\\d+ 获取客户 拓客 拉新 新增会员"
        " 新增商家 获得用户 装机量"
        " 试用申请"
    ),
    Topic.CONVERSION: "下单率 成交率 支付率 转付费 转化率 付费率 签约率 成单率"
    " (?<!商业化)转化 赢单率",
    Topic.RETENTION: (
        "留存 流失 续费 续约 复购 回访率 愿意回来 再来 再次光顾"
        " (?<!赚)(?<!拿)(?<!收)(?<!带)回来 留得 留住 不愿离开 留下 忠诚 老客户不走"
        " 退订 取消订阅 老玩家 老用户 常客 回头客 挽留 流走 粘性 续签 回购 回流"
    ),
    Topic.ENGAGEMENT: (
        "活跃 日活 月活 dau mau 使用率 互动 停留时长 观看时长 每天都 更频繁 打开应用 打开频次"
        " 人均单次时长 在线时长 完播 发帖 评论数 播放量 游戏时长 登录次数 使用频次 参与度 周活"
        " 使用时长"
    ),
    Topic.SATISFACTION: "满意 nps 好评 评分 投诉 口碑 推荐 csat 差评 好感 表扬 舒心 放心",
    Topic.RELIABILITY: (
        "稳定(?:性|运行|可靠|平台) 最稳定 高效稳定 更稳定 系统稳定 产品稳定 稳定的 可用率 可用性"
        " 高峰 备份 丢失 丢数据 压测 恢复时间 退货 不良率 次品 返工 停电 断电 故障 宕机 出错"
        " 报错 错误 崩溃 bug 延迟 稳如 事故 停机 可靠 坚如磐石 健壮 报警 中断 容灾 sla"
    ),
    Topic.ENGINEERING: (
        "自动化测试 测试覆盖 单元测试 单测 构建时长 构建时间 代码 部署频率 技术债 研发效能 部署次数"
        " 每天部署 代码评审 发版"
    ),
    Topic.EFFICIENCY: (
        "周期 效率 自动化 交付时间 交付 处理时长 人效 时效 提效 下单到 等待时间 响应时间"
        " 月结 用时 人工处理 自助率 准时 准点 送达 配送时 履约 手工工时 流转 快速响应 耗时 审批时长"
    ),
    Topic.COST: (
        "成本 (?<!每项)(?<!每笔)费用 租金 支出 降本 库存 省钱 花得更值 浪费 周转天数 能耗 报废"
        " 开支 差旅费 节省"
        " 省下 电费 水电 预算执行 物料"
    ),
    Topic.BRAND: (
        "品牌 知名度 粉丝 曝光 媒体 认知度 影响力 美誉 公众号 声量 文章 微博 抖音 小红书 视频号"
        " 回忆率 名气 话题量 认识我们 联名 点赞 论文 转发 阅读量 认得出 闻名 出圈 热搜 搜索指数"
        " 提及率 刊登"
    ),
    Topic.PEOPLE: (
        "招聘周期 到岗周期 招聘 招到 招募.{0,4}人 员工 人才 雇主 敬业度 离职 氛围 团队.{0,3}(?:自豪"
        "|不愿离开)"
        " 招.{0,6}名"
        " 候选人 应聘 面试 校招 社招 内推 转正 试用期 晋升 继任 讲师 薪酬 薪差 付薪 薪资 福利"
        " 缺勤 流动率 到岗"
        " 储备干部 新员工 管理者 新任经理 招到 排班 空缺岗位 工程师愿意 offer 幸福感 入职"
        " 博士后 归属感 士气 自豪 岗位 空缺"
        " 护士 敬业 骨干保留 人效提升 编制执行 新人 不愿离开的团队"
    ),
    Topic.SECURITY: "保护.{0,6}数据 客户数据 个人信息 加密 攻击 钓鱼 补丁 安全 合规 审计 审查 漏洞"
    " 隐私"
    " 渗透测试 等保 泄露 风控 高危 监管",
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
    r"employee|staff|engineers?(?![a-z])|nurses|workplace|place to work|team members|colleagues"
    r"|(?:great|best|good|top|talented|senior|skilled|excellent) (?:teachers|nurses|doctors"
    r"|drivers|developers"
    r"|designers|engineers|salespeople|people|technicians|cooks|chefs|advisers|managers)"
    r"|employers?(?![a-z])|(?:place|team|company) (?:where|that) |new (?:hires?|joiners?"
    r"|starters?)|people who want|hires?(?![a-z])"
    r"|员工|工程师|骨干|人员流失|人才|新人|团队成员|同事|雇主|入职|招到"
    r"|(?:优秀|最好|骨干|核心|资深|顶尖)的?(?:教师|老师|医生|护士|司机|开发|设计师|销售|技师"
    r"|厨师|导购|顾问|经理)"
)
_ABOUT_PEOPLE = {Topic.RETENTION, Topic.SATISFACTION, Topic.ENGAGEMENT}


def topics(folded: str) -> frozenset[Topic]:
    """What folded text is about; what employees feel and do is about people."""
    pattern = _LATIN if folded.isascii() else _MIXED
    found = {Topic(match.lastgroup) for match in pattern.finditer(folded) if match.lastgroup}
    if found & _ABOUT_PEOPLE and _THEIR_PEOPLE.search(folded):
        found = (found - _ABOUT_PEOPLE) | {Topic.PEOPLE}
    return frozenset(found)
