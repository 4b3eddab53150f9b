"""Webhook deliveries are taken only when signature, age, encryption and token are right."""

import json
from datetime import timedelta

import pytest

from bot.lark.verify import Rejected, decrypted, opened
from tests.bot.lark.deliveries import encrypted, message, signed
from tests.bot.lark.examples import NOW

KEY = "encrypt-key"
PAYLOAD = message({"text": "home"})


def status(headers: dict[str, str], body: bytes, key: str = KEY, token: str = "vtoken") -> int:
    try:
        opened(headers, body, encrypt_key=key, token=token, now=NOW)
    except Rejected as rejected:
        return rejected.status
    return 200


def test_a_signed_and_encrypted_delivery_is_opened() -> None:
    body = encrypted(PAYLOAD, KEY)
    headers = signed(body, KEY, NOW)
    assert opened(headers, body, encrypt_key=KEY, token="vtoken", now=NOW) == PAYLOAD


def test_the_check_of_the_address_needs_no_signature_but_its_token() -> None:
    for token, expected in (("vtoken", 200), ("other", 401)):
        payload: dict[str, object] = {
            "type": "url_verification",
            "challenge": "c",
            "token": token,
        }
        assert status({}, encrypted(payload, KEY)) == expected
        assert status({}, json.dumps(payload).encode(), key="") == expected


@pytest.mark.parametrize("seconds", [-301, 301, 10**9])
def test_a_stale_delivery_is_refused(seconds: int) -> None:
    body = encrypted(PAYLOAD, KEY)
    assert status(signed(body, KEY, NOW + timedelta(seconds=seconds)), body) == 401


def test_the_edge_of_freshness_is_taken() -> None:
    body = encrypted(PAYLOAD, KEY)
    assert status(signed(body, KEY, NOW - timedelta(seconds=300)), body) == 200


def test_one_changed_byte_is_refused() -> None:
    body = encrypted(PAYLOAD, KEY)
    assert status(signed(body, KEY, NOW), body + b" ") == 401
    assert status(signed(body, "another", NOW), body) == 401
    assert status({**signed(body, KEY, NOW), "x-lark-signature": "ü"}, body) == 401


def test_an_unsigned_event_is_refused() -> None:
    assert status({}, encrypted(PAYLOAD, KEY)) == 401


@pytest.mark.parametrize("timestamp", ["", "soon", "1e9", "²", "9" * 400])
def test_an_odd_timestamp_is_refused(timestamp: str) -> None:
    body = encrypted(PAYLOAD, KEY)
    assert status({**signed(body, KEY, NOW), "x-lark-request-timestamp": timestamp}, body) == 401


def test_plain_deliveries_are_refused_where_a_key_is_set() -> None:
    body = json.dumps(PAYLOAD).encode()
    assert status(signed(body, KEY, NOW), body) == 401


def test_without_a_key_the_token_decides() -> None:
    body = json.dumps(PAYLOAD).encode()
    assert status({}, body, key="") == 200
    assert status({}, body, key="", token="another") == 401
    assert status({}, encrypted(PAYLOAD, KEY), key="") == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'"x"'])
def test_what_is_not_a_json_object_is_refused(body: bytes) -> None:
    assert status({}, body, key="") == 400


@pytest.mark.parametrize("sealed", ["", "AAAA", "!!!", "A" * 64, "ü"])
def test_what_cannot_be_decrypted_is_refused(sealed: str) -> None:
    with pytest.raises(Rejected):
        decrypted(sealed, KEY)
