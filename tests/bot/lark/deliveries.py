"""Lark's deliveries as plain dictionaries, signed and encrypted as Lark does it."""

import base64
import hashlib
import json
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from tests.fakes.lark.store import TENANT

BOT = "ou_bot"


def delivery(kind: str, event: dict[str, object], event_id: str = "e1") -> dict[str, object]:
    """An event of the second version."""
    header = {
        "event_id": event_id,
        "event_type": kind,
        "create_time": "1772442000000",
        "token": "vtoken",
        "tenant_key": TENANT,
        "app_id": "cli_1",
    }
    return {"schema": "2.0", "header": header, "event": event}


def message(
    content: object,
    *,
    kind: str = "text",
    chat: str = "p2p",
    mentions: tuple[tuple[str, str, str], ...] = (),
    sender_type: str = "user",
    tenant: str = TENANT,
    replies_to: tuple[str, str] | None = None,
) -> dict[str, object]:
    """im.message.receive_v1; mentions as (key, open id, name), a reply as (parent, root)."""
    parents = dict(zip(("parent_id", "root_id"), replies_to or (), strict=False))
    return delivery(
        "im.message.receive_v1",
        {
            "sender": {
                "sender_id": {"open_id": "ou_ada", "union_id": "on_1"},
                "sender_type": sender_type,
                "tenant_key": tenant,
            },
            "message": {
                "message_id": "om_1",
                **parents,
                "chat_id": "oc_growth",
                "chat_type": chat,
                "message_type": kind,
                "content": content if isinstance(content, str) else json.dumps(content),
                "create_time": "1772442000000",
                "mentions": [
                    {"key": key, "id": {"open_id": open_id}, "name": name}
                    for key, open_id, name in mentions
                ],
            },
        },
    )


def callback(
    action: dict[str, object], event_id: str = "e1", tenant: str = TENANT
) -> dict[str, object]:
    """card.action.trigger."""
    return delivery(
        "card.action.trigger",
        {
            "operator": {"tenant_key": tenant, "open_id": "ou_ada", "union_id": "on_1"},
            "token": "c-1",
            "action": {"timezone": "Asia/Shanghai", **action},
            "host": "im_message",
            "context": {"open_message_id": "om_9", "open_chat_id": "oc_growth"},
        },
        event_id,
    )


def press(value: dict[str, object], **more: object) -> dict[str, object]:
    """A pressed button."""
    return callback({"tag": "button", "value": value, **more})


def encrypted(payload: dict[str, object], key: str) -> bytes:
    """The body as Lark encrypts it."""
    padder = PKCS7(128).padder()
    padded = padder.update(json.dumps(payload).encode()) + padder.finalize()
    start = bytes(range(16))
    digest = hashlib.sha256(key.encode()).digest()
    encryptor = Cipher(algorithms.AES(digest), modes.CBC(start)).encryptor()
    sealed = start + encryptor.update(padded) + encryptor.finalize()
    return json.dumps({"encrypt": base64.b64encode(sealed).decode()}).encode()


def signed(body: bytes, key: str, at: datetime) -> dict[str, str]:
    """The headers that vouch for a body."""
    timestamp, nonce = str(int(at.timestamp())), "n1"
    signature = hashlib.sha256((timestamp + nonce + key).encode() + body).hexdigest()
    return {
        "x-lark-request-timestamp": timestamp,
        "x-lark-request-nonce": nonce,
        "x-lark-signature": signature,
    }
