"""The adapter in front of the fake platform, over the webhook and over the long connection."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from starlette.applications import Starlette

from bot.checks import Outcome
from bot.lark.connect import Lark
from bot.lark.doctor import OPTIONAL_SCOPES
from bot.lark.manifest import tenant_scopes
from bot.settings import Settings, SettingsError
from chat.address import Account, Address, PlaceKind
from chat.cards import Card, Paragraph, Tone
from chat.events import AnyEvent, ButtonPressed, ChatEntered, CommandGiven, FormSubmitted
from chat.platform import Outgoing
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from tests.bot.lark.examples import EVERY_BLOCK, EVERY_FIELD, NOW
from tests.drivers.served import Served
from tests.fakes.lark.form_reading import FormView, form_on
from tests.fakes.lark.inbound import Delivered
from tests.fakes.lark.reading import pressables
from tests.fakes.lark.server import ENCRYPT_KEY, VERIFICATION_TOKEN, FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET, TENANT, Message

ADA = Account("lark", TENANT, "ou_ada")
TO_ADA = Address.of(ADA)
GROUP = Address("lark", TENANT, PlaceKind.CHANNEL, "oc_growth")
DONE = Card("Done", (Paragraph(text("All saved")),))


class FakeIntake:
    """Remembers events and answers with what the test put in."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self.reply: Reply = Nothing()
        self.before: Callable[[], object] = lambda: None
        self._changed = threading.Condition()

    def __call__(self, event: AnyEvent, *, answer_to: Address | None = None) -> Reply:
        self.before()
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
        assert answer_to in (None, event.place)
        return Nothing() if answer_to else self.reply

    @property
    def last(self) -> AnyEvent:
        """The newest event."""
        return self.events[-1]


class Bench:
    """A fake platform, an adapter and its intake."""

    def __init__(self, fake: FakeLark, lark: Lark, intake: FakeIntake) -> None:
        self.fake = fake
        self.lark = lark
        self.intake = intake

    def put(self, card: Card, address: Address = TO_ADA, key: str = "k") -> Message:
        """A card that stands on the platform."""
        ref = self.lark.deliver(Outgoing(key, address, card))
        return self.fake.store.messages[ref.id]

    def press(self, message: Message, label: str) -> Delivered:
        """Ada presses; returns when everything that goes with the answer is out."""
        (chosen,) = [one for one in pressables(message.body) if one.label == label]
        came = self.fake.clients.press("ada", message, chosen)
        assert came is not None
        assert self.lark.finished(10)
        return came

    def submit(self, message: Message, **typed: object) -> Delivered:
        """Ada submits the form on a message; names as Lark has them."""
        came = self.fake.clients.submit("ada", message, typed)
        assert came is not None
        assert self.lark.finished(10)
        return came

    def form(self, message: Message) -> FormView:
        """The form that stands on a message now."""
        found = form_on(message.body, self.fake.clients.name)
        assert found is not None
        return found

    def text(self, message: Message) -> str:
        """What stands on a message now."""
        return message.content


def settings(fake: FakeLark, mode: str, **more: str) -> Settings:
    bare = Settings(_env_file=None)
    given = {
        "lark_app_id": APP_ID,
        "lark_app_secret": APP_SECRET,
        "lark_mode": mode,
        "lark_domain": fake.url,
    }
    return bare.model_copy(update={**given, **more})


def clock() -> datetime:
    return NOW


@pytest.fixture(params=["http", "ws"])
def bench(request: pytest.FixtureRequest, fake: FakeLark) -> Iterator[Bench]:
    """The whole adapter in one mode, everything closed afterwards."""
    mode = str(request.param)
    intake = FakeIntake()
    secrets = {
        "lark_encrypt_key": ENCRYPT_KEY,
        "lark_verification_token": VERIFICATION_TOKEN,
    }
    lark = Lark(settings(fake, mode, **secrets), intake, clock, to_png=lambda svg: b"\x89PNG")
    lark.start()
    served = Served(Starlette(routes=list(lark.routes)))
    if mode == "http":
        fake.deliver_to(f"{served.url}/lark/events")
    else:
        fake.connection.wait_connected()
    yield Bench(fake, lark, intake)
    lark.stop()
    served.stop()
    assert not fake.rejections


