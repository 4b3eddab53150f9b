"""What the sample company's Growth team wrote and reported."""

from bot.playground.sample_data import SampleObjective, current, previous, result

GROWTH: tuple[SampleObjective, ...] = (
    previous(
        "mei",
        "找到花钱最少、读者最合适的获客渠道",
        result(
            "单个新读者的获客成本从 18 元降低到 11 元",
            (3, "16.5 中 先停掉了两个信息流计划"),
            (6, "14 中 图书馆合作开始见效"),
            (9, "12.2 高 书评人渠道的成本最低"),
            (12, "11.4 高 只差一点，下周期继续"),
        ),
        result(
            "新渠道带来的次月仍在阅读的读者达到 8,000 人",
            (3, "1,200 低 数据口径刚统一"),
            (6, "3,900 中"),
            (9, "6,800 高"),
            (12, "8,350 高 超过了目标"),
        ),
        result("渠道归因看板上线", (6, "未完成 中 埋点还差两处"), (9, "完成 高 全公司都能看")),
    ),
    previous(
        "sofia",
        "Give the brand one voice in every language",
        result(
            "Reviewed texts that follow the voice guide from 35% to 85%",
            (3, "44% medium the guide itself took longer than planned"),
            (6, "61% medium store listings done"),
            (9, "74% high"),
            (12, "83% high only the oldest mails are left"),
        ),
        result(
            "Readers who say Lantern is like a well-read friend: at least 60%",
            (6, "48% low first survey, 400 answers"),
            (12, "57% medium second survey, 610 answers"),
        ),
        result("Publish the voice guide in English and Chinese", (6, "done high both are out")),
    ),
    previous(
        "ying",
        "让每个实验的结论都站得住",
        result(
            "有明确样本量说明的实验占比从 30% 提升到 95%",
            (3, "52% 中"),
            (6, "71% 高 模板已强制填写"),
            (9, "88% 高"),
            (12, "96% 高 达成"),
        ),
        result(
            "被推翻的实验结论不超过 2 个",
            (6, "1 高 一个分流错误，已公开复盘"),
            (12, "1 高"),
        ),
    ),
    previous(
        "mei",
        "让离开的老读者愿意回来看看",
        result(
            "久未阅读的读者召回率从 4% 提升到 10%",
            (3, "4.6% 低 第一批推送效果一般"),
            (6, "6.1% 中 改成编辑手写推荐"),
            (9, "7.4% 中"),
            (12, "8.2% 中 没有达到，原因写进复盘"),
        ),
        result(
            "召回后仍在坚持阅读的比例至少 35%",
            (6, "29% 中"),
            (12, "36% 高 推荐越具体越有效"),
        ),
    ),
    current(
        "mei",
        "让新读者在第一周就爱上阅读",
        result(
            "新读者次周留存率从 31% 提升到 40%",
            (1, "31% 中 基线确认"),
            (2, "32% 中 首页改版灰度 10%"),
            (3, "33.5% 中"),
            (4, "34% 中 灰度扩大到 50%"),
            (5, "35.8% 高 选书问答效果最好"),
            (6, "36.5% 高"),
        ),
        result(
            "首日读完一章的新读者占比达到 55% @赵颖",
            (2, "41% 中"),
            (4, "45% 中 短章节推荐上线"),
            (6, "49% 高"),
        ),
        result(
            "{end_zh}前带来 5万 新注册读者 @Sofia Rossi",
            (2, "6,200 中"),
            (3, "9,800 中"),
            (4, "13,500 中"),
            (5, "17,900 低 预算要到下月才到位，需要支持"),
            (
                6,
                "20,400 低 下沉城市的转化比预想的慢 "
                "风险：预算十二月才到位，可能赶不上年底的投放窗口 "
                "支持：请帮忙确认能否提前释放一半预算 @Robin Hale "
                "下一步：先用现有预算跑完三个城市",
            ),
        ),
    ),
    current(
        "mei",
        "把会员做成读者愿意推荐给朋友的产品",
        result(
            "付费转化率从 6% 提升到 9%",
            (2, "6.2% 中"),
            (4, "6.9% 中 年付方案试行"),
            (6, "7.4% 中"),
        ),
        result(
            "会员月流失率从 5% 降低到 3%",
            (2, "4.9% 低"),
            (4, "4.7% 低 流失主要在第二个月"),
            (6, "4.6% 低 需要产品团队一起看取消流程"),
        ),
        result("朋友推荐带来 2,000 单", (3, "210 中"), (6, "560 中 邀请页刚上线")),
    ),
    current(
        "sofia",
        "Make Lantern the app that book clubs talk about",
        result(
            "120 book clubs start a shared shelf by {end}",
            (1, "8 medium friends of the house"),
            (2, "19 medium"),
            (3, "31 high librarians spread the word"),
            (4, "44 high"),
            (5, "63 high the autumn reading list helped"),
            (6, "74 high"),
            (7, "81 high four libraries joined"),
        ),
        result(
            "Mentions in the press from 8 to 25",
            (2, "9 medium"),
            (4, "12 medium two radio interviews are agreed"),
            (6, "15 medium"),
        ),
        result(
            "Newsletter open rate from 28% to 38%",
            (2, "28% low the new sender address has no reputation yet"),
            (4, "30% medium"),
            (6, "34% high shorter subjects work"),
            (7, "35% high"),
        ),
    ),
    current(
        "sofia",
        "Open Italy with readers, not with adverts",
        result(
            "15,000 sign-ups in Italy by {end}",
            (3, "900 low the translation of the shop is late"),
            (5, "1,700 low"),
            (
                6,
                "2,600 medium the shop is live since Tuesday "
                "risk: payment by bank transfer fails for one reader in ten "
                "support: a developer for two days @王磊 "
                "next: list the failing banks",
            ),
        ),
        result("30 Italian publishers on board", (3, "11 high"), (6, "21 high a fair did wonders")),
        result("Italian help pages are complete @Daniel Kim", (6, "0 medium half of them")),
    ),
    current(
        "ying",
        "让每个团队都能自己看懂数据",
        result(
            "自助看板每周使用人数从 9 人增加到 30 人",
            (2, "12 中"),
            (4, "18 高 客服团队开始每天看"),
            (6, "23 高"),
            (7, "25 高 编辑部也开始用了"),
        ),
        result(
            "数据问题的平均答复时间从 14 小时降低到 4 小时",
            (2, "12 中"),
            (4, "9 中 值班表起作用了"),
            (6, "6.5 高"),
        ),
        result("核心指标口径手册发布 @王磊", (6, "完成 高 中英文都有")),
    ),
)
