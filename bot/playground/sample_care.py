"""What the sample company's Care team wrote and reported, and who looks after the OKRs."""

from bot.playground.sample_data import SampleObjective, current, draft, previous, result

CARE: tuple[SampleObjective, ...] = (
    previous(
        "daniel",
        "Answer on the day it was asked",
        result(
            "Questions answered on the same day from 52% to 90%",
            (3, "63% medium"),
            (6, "75% high a second shift in Berlin"),
            (9, "86% high"),
            (12, "91% high"),
        ),
        result(
            "Open questions older than a week: at most 10",
            (3, "64 low"),
            (6, "31 medium"),
            (12, "7 high"),
        ),
    ),
    previous(
        "daniel",
        "Turn what readers tell us into better books and pages",
        result(
            "Reader reports that lead to a decision from 15% to 70%",
            (3, "22% low"),
            (6, "38% medium"),
            (9, "47% medium"),
            (12, "52% low product and care must own it together"),
        ),
        result("Monthly letter of what readers said is out", (6, "done high")),
    ),
    previous(
        "robin",
        "Everybody knows what matters this quarter",
        result(
            "People with published objectives from 5 to 8",
            (3, "6 high"),
            (6, "8 high"),
        ),
        result(
            "People who can name the company's goals: at least 90%",
            (6, "70% medium"),
            (12, "88% high two new colleagues have not had the talk yet"),
        ),
    ),
    current(
        "daniel",
        "Readers get a useful answer the first time",
        result(
            "Questions solved at first contact from 61% to 75%",
            (1, "61% medium"),
            (2, "62% medium"),
            (3, "62% medium"),
            (4, "65% high the new answer cards are in use"),
            (5, "67% high"),
            (6, "69% high"),
            (7, "70% high"),
        ),
        result(
            "Satisfaction of at least 90%",
            (2, "87% medium"),
            (4, "89% medium"),
            (6, "91% high"),
        ),
        result(
            "Typical wait from 5 hours to 2 hours by {end}",
            (3, "4.4 medium"),
            (
                6,
                "3.9 low the evening in California is still empty "
                "risk: no candidate has accepted an evening shift so far "
                "next: ask the team in Toronto to cover two evenings",
            ),
        ),
    ),
    current(
        "daniel",
        "The help pages answer before we have to",
        result(
            "Visits to help pages that end without a question from 40% to 60%",
            (2, "41% medium"),
            (4, "44% medium"),
            (6, "51% high search in the help pages was the key @赵颖 found it"),
        ),
        result("30 new articles in English and Chinese @Mei Lin", (3, "9 high"), (6, "19 high")),
    ),
    current(
        "robin",
        "OKRs are a habit, not a form",
        result(
            "Key results with a report every week from 45% to 85%",
            (1, "45% medium"),
            (2, "51% medium"),
            (3, "58% medium"),
            (4, "66% high"),
            (5, "70% high"),
            (6, "72% high"),
        ),
        result("Objectives that serve a team's goal: at least 80%", (3, "55% low"), (6, "68% low")),
        result("3 writing workshops by {end}", (3, "1 high"), (5, "2 high all teams came")),
    ),
    draft(
        "robin",
        "新同事第二周就像在家一样",
        result("新同事的满意度至少 4.5 分"),
        result("入职清单减少到 12 项"),
    ),
)