class TestWhatComesIn:
    def test_a_direct_message(self, bench: Bench) -> None:
        bench.fake.clients.say("ada", "/okr show {bo}")
        event = bench.intake.last
        assert isinstance(event, CommandGiven)
        assert (event.sender, event.place) == (ADA, TO_ADA)
        assert [mention.name for mention in event.mentions] == ["Bo Chen"]
        assert event.text.startswith("show ")

    def test_a_message_in_a_group(self, bench: Bench) -> None:
        bench.fake.clients.say_in("growth", "ada", "{bot} home")
        bench.fake.clients.say_in("growth", "ada", "home, {bo}")
        (event,) = bench.intake.events
        assert isinstance(event, CommandGiven)
        assert (event.text, event.place) == ("home", GROUP)

    def test_a_delivery_again_has_the_same_id(self, bench: Bench) -> None:
        bench.fake.clients.say("ada", "home")
        bench.fake.inbound.repeat_last()
        first, second = bench.intake.events
        assert first.id == second.id

    def test_menu_entering_and_joining(self, bench: Bench) -> None:
        bench.fake.clients.menu("ada", "home")
        bench.fake.clients.enter("ada")
        bench.fake.clients.take_in("ada", "growth")
        menu, entered, added = bench.intake.events
        assert isinstance(menu, CommandGiven)
        assert menu.text == "home"
        assert isinstance(entered, ChatEntered)
        assert (entered.place, added.place) == (TO_ADA, GROUP)

    def test_other_events_are_let_go(self, bench: Bench) -> None:
        event = _other()
        assert bench.fake.inbound.deliver(event).status == 200
        assert not bench.intake.events


def _other() -> dict[str, object]:
    header = {"event_id": "x", "event_type": "im.message.message_read_v1", "tenant_key": TENANT}
    return {"schema": "2.0", "header": {**header, "token": VERIFICATION_TOKEN}, "event": {}}


class TestPresses:
    def test_replace_changes_the_card(self, bench: Bench) -> None:
        bench.intake.reply = Replace(DONE)
        message = bench.put(EVERY_BLOCK)
        bench.press(message, "Check in")
        event = bench.intake.last
        assert isinstance(event, ButtonPressed)
        assert (event.action, event.values) == ("checkin.open", {"kr": "12"})
        assert event.message is not None
        assert event.message.id == message.id
        assert "All saved" in bench.text(message)

    def test_an_option_is_chosen(self, bench: Bench) -> None:
        message = bench.put(EVERY_BLOCK)
        chosen = [one for one in pressables(message.body) if one.label == "High"]
        bench.fake.clients.press("ada", message, chosen[0])
        event = bench.intake.last
        assert isinstance(event, ButtonPressed)
        assert event.values == {"o": "3", "option": "high"}

    def test_show_is_a_new_message(self, bench: Bench) -> None:
        bench.intake.reply = Show(DONE)
        message = bench.put(EVERY_BLOCK)
        bench.press(message, "Check in")
        assert len(bench.fake.from_bot("ada")) == 2

    def test_in_a_group_what_is_private_goes_to_the_person(self, bench: Bench) -> None:
        bench.intake.reply = Show(DONE)
        bench.press(bench.put(EVERY_BLOCK, GROUP), "Check in")
        assert bench.intake.last.place == GROUP
        assert len(bench.fake.from_bot("ada")) == 1
        assert len(bench.fake.from_bot("growth")) == 1

    def test_in_a_group_what_is_for_all_is_shown_to_all(self, bench: Bench) -> None:
        bench.intake.reply = Show(DONE, private=False)
        bench.press(bench.put(EVERY_BLOCK, GROUP), "Check in")
        assert len(bench.fake.from_bot("growth")) == 2

    def test_a_notice_is_a_toast_and_a_long_one_a_message_too(self, bench: Bench) -> None:
        message = bench.put(EVERY_BLOCK)
        bench.intake.reply = Notice(text("No"), Tone.BAD)
        bench.press(message, "Check in")
        assert [(toast.kind, toast.content) for toast in bench.fake.store.toasts] == [
            ("error", "No")
        ]
        bench.intake.reply = Notice(text("Because " * 40))
        bench.press(message, "Check in")
        assert bench.fake.store.toasts[-1].content.endswith("…")
        assert "Because " * 40 in bench.fake.from_bot("ada")[-1].content

    def test_an_unheard_press_changes_nothing(self, bench: Bench) -> None:
        message = bench.put(EVERY_BLOCK)
        assert bench.press(message, "Check in").answer == {}
        assert not message.edits


