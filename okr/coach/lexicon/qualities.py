"""Nouns for what can be better about a thing; see the package for the source."""

from okr.coach.lexicon.build import latin, split

#: With one of these an improvement has a direction: not "the product", but its stability.
ENGLISH = split(
    "experience satisfaction efficiency stability reliability quality speed retention conversion"
    " awareness recognition loyalty engagement productivity profitability margin profit revenue"
    " turnover churn cost costs availability usability accessibility security safety accuracy"
    " transparency competitiveness performance uptime latency responsiveness adoption reach"
    " visibility reputation morale skills skill capability capabilities utilisation"
    " utilization throughput coverage traffic share rate rates ratio time times cycle lead_time"
    " happiness health sustainability compliance resilience maintainability"
    " predictability consistency footprint downtime complaints defects errors debt"
    " sign-ups signups leads sales_volume orders bookings downloads installs"
    " renewals reviews ratings nps csat dau mau gmv arr mrr arpu income cash_flow waste emissions"
    " energy employer_brand velocity flexibility readiness lifetime_value trust wellbeing"
    " love understanding preference confidence interest perception attention commitment well-being"
)
CHINESE = split(
    "效率 体验 质量 速度 成本 收入 营收 利润 留存 转化 份额 口碑 规模 结构 时长 周期 安全 销售额"
    " 客单价 复购"
    " 活跃 流量 注册量 订单量 gmv dau mau nps 率(?!先) (?<![制年月季])度(?!假) 性 (?<![人主])力 感"
    " 量(?!产) 额 数(?!据|字|学|码|智) 意识 品质 形象 地位 水准 技能 占比"
    " 声誉 信誉 名声 流失 故障 投诉 效能 效果 健康 文化 氛围 人效 坪效 能耗 排放 损耗 库存 粉丝"
    " 声量 壁垒 粘性"
    " 健康"
    " 标准 价值 喜爱 偏好 认知 认可 信任 信心 兴趣 归属 好感 关注 理解 业绩 产能 时效 获客 梯队"
)
PATTERN = rf"{latin(ENGLISH)}|(?:{'|'.join(CHINESE)})"
