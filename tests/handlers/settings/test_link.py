"""One person on Slack and Lark: linked by an address both vouch for or a code, never by name."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from chat.address import Address
from chat.cards import Card
from chat.replies import Notice, Show
from okr.facts import Role
from storage import outbox, people
from storage.tables import Identity, LinkCode, OutboxRow, PersonRow
from tests.handlers.office import Office
from tests.handlers.settings.two_platforms import Company, code_of, press_yes

MAIL = "ada@company.example"


def linked(company: Company) -> None:
    company.slack.say("ada", "new Win the users")
    company.lark.say("ada", "new Keep the users")
    company.lark.say("ada", f"link {code_of(company.slack)}")
    press_yes(company.lark)
    assert company.are_one()


def separate_values(office: Office, who: str = "ada") -> dict[str, str]:
    account = office.account(who)
    return {"platform": account.platform, "tenant": account.tenant, "id": account.id}


class TestEmail:
    def test_the_same_verified_address_is_the_same_person(self, company: Company) -> None:
        company.slack.emails["ada"], company.lark.emails["ada"] = "Ada@Company.example", MAIL
        company.slack.say("ada", "new Win the users")
        assert "Win the users" in company.lark.say("ada", "home")
        assert company.are_one()

    def test_both_accounts_are_told_once(self, company: Company) -> None:
        company.slack.emails["ada"] = company.lark.emails["ada"] = MAIL
        company.slack.say("ada", "home")
        for _ in range(3):
            company.lark.say("ada", "home")
            company.later()
        with company.database.read() as session:
            told = session.exec(select(Identity)).all()
        assert len(told) == 2
        for office in (company.slack, company.lark):
            cards = [card for card in office.waiting_for("ada") if "one person" in card]
            # Both accounts have the same id here, so each office counts the two of them.
            assert len(cards) == 2
            assert "Both platforms vouch" in cards[0]

    @pytest.mark.parametrize("side", ["slack", "lark"])
    def test_an_address_nobody_vouches_for_links_nobody(self, company: Company, side: str) -> None:
        company.slack.emails["ada"] = company.lark.emails["ada"] = MAIL
        getattr(company, side).vouches = False
        company.slack.say("ada", "home")
        company.lark.say("ada", "home")
        assert not company.are_one()

    def test_the_same_name_links_nobody(self, company: Company) -> None:
        company.slack.emails["ada"], company.lark.emails["ada"] = MAIL, "other@company.example"
        company.slack.say("ada", "home")
        company.lark.say("ada", "home")
        assert not company.are_one()

    def test_two_with_the_address_are_nobody_in_particular(self, company: Company) -> None:
        for who in ("ada", "bo"):
            company.slack.emails[who] = MAIL
            company.slack.say(who, "home")
        company.lark.emails["ada"] = MAIL
        company.lark.say("ada", "home")
        assert not company.are_one()
        assert not company.are_one("bo")

    def test_who_gets_an_address_later_is_linked_then(self, company: Company) -> None:
        company.slack.say("ada", "new Win the users")
        company.lark.say("ada", "new Keep the users")
        company.slack.emails["ada"] = company.lark.emails["ada"] = MAIL
        company.later()
        company.slack.say("ada", "home")
        home = company.lark.say("ada", "home")
        assert "Win the users" in home
        assert "Keep the users" in home

    def test_who_was_only_named_is_linked_and_reached_where_they_work(
        self, company: Company
    ) -> None:
        company.slack.emails["bo"] = company.lark.emails["bo"] = "bo@company.example"
        company.lark.say("bo", "home")
        company.slack.say("ada", "new Win the users with {bo}\nwin 5 users")
        company.slack.say("ada", "publish O1")
        assert company.are_one("bo", "bo")
        with company.database.read() as session:
            assert (
                people.accounts_of(session, company.person(company.lark, "bo"))[0].platform
                == "lark"
            )


class TestCode:
    def test_a_code_typed_on_the_other_side_makes_one_of_two(self, company: Company) -> None:
        company.slack.say("ada", "new Win the users")
        company.lark.names["ada"] = "李爱达"
        company.lark.say("ada", "new Keep the users")
        code = code_of(company.slack)
        asked = company.lark.say("ada", f"关联 {code.lower().replace('-', ' ')}")
        assert "Ada Li on Slack, 1 objective" in asked
        assert "李爱达 on Lark, 1 objective" in asked
        assert "I know you as one person on" in press_yes(company.lark)
        assert "Win the users" in company.lark.say("ada", "home")
        assert "Keep the users" in company.slack.say("ada", "home")

    def test_a_code_is_for_its_owner_alone(self, company: Company) -> None:
        company.slack.say("ada", "link", channel="C1", aloud=True)
        reply = company.slack.replies["ada"]
        assert isinstance(reply, Show)
        assert reply.private

    def test_a_code_shown_to_a_channel_holds_no_more(self, company: Company) -> None:
        code = code_of(company.slack)
        assert "Everybody here can read" in company.lark.say(
            "ada", f"link {code}", channel="C1", aloud=True
        )
        assert "was used before" in company.lark.say("cy", f"link {code}")

    def test_only_hashes_are_kept(self, company: Company) -> None:
        code = code_of(company.slack).replace("-", "")
        with company.database.read() as session:
            (kept,) = session.exec(select(LinkCode)).all()
        assert code not in kept.code_hash
        assert len(kept.code_hash) == 64

    def test_a_code_works_once(self, company: Company) -> None:
        code = code_of(company.slack)
        company.lark.say("ada", f"link {code}")
        card = company.lark.card("ada")
        press_yes(company.lark)
        values = next(each.values for each in card.buttons if each.action == "link.yes")
        company.lark.press("ada", "link.yes", values)
        assert isinstance(company.lark.replies["ada"], Notice)
        assert "I do not know this code" in company.lark.say("cy", f"link {code}")

    def test_saying_no_ends_the_code(self, company: Company) -> None:
        code = code_of(company.slack)
        company.lark.say("cy", f"link {code}")
        values = next(e.values for e in company.lark.card("cy").buttons if e.action == "link.no")
        assert "Nothing was linked" in company.lark.press("cy", "link.no", values)
        assert "was used before" in company.lark.say("ada", f"link {code}")
        assert not company.are_one()

    def test_a_code_runs_out(self, company: Company) -> None:
        code = code_of(company.slack)
        company.clock.set(company.clock() + timedelta(minutes=10))
        assert "more than 10 minutes old" in company.lark.say("ada", f"link {code}")

    def test_ones_own_code_links_nobody(self, company: Company) -> None:
        assert "your own" in company.slack.say("ada", f"link {code_of(company.slack)}")

    def test_two_accounts_on_one_platform_are_two_people(self, company: Company) -> None:
        said = company.slack.say("cy", f"link {code_of(company.slack)}")
        assert "both have an account on Slack" in said

    def test_another_companys_code_is_refused(self, company: Company) -> None:
        abroad = Office(company.database, company.clock, "lark", "L2")
        company.lark.say("ada", "home")
        said = abroad.say("ada", f"link {code_of(company.slack)}")
        assert "another company" in said

    @pytest.mark.parametrize("typed", ["XXXXX-XXXXX", "hello", "!!!", "0" * 4000, "链接"])
    def test_a_wrong_code_is_unknown(self, company: Company, typed: str) -> None:
        assert "I do not know this code" in company.lark.say("ada", f"link {typed}")

    def test_guessing_ends_for_who_guesses_and_for_nobody_else(self, company: Company) -> None:
        code = code_of(company.slack)
        for number in range(5):
            company.lark.say("cy", f"link WRONG-0000{number}")
        assert "Too many codes" in company.lark.say("cy", f"link {code}")
        assert "Is this you?" in company.lark.say("ada", f"link {code}")
        company.clock.set(company.clock() + timedelta(hours=1))
        assert "Too many codes" not in company.lark.say("cy", "link WRONG-00009")

    def test_a_few_codes_are_open_at_a_time(self, company: Company) -> None:
        codes = []
        for _ in range(4):
            codes.append(code_of(company.slack))
            company.clock.set(company.clock() + timedelta(minutes=1))
        assert "I do not know" in company.lark.say("ada", f"link {codes[0]}")
        assert "Is this you?" in company.lark.say("ada", f"link {codes[1]}")


class TestMerged:
    def test_the_stronger_role_and_own_choices_are_kept(self, company: Company) -> None:
        company.slack.say("root", "home")
        company.slack.say("root", "settings day Friday")
        company.lark.say("ada", "settings language zh")
        company.slack.say("root", f"link {code_of(company.lark)}")
        press_yes(company.slack, "root")
        with company.database.read() as session:
            me = people.find_me(session, company.lark.account("ada"))
            assert me is not None
            chosen = people.preferences(session, me.id)
        assert (me.role, me.locale, chosen.prompt_weekday) == (Role.ADMIN, "zh", 5)

    def test_a_name_does_not_go_to_and_fro(self, company: Company) -> None:
        company.lark.names["ada"] = "李爱达"
        linked(company)
        shown = set()
        for _ in range(2):
            for office in (company.slack, company.lark):
                company.later()
                office.say("ada", "home")
                with company.database.read() as session:
                    shown.add(people.get_me(session, company.person(office)).name)
        assert shown == {"Ada Li"}
        company.slack.names["ada"] = "Ada Lovelace"
        company.later()
        company.slack.say("ada", "home")
        with company.database.read() as session:
            assert people.get_me(session, company.person(company.lark)).name == "Ada Lovelace"


class TestSeparate:
    def test_settings_show_accounts_and_separate_them(self, company: Company) -> None:
        linked(company)
        assert "Accounts: Lark: Ada Li, Slack: Ada Li" in company.slack.say(
            "ada", "settings language en"
        )
        listed = company.slack.press("ada", "link.accounts")
        assert "Slack: Ada Li  (here)" in listed
        warned = company.slack.press("ada", "link.choose", {"option": "0"})
        assert "without OKRs" in warned
        said = company.slack.press("ada", "link.separate", separate_values(company.lark))
        assert "Lark: Ada Li is a person of its own now" in said
        assert not company.are_one()
        assert "Keep the users" in company.slack.say("ada", "home")
        assert "Keep the users" not in company.lark.say("ada", "home")

    def test_what_was_separated_is_not_linked_by_address_again(self, company: Company) -> None:
        company.slack.emails["ada"] = company.lark.emails["ada"] = MAIL
        company.slack.say("ada", "home")
        company.lark.say("ada", "home")
        assert company.are_one()
        company.lark.press("ada", "link.separate", separate_values(company.lark))
        for _ in range(2):
            company.later()
            company.slack.say("ada", "home")
            company.lark.say("ada", "home")
        assert not company.are_one()
        company.lark.say("ada", f"link {code_of(company.slack)}")
        press_yes(company.lark)
        assert company.are_one()

    def test_the_button_of_the_news_separates_the_newcomer(self, company: Company) -> None:
        company.slack.emails["ada"] = company.lark.emails["ada"] = MAIL
        company.slack.say("ada", "new Win the users")
        company.lark.say("ada", "home")
        company.slack.press("ada", "link.separate", separate_values(company.lark))
        assert "Win the users" in company.slack.say("ada", "home")
        assert "Win the users" not in company.lark.say("ada", "home")

    @pytest.mark.parametrize("who", ["ada", "cy"])
    def test_nobody_separates_what_is_not_theirs_or_their_only_one(
        self, company: Company, who: str
    ) -> None:
        company.slack.say("ada", "home")
        said = company.slack.press(who, "link.separate", separate_values(company.slack))
        assert "none of your accounts" in said

    @pytest.mark.parametrize("option", ["", "9", "-1", "x", "²"])
    def test_a_choice_that_is_gone_is_told(self, company: Company, option: str) -> None:
        linked(company)
        said = company.slack.press("ada", "link.choose", {"option": option})
        assert "none of your accounts" in said

    def test_nobody_stays_an_admin_for_having_been_one_with_an_admin(
        self, company: Company
    ) -> None:
        company.slack.say("root", "home")
        company.lark.say("ada", f"link {code_of(company.slack, 'root')}")
        press_yes(company.lark)
        company.slack.press("root", "link.separate", separate_values(company.slack, "root"))
        company.later()
        with company.database.read() as session:
            me = people.find_me(session, company.lark.account("ada"))
        assert me is not None
        assert me.role is Role.MEMBER

    def test_what_was_on_its_way_goes_to_the_person_and_not_to_the_account(
        self, company: Company
    ) -> None:
        linked(company)
        with company.database.write() as session:
            address = Address.of(company.lark.account("ada"))
            outbox.add(
                session, key="k1", address=address, body=Card("News", ()), now=company.clock()
            )
        company.slack.press("ada", "link.separate", separate_values(company.lark))
        with company.database.read() as session:
            row = session.exec(select(OutboxRow).where(col(OutboxRow.key) == "k1")).one()
        assert (row.platform, row.tenant, row.address_id) == ("slack", "T1", "Uada")


def test_a_leader_who_is_known_leads(company: Company) -> None:
    company.lark.leaders["ada"] = "bo"
    company.lark.say("ada", "home")
    company.lark.say("bo", "home")
    company.later()
    company.lark.say("ada", "home")
    with company.database.read() as session:
        ada = session.get_one(PersonRow, company.person(company.lark))
        assert ada.manager_id == company.person(company.lark, "bo")
    assert company.lark.account("bo") not in company.lark.asked


def test_nobody_leads_themselves(company: Company) -> None:
    company.lark.leaders["ada"] = "ada"
    company.lark.say("ada", "home")
    with company.database.read() as session:
        found = session.exec(select(PersonRow).where(col(PersonRow.manager_id).is_not(None)))
        assert found.all() == []