class TestForms:
    def open(self, bench: Bench) -> Message:
        bench.intake.reply = OpenForm(EVERY_FIELD)
        message = bench.put(EVERY_BLOCK)
        bench.press(message, "Check in")
        return message

    def test_a_form_opens_in_place_and_comes_back_typed(self, bench: Bench) -> None:
        message = self.open(bench)
        bench.intake.reply = Replace(DONE)
        bench.submit(message, t_title="New", t_note="Line\nline", d_due="2026-05-01")
        event = bench.intake.last
        assert isinstance(event, FormSubmitted)
        assert (event.action, event.values) == ("checkin.submit", {"kr": "12"})
        assert event.fields == {
            "title": "New",
            "note": "Line\nline",
            "kr1.value": "7",
            "kr1.confidence": "high",
            "tags": ("low",),
            "helper": (Account("lark", TENANT, "ou_bo"),),
            "team": (),
            "due": "2026-05-01",
            "public": True,
        }
        assert "All saved" in bench.text(message)

    def test_a_submit_without_its_value_is_led_by_its_name(self, bench: Bench) -> None:
        message = self.open(bench)
        bench.fake.clients.leave_out_value = True
        bench.submit(message)
        event = bench.intake.last
        assert isinstance(event, FormSubmitted)
        assert (event.action, event.values) == ("checkin.submit", {"kr": "12"})

    def test_errors_stand_under_their_fields_and_nothing_typed_is_lost(self, bench: Bench) -> None:
        message = self.open(bench)
        typed = EVERY_FIELD.filled({"title": "Mine", "kr1.value": "x"})
        bench.intake.reply = FieldErrors(typed, {"kr1.value": "Not a figure"})
        bench.submit(message)
        view = bench.form(message)
        assert view.fields["n_kr1_2e_value"].error == "Not a figure"
        assert view.fields["n_kr1_2e_value"].label == "Value"
        assert view.fields["t_title"].standing == "Mine"
        assert bench.fake.store.toasts[-1].content == "Not a figure"

    def test_what_is_shown_after_a_form_takes_its_place(self, bench: Bench) -> None:
        message = self.open(bench)
        bench.intake.reply = Show(DONE)
        bench.submit(message)
        assert "All saved" in bench.text(message)
        assert len(bench.fake.from_bot("ada")) == 1

    def test_a_good_word_closes_the_form_and_a_bad_one_leaves_it(self, bench: Bench) -> None:
        message = self.open(bench)
        bench.intake.reply = Notice(text("Not now"), Tone.BAD)
        bench.submit(message)
        assert form_on(message.body, str) is not None
        bench.intake.reply = Notice(text("Saved"), Tone.GOOD)
        bench.submit(message)
        assert form_on(message.body, str) is None
        assert "Saved" in bench.text(message)

    def test_cancel_asks_the_program(self, bench: Bench) -> None:
        message = self.open(bench)
        bench.intake.reply = Replace(DONE)
        bench.press(message, "Cancel")
        event = bench.intake.last
        assert isinstance(event, ButtonPressed)
        assert event.action == "forms.cancel"
        assert event.values == {"kr": "12", "form": "checkin.submit"}

    def test_a_form_asked_for_in_a_group_comes_to_the_person(self, bench: Bench) -> None:
        bench.intake.reply = OpenForm(EVERY_FIELD)
        bench.press(bench.put(EVERY_BLOCK, GROUP), "Check in")
        (message,) = bench.fake.from_bot("ada")
        assert len(bench.fake.from_bot("growth")) == 1
        bench.intake.reply = Show(DONE, private=False)
        bench.submit(message)
        assert bench.intake.last.place == GROUP
        assert "All saved" in bench.text(message)
        assert len(bench.fake.from_bot("growth")) == 2


