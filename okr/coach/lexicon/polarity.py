"""Which way is better: verbs that rise or fall, and metrics whose better side is known."""

from okr.coach.lexicon.build import latin, split

#: Verbs after which the target lies below the start.
FALLS = (
    latin(
        split(
            "reduc(?:e[sd]?|ing) lower(?:s|ed|ing)?(?!_than) cut(?:s|ting)? decreas(?:e[sd]?|ing)"
            " shorten(?:s|ed|ing)? br(?:ing|ings|ought)_[a-z_-]{1,40}_down drop(?:s|ped|ping)?"
            " shrinks? shrank shrinking minimi[sz]e[sd]? fewer falls? falling fell"
            " declin(?:e[sd]?|ing)"
            " narrow(?:s|ed|ing)? go(?:es)?_down down(?!_?time|load) dips? sinks? slips?"
            " slid(?:es?)"
            " halv(?:e[sd]?|ing) sheds? trim(?:s|med)? slash(?:es|ed)? squeez(?:e[sd]?|ing)"
            " compress(?:es|ed)? sav(?:e[sd]?|ing) curb(?:s|ed)? limit(?:s|ed)?"
        )
    )
    + r"|降|减|缩短|压缩|下滑|控制在|缩小|压到|压至|收窄|跌|回落|缩至|缩减|削"
)
#: Verbs after which it lies above.
RISES = (
    latin(
        split(
            "increas(?:e[sd]?|ing) grow(?:s|n|ing)? grew rais(?:e[sd]?|ing) boost(?:s|ed|ing)?"
            " lift(?:s|ed|ing)? expand(?:s|ed|ing)? doubl(?:e[sd]?|ing) rises? rising rose"
            " climb(?:s|ed|ing)? jump(?:s|ed)? go(?:es)?_up gets?_to up(?=_from|_to|_by|_\\d)"
            " widen(?:s|ed)? surge[sd]? extend(?:s|ed)? scal(?:e[sd]?|ing) exceed(?:s|ed)?"
            " reach(?:es|ed|ing)? hit(?:s|ting)? achiev(?:e[sd]?|ing) gain(?:s|ed)? win(?:s|ning)?"
        )
    )
    + r"|提升|提高|增|上升|涨|扩大|扩张|拉升|升至|升到|达到|突破|攀升|翻倍"
)
#: Metrics of which less is better, by the noun that names them.
LESS_IS_BETTER = (
    latin(
        split(
            "churn times? costs? latency defects? errors? incidents? bugs? complaints? delays?"
            " downtime bounce waste scrap attrition crash(?:es)? returns? refunds? wait(?:ing)?"
            " backlog absen(?:ce|ces|teeism) overdue injur(?:y|ies) accidents? emissions duration"
            " vacanc(?:y|ies) debts? rework spend(?:ing)? expenses? outages? failures? departures?"
            " abandonment escalations? turnover_of_staff staff_turnover claims? write-offs?"
            " stock-?outs?"
            " open_(?:tickets|issues|items|cases|positions) out-of-stock flaky unplanned p95"
            " p99 lead_time cycle_time shrinkage no-shows?"
            " cancellations? unsold late energy_use tickets_per days_to hours_to"
        )
    )
    + r"|流失|时间|时长|周期|成本|费用|延迟|不良|次品|错误|故障|投诉|离职|退货|退信|跳出|崩溃|能耗"
    r"|库存|周转天数|损耗|缺货|差错|返工|报废|逾期|缺勤|事故|欠款|欠租|坏账|空置|退款|取消率|缺陷"
    r"|p95|p99|排队|等待|积压|浪费|报修|差评"
)
#: Metrics of which more is better.
MORE_IS_BETTER = (
    latin(
        split(
            "coverage retention renewals? renewal_rate conversion satisfaction nps csat"
            " ratings? scores?"
            " revenues? sales income profit margin users? customers? subscribers? members?"
            " partners?"
            " followers? sign-?ups? downloads? leads? orders? bookings? accuracy availability"
            " uptime"
            " adoption attendance occupancy win_rate productivity throughput engagement traffic"
            " punctuality acceptance participation quality safety efficiency [a-z]+ability"
            " pass_rate completion_rate"
            " visitors? share_of recall awareness on-time gmv arr mrr dau mau schools? stores?"
        )
    )
    + r"|覆盖率|留存|续约|续费|转化|满意|评分|得分|收入|营收|销售额|利润|用户|客户|会员|粉丝|订阅"
    r"|注册"
    r"|下载|线索|订单|准确率|可用率|使用率|出租率|入住率|赢单率|参与|日活|月活|流量|份额|复购"
    r"|准时率"
    r"|完成率|通过率|合格率|好评|学校|门店|伙伴"
)
