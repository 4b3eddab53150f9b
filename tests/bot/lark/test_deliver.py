"""Messages arrive once, at the right place, and every failure says whether to try again."""

import json
from dataclasses import replace

import pytest

from bot.lark.client import Client
from bot.lark.deliver import IMAGES, MESSAGES, USERS, Delivery, uuid_of
from chat.address import Account, Address, PlaceKind
from chat.cards import Card, Paragraph
from chat.platform import Outgoing, TryLater, Undeliverable
from chat.text import text
from tests.bot.lark.examples import EVERY_BLOCK, EVERY_FIELD
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import TENANT

ADA = Account("lark", TENANT, "ou_ada")
GROUP = Address("lark", TENANT, PlaceKind.CHANNEL, "oc_growth")
CARD = Card("Hello", (Paragraph(text("World")),))
TO_ADA = Outgoing("check_in:2026-W10:1", Address.of(ADA), CARD)


def test_a_card_arrives_where_it_was_sent(fake: FakeLark, delivery: Delivery) -> None:
    ref = delivery.deliver(TO_ADA)
    (message,) = fake.from_bot("ada")
    assert (ref.channel, ref.id) == ("oc_p2p_ada", message.id)
    assert message.uuid == "check_in:2026-W10:1"
    delivery.deliver(replace(TO_ADA, key="k2", address=GROUP))
    assert len(fake.from_bot("growth")) == 1
    assert not fake.rejections


def test_every_block_and_field_is_taken(fake: FakeLark, delivery: Delivery) -> None:
    delivery.deliver(replace(TO_ADA, card=EVERY_BLOCK))
    delivery.deliver(replace(TO_ADA, key="form", card=EVERY_FIELD))
    assert len(fake.from_bot("ada")) == 2
    assert not fake.rejections


def test_the_same_key_is_one_message(fake: FakeLark, delivery: Delivery) -> None:
    assert delivery.deliver(TO_ADA) == delivery.deliver(TO_ADA)
    assert len(fake.from_bot("ada")) == 1


def test_a_lost_answer_may_be_sent_again_and_is_one_message(
    fake: FakeLark, delivery: Delivery
) -> None:
    fake.outages.drop_answer(MESSAGES)
    with pytest.raises(TryLater) as raised:
        delivery.deliver(TO_ADA)
    assert raised.value.maybe_sent
    delivery.deliver(TO_ADA)
    assert len(fake.from_bot("ada")) == 1


def test_long_keys_are_hashed_to_what_lark_takes() -> None:
    assert uuid_of("short:1") == "short:1"
    long = uuid_of("answer:" + "x" * 80)
    assert len(long) <= 50
    assert long != uuid_of("answer:" + "x" * 81)
    assert uuid_of("ä b") != uuid_of("ä c")


def test_for_one_person_of_a_group_it_goes_to_that_person(
    fake: FakeLark, delivery: Delivery
) -> None:
    delivery.deliver(replace(TO_ADA, address=GROUP, only_for=ADA))
    assert len(fake.from_bot("ada")) == 1
    assert not fake.from_bot("growth")


def test_what_belongs_to_a_message_is_said_in_its_thread(
    fake: FakeLark, delivery: Delivery
) -> None:
    first = delivery.deliver(replace(TO_ADA, address=GROUP))
    delivery.deliver(replace(TO_ADA, key="k2", address=replace(GROUP, thread=first.id)))
    said, answered = fake.from_bot("growth")
    assert (answered.parent_id, answered.thread) == (said.id, True)
    assert not fake.rejections


def test_where_that_message_is_gone_the_group_reads_it(fake: FakeLark, delivery: Delivery) -> None:
    delivery.deliver(replace(TO_ADA, address=replace(GROUP, thread="om_gone")))
    (said,) = fake.from_bot("growth")
    assert said.parent_id == ""


def test_an_edit_changes_the_message(fake: FakeLark, delivery: Delivery) -> None:
    ref = delivery.deliver(TO_ADA)
    other = Card("Bye", ())
    assert delivery.deliver(replace(TO_ADA, key="k2", edit=ref, card=other)) == ref
    (message,) = fake.from_bot("ada")
    assert "Bye" in message.content
    assert not fake.rejections


def test_pictures_are_uploaded_once(fake: FakeLark, delivery: Delivery) -> None:
    delivery.deliver(replace(TO_ADA, card=EVERY_BLOCK))
    delivery.deliver(replace(TO_ADA, key="k2", card=EVERY_BLOCK))
    assert len(fake.api.sent("POST", IMAGES)) == 1
    (key,) = fake.store.images
    assert all(key in message.content for message in fake.from_bot("ada"))


