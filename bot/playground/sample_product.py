"""What the sample company's Product team wrote and reported."""

from bot.playground.sample_data import SampleObjective, current, draft, previous, result

PRODUCT: tuple[SampleObjective, ...] = (
    previous(
        "jonas",
        "Build what readers ask for, not what is loudest",
        result(
            "Shipped features that the reader panel tried first: at least 80%",
            (3, "40% medium"),
            (6, "62% medium the reader panel meets every second week"),
            (9, "78% high"),
            (12, "83% high"),
        ),
        result(
            "Ideas that get an answer from 20% to 90%",
            (3, "45% high"),
            (6, "80% high"),
            (12, "92% high nobody waits any more"),
        ),
    ),
    previous(
        "lei",
        "同步再也不丢一条笔记",
        result(
            "笔记同步失败率从 1.2% 降低到 0.1%",
            (3, "0.9% 中 定位到旧版本客户端"),
            (6, "0.5% 中"),
            (9, "0.2% 高 冲突合并已重写"),
            (12, "0.12% 高"),
        ),
        result(
            "与同步有关的客服工单每周不超过 5 件",
            (3, "21 低"),
            (6, "13 中"),
            (12, "4 高 连续三周达标"),
        ),
        result("同步协议文档公开", (9, "完成 高")),
    ),
    previous(
        "priya",
        "Let people who see little read a lot",
        result(
            "Screens that pass the accessibility check from 48% to 95%",
            (3, "60% medium"),
            (6, "72% medium charts are the hard part"),
            (9, "85% high"),
            (12, "91% high three old screens are left"),
        ),
        result(
            "20 readers with a screen reader test every release",
            (6, "9 medium"),
            (12, "22 high they write the best reports"),
        ),
    ),
    previous(
        "lei",
        "把每月的服务器账单降下来，读者感觉不到",
        result(
            "每月服务器费用从 12万元 降低到 8万元",
            (3, "11.5万 中"),
            (6, "10万 高 冷数据已归档"),
            (12, "8.6万 中 图片压缩拖到下个周期"),
        ),
        result("接口 99 分位响应时间不超过 400 毫秒", (3, "380 高"), (12, "360 高")),
    ),
    current(
        "jonas",
        "Reading works everywhere, also under the ground",
        result(
            "Books opened without a network from 12% to 30%",
            (1, "12% medium"),
            (2, "14% medium"),
            (4, "19% high downloads start by themselves on Wi-Fi"),
            (5, "21% high"),
            (6, "23% high"),
            (7, "24% high next: tell readers on the tube map page"),
        ),
        result(
            "Sync conflicts at most 0.5%",
            (2, "0.9% medium"),
            (4, "0.7% medium"),
            (6, "0.4% high kept for two weeks now"),
        ),
        result("Highlights work offline by {end} @王磊", (4, "0 medium the store is designed")),
    ),
    current(
        "jonas",
        "Ship small and often, without fear",
        result(
            "Releases a week from 1 to 4",
            (1, "1 medium"),
            (3, "2 high"),
            (5, "3 high the release train runs on its own"),
            (6, "3 high"),
        ),
        result("Rollbacks at most 2", (3, "1 medium"), (6, "1 high")),
        result(
            "Test run from 26 minutes to 8 minutes",
            (2, "24 low"),
            (4, "19 low flaky tests eat the time"),
            (6, "18 low I need help with the device farm"),
        ),
    ),
    current(
        "lei",
        "翻页快得让人感觉不到",
        result(
            "冷启动时间从 2.8 秒降低到 1.5 秒",
            (1, "2.8 中"),
            (2, "2.6 中"),
            (3, "2.3 高 字体改为按需加载"),
            (4, "2.1 高"),
            (5, "1.9 高"),
            (6, "1.8 高 还剩首页接口"),
            (7, "1.7 高 首页接口已经合并"),
        ),
        result(
            "翻页卡顿率从 4% 降低到 1%",
            (2, "3.6% 中"),
            (4, "2.9% 中"),
            (6, "2.2% 中 低端机仍是瓶颈"),
        ),
        result("崩溃率不超过 0.3% @Priya Nair", (3, "0.5% 中"), (6, "0.28% 高")),
    ),
    current(
        "lei",
        "搜一次就找到想读的书",
        result(
            "搜索后打开书籍的比例从 42% 提升到 60%",
            (2, "43% 中"),
            (4, "47% 中 拼写纠错上线"),
            (
                6,
                "48% 低 排序模型的效果不如预期 "
                "风险：离线指标涨了，线上没有变化，可能是样本有偏 "
                "下一步：和数据组一起重新抽样",
            ),
        ),
        result(
            "没有结果的搜索从 11% 降低到 5%",
            (2, "10.4% 中"),
            (4, "8.1% 高"),
            (6, "6.9% 高 补了别名词库"),
        ),
    ),
    current(
        "priya",
        "A first page that feels like a friend's shelf",
        result(
            "New readers who finish the first steps from 58% to 75%",
            (1, "58% medium"),
            (3, "63% high three questions instead of nine"),
            (5, "67% high"),
            (6, "69% high"),
        ),
        result(
            "Time to the first book from 140 seconds to 60 seconds",
            (2, "131 medium"),
            (4, "104 medium"),
            (6, "88 high"),
        ),
        result("Usability score of at least 80 with 12 readers @Jonas Weber", (6, "76 medium")),
    ),
    draft(
        "priya",
        "Reading for tired eyes",
        result("Evening readers who use the warm page from 9% to 35%"),
        result("Complaints about brightness at most 3 a week"),
    ),
)
