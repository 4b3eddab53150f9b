"""What the sample company's lead wrote, and a goal that somebody else had written already."""

from bot.playground.sample_data import SampleObjective, current, result

LEAD: tuple[SampleObjective, ...] = (
    current(
        "amara",
        "Reading is part of every day",
        result(
            "Readers who read on four days a week from 34% to 45%",
            (2, "35% medium"),
            (4, "37% medium"),
            (6, "38.5% high the short chapters help"),
        ),
        result(
            "Readers who are still with us after a month from 38% to 45%",
            (2, "38% medium"),
            (6, "41% high"),
        ),
        result("Members from 41,000 to 52,000", (2, "41,900 medium"), (6, "45,200 medium")),
    ),
    current(
        "amara",
        "People trust Lantern with their evening",
        result("Readers who would recommend us from 41% to 50%", (3, "42% medium"), (6, "44% low")),
        result("App rating from 4.2 to 4.6", (2, "4.2 medium"), (6, "4.4 high")),
    ),
    current(
        "sofia",
        "The first page feels like the shelf of a friend",
        result("Visitors of the shop window who open the app from 9% to 14%", (6, "10% medium")),
        result("12 shelves put together by well-known readers", (6, "3 medium two are famous")),
    ),
)