def test_a_picture_that_cannot_be_uploaded_stands_as_its_words(
    fake: FakeLark, delivery: Delivery
) -> None:
    fake.outages.error(IMAGES, 234006)
    delivery.deliver(replace(TO_ADA, card=EVERY_BLOCK))
    (message,) = fake.from_bot("ada")
    assert "A tree of two" in message.content
    assert "img_key" not in message.content


@pytest.mark.parametrize(("code", "status"), [(99991400, 429), (99991400, 400), (230020, 400)])
def test_a_limit_says_when_to_come_back(
    fake: FakeLark, delivery: Delivery, code: int, status: int
) -> None:
    fake.outages.error(MESSAGES, code, status)
    with pytest.raises(TryLater) as raised:
        delivery.deliver(TO_ADA)
    assert raised.value.limited
    assert not raised.value.maybe_sent


def test_the_reset_header_is_the_wait(fake: FakeLark, delivery: Delivery) -> None:
    fake.limits.on = True
    fake.limits.per_minute = 3
    for number in range(3):
        delivery.deliver(replace(TO_ADA, key=f"k{number}"))
    with pytest.raises(TryLater) as raised:
        delivery.deliver(replace(TO_ADA, key="k4"))
    assert raised.value.limited
    assert raised.value.after == 60.0


@pytest.mark.parametrize("code", [230002, 230013, 230099, 99991672])
def test_a_refusal_is_for_ever(fake: FakeLark, delivery: Delivery, code: int) -> None:
    fake.outages.error(MESSAGES, code)
    with pytest.raises(Undeliverable) as raised:
        delivery.deliver(TO_ADA)
    assert raised.value.code == str(code)


def test_a_gateways_page_is_tried_again(fake: FakeLark, delivery: Delivery) -> None:
    fake.outages.html_502(MESSAGES)
    with pytest.raises(TryLater) as raised:
        delivery.deliver(TO_ADA)
    assert raised.value.maybe_sent


def test_no_token_is_no_reason_to_give_a_message_up(fake: FakeLark, delivery: Delivery) -> None:
    fake.outages.error("/open-apis/auth", 10003, 200)
    with pytest.raises(TryLater) as raised:
        delivery.deliver(TO_ADA)
    assert not raised.value.maybe_sent


def test_a_profile_has_name_address_and_zone(fake: FakeLark, delivery: Delivery) -> None:
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert (profile.name, profile.timezone, profile.locale) == ("Ada Li", "Europe/Berlin", None)
    assert profile.email == "ada@example.com"


def test_the_companys_mailbox_is_vouched_for_and_the_contact_address_is_not(
    fake: FakeLark, delivery: Delivery
) -> None:
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert not profile.email_is_verified
    fake.store.people["ada"] = replace(fake.store.people["ada"], mailbox="ada@mail.example")
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert (profile.email, profile.email_is_verified) == ("ada@mail.example", True)
    fake.api.directory.scopes["contact:user.employee:readonly"] = False
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert (profile.email, profile.email_is_verified) == ("ada@example.com", False)


def test_the_contact_address_is_trusted_where_administrators_write_it(
    fake: FakeLark, client: Client
) -> None:
    profile = Delivery(client, trusts_email=True).look_up(ADA)
    assert profile is not None
    assert (profile.email, profile.email_is_verified) == ("ada@example.com", True)
    fake.api.directory.scopes["contact:user.email:readonly"] = False
    profile = Delivery(client, trusts_email=True).look_up(ADA)
    assert profile is not None
    assert profile.email is None


def test_the_leader_is_told_with_the_scope_for_it(fake: FakeLark, delivery: Delivery) -> None:
    fake.store.people["ada"] = replace(fake.store.people["ada"], leader="ou_bo")
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert profile.leader == Account("lark", TENANT, "ou_bo")
    fake.api.directory.scopes["contact:user.department:readonly"] = False
    profile = delivery.look_up(ADA)
    assert profile is not None
    assert profile.leader is None


def test_who_is_not_found_in_time_is_unknown(fake: FakeLark, delivery: Delivery) -> None:
    fake.outages.html_502(USERS)
    assert delivery.look_up(ADA) is None
    assert delivery.look_up(Account("lark", TENANT, "ou_nobody")) is None


def test_the_content_is_a_json_string(fake: FakeLark, delivery: Delivery) -> None:
    delivery.deliver(TO_ADA)
    (logged,) = fake.api.sent("POST", MESSAGES)
    assert json.loads(logged.call.text("content"))["schema"] == "2.0"