def test_the_webhook_answers_the_consoles_challenge(bench: Bench) -> None:
    if bench.fake.inbound.webhook is not None:
        assert bench.fake.inbound.challenge().status == 200
    assert bench.lark.wait_ready(10)
    assert bench.lark.ready().outcome is Outcome.OK


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{}", 401), (b"[1]", 400), (b"\xff", 400), (b'{"encrypt": 1}', 401)],
)
def test_what_is_not_larks_is_refused(fake: FakeLark, body: bytes, status: int) -> None:
    lark = Lark(settings(fake, "http", lark_encrypt_key="k"), FakeIntake(), clock)
    assert lark.receive({}, body).status_code == status
    lark.stop()


def test_a_signed_delivery_that_makes_no_sense_is_no_server_error(fake: FakeLark) -> None:
    lark = Lark(settings(fake, "http", lark_verification_token="t"), FakeIntake(), clock)
    for kind in ("im.message.receive_v1", "card.action.trigger", "application.bot.menu_v6"):
        header = {"event_id": "x", "event_type": kind, "token": "t"}
        broken: list[object] = [{}, [], {"message": []}, None]
        for event in broken:
            body = json.dumps({"schema": "2.0", "header": header, "event": event}).encode()
            assert lark.receive({}, body).status_code == 400
    lark.stop()


def test_half_given_credentials_are_named(fake: FakeLark) -> None:
    bare = settings(fake, "http")
    with pytest.raises(SettingsError, match="LARK_ENCRYPT_KEY"):
        Lark(bare, FakeIntake(), clock)
    with pytest.raises(SettingsError, match="LARK_APP_SECRET"):
        Lark(bare.model_copy(update={"lark_app_secret": ""}), FakeIntake(), clock)


def test_the_doctor_finds_all_well(fake: FakeLark) -> None:
    lark = Lark(settings(fake, "ws"), FakeIntake(), clock)
    found = {check.name: check for check in lark.doctor()}
    assert found["lark credentials"].outcome is Outcome.OK
    assert found["lark bot"].detail == "okrbot"
    assert found["lark long connection"].outcome is Outcome.OK
    assert "lark scopes" in found
    assert lark.ready().outcome is Outcome.FAILED
    lark.stop()


def test_the_doctor_tells_what_a_missing_optional_scope_costs(fake: FakeLark) -> None:
    fake.api.directory.scopes["docx:document"] = False
    lark = Lark(settings(fake, "ws"), FakeIntake(), clock)
    found = {check.name: check for check in lark.doctor()}
    assert found["lark scopes"].outcome is Outcome.OK
    assert found["lark scope docx:document"].advice == "optional"
    assert "as files" in found["lark scope docx:document"].detail
    assert OPTIONAL_SCOPES.keys() <= tenant_scopes()
    lark.stop()


def test_the_doctor_names_a_wrong_secret(fake: FakeLark) -> None:
    wrong = settings(fake, "ws").model_copy(update={"lark_app_secret": "wrong"})
    lark = Lark(wrong, FakeIntake(), clock)
    (check,) = lark.doctor()
    assert check.outcome is Outcome.FAILED
    assert "LARK_APP_SECRET" in check.advice
    lark.stop()


def test_the_sdk_is_not_loaded_before_start() -> None:
    code = "import sys, bot.lark.connect, bot.lark.manifest; print('lark_oapi' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
