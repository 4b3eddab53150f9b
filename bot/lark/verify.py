"""Webhook deliveries checked on their raw bytes: signature, freshness, decryption, token."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from bot.lark import limits

_BLOCK = 16


class Rejected(Exception):
    """The delivery is not taken; `status` is the answer's HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def opened(
    headers: Mapping[str, str], body: bytes, *, encrypt_key: str, token: str, now: datetime
) -> dict[str, object]:
    """The delivery's JSON object in the clear. Raises Rejected.

    The check of the address (`url_verification`) comes without a signature; its token vouches.
    """
    outer = _object(body)
    payload = outer
    if encrypt_key:
        sealed = outer.get("encrypt")
        if not isinstance(sealed, str):
            raise Rejected(401, "not encrypted")
        signed = "x-lark-signature" in headers
        if signed:
            check_signature(headers, body, encrypt_key, now)
        payload = _object(decrypted(sealed, encrypt_key))
        if not signed and payload.get("type") != "url_verification":
            raise Rejected(401, "not signed")
    elif "encrypt" in outer:
        raise Rejected(401, "encrypted, and LARK_ENCRYPT_KEY is not set")
    _check_token(payload, token)
    return payload


def check_signature(
    headers: Mapping[str, str], body: bytes, encrypt_key: str, now: datetime
) -> None:
    """The signature over timestamp, nonce, key and raw body, and its age. Raises Rejected."""
    timestamp = headers.get("x-lark-request-timestamp", "")
    nonce = headers.get("x-lark-request-nonce", "")
    signature = headers.get("x-lark-signature", "")
    expected = hashlib.sha256((timestamp + nonce + encrypt_key).encode() + body).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise Rejected(401, "bad signature")
    if not timestamp.isascii() or not timestamp.isdigit():
        raise Rejected(401, "bad timestamp")
    if abs(now.timestamp() - int(timestamp[:20])) > limits.FRESHNESS_SECONDS:
        raise Rejected(401, "stale")


def decrypted(sealed: str, encrypt_key: str) -> bytes:
    """AES-256-CBC under the key's SHA-256, the first block being the start. Raises Rejected."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        if len(raw) < 2 * _BLOCK or len(raw) % _BLOCK:
            raise ValueError("length")
        key = hashlib.sha256(encrypt_key.encode()).digest()
        cipher = Cipher(algorithms.AES(key), modes.CBC(raw[:_BLOCK])).decryptor()
        padded = cipher.update(raw[_BLOCK:]) + cipher.finalize()
        unpadder = PKCS7(8 * _BLOCK).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError as error:
        raise Rejected(400, "cannot be decrypted") from error


def _check_token(payload: Mapping[str, object], token: str) -> None:
    """The verification token: in a v2 event's header, else (v1, url check) at the top."""
    if not token:
        return
    header = payload.get("header")
    given = header.get("token") if isinstance(header, dict) else payload.get("token")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), token.encode()):
        raise Rejected(401, "bad verification token")


def _object(raw: bytes) -> dict[str, object]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Rejected(400, "not JSON") from error
    if not isinstance(found, dict):
        raise Rejected(400, "not a JSON object")
    return found
