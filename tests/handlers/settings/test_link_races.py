"""Two who link the same accounts at the same moment: one result."""

from threading import Barrier, Thread

from sqlmodel import select

from chat.replies import Replace
from storage.tables import PersonRow
from tests.handlers.office import Office
from tests.handlers.settings.two_platforms import Company, code_of, press_yes


def test_both_press_yes_at_once(company: Company) -> None:
    company.slack.say("ada", "new Win the users")
    company.lark.say("ada", "new Keep the users")
    on_lark, on_slack = code_of(company.slack), code_of(company.lark)
    company.lark.say("ada", f"link {on_lark}")
    company.slack.say("ada", f"link {on_slack}")
    at_once = Barrier(2)

    def press(office: Office) -> None:
        at_once.wait(10)
        press_yes(office)

    threads = [Thread(target=press, args=(each,)) for each in (company.slack, company.lark)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert company.are_one()
    replies = [office.replies["ada"] for office in (company.slack, company.lark)]
    assert sum(isinstance(reply, Replace) for reply in replies) == 1
    assert "Keep the users" in company.slack.say("ada", "home")
    with company.database.read() as session:
        assert len(session.exec(select(PersonRow)).all()) == 1


def test_two_who_are_met_at_once_are_linked(company: Company) -> None:
    company.slack.emails["ada"] = company.lark.emails["ada"] = "ada@company.example"
    company.slack.say("bo", "home")
    company.lark.say("bo", "home")
    at_once = Barrier(2)

    def come(office: Office) -> None:
        at_once.wait(10)
        office.say("ada", "home")

    threads = [Thread(target=come, args=(each,)) for each in (company.slack, company.lark)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert company.are_one()


def test_who_writes_while_they_become_one_writes_as_the_one(company: Company) -> None:
    company.slack.say("ada", "home")
    company.lark.say("ada", "home")
    company.lark.say("ada", f"link {code_of(company.slack)}")
    at_once = Barrier(2)

    def write() -> None:
        at_once.wait(10)
        for number in range(5):
            company.slack.say("ada", f"new Objective number {number}")

    writer = Thread(target=write)
    writer.start()
    at_once.wait(10)
    press_yes(company.lark)
    writer.join(60)
    home = company.lark.say("ada", "home")
    assert "O1, O2, O3, O4, O5" in home
