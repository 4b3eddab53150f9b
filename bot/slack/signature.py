"""Slack's request signature, checked on the raw bytes before anything reads them."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from bot.slack import limits


class Malformed(Exception):
    """The body is signed and yet not what Slack sends."""


def is_signed(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Whether Slack signed these bytes within the last five minutes. `headers` in lower case."""
    stamp = headers.get("x-slack-request-timestamp", "")
    given = headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12 and given.isascii()):
        return False
    if abs(now.timestamp() - int(stamp)) > limits.SIGNATURE_AGE:
        return False
    base = b"v0:" + stamp.encode() + b":" + body
    expected = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, given)


def payload_of(body: bytes) -> dict[str, object]:
    """The payload in a body: JSON, a form, or JSON in a form. Raises Malformed."""
    try:
        words = body.decode()
        if not words.lstrip().startswith("{"):
            fields: dict[str, object] = dict(parse_qsl(words, keep_blank_values=True))
            inner = fields.get("payload")
            if not isinstance(inner, str):
                return fields
            words = inner
        found: object = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise Malformed(type(error).__name__) from error
    if not isinstance(found, dict):
        raise Malformed("not an object")
    return found


def is_ssl_check(body: bytes) -> bool:
    """Slack's unsigned look at the certificate; it wants a plain 200 and gets nothing else."""
    return len(body) < 1_000 and (body.startswith(b"ssl_check=1") or b"&ssl_check=1" in body)
