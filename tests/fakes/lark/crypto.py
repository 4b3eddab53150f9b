"""How the open platform encrypts and signs what it delivers."""

import base64
import hashlib
import json
from os import urandom

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

_BLOCK = 16


def encrypted(plain: bytes, encrypt_key: str) -> bytes:
    """The delivered body: JSON whose `encrypt` holds the IV and the ciphertext in base64."""
    padder = PKCS7(_BLOCK * 8).padder()
    padded = padder.update(plain) + padder.finalize()
    start = urandom(_BLOCK)
    key = hashlib.sha256(encrypt_key.encode()).digest()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    sealed = start + encryptor.update(padded) + encryptor.finalize()
    return json.dumps({"encrypt": base64.b64encode(sealed).decode()}).encode()


def signature(timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> str:
    """The X-Lark-Signature header of a delivery."""
    return hashlib.sha256((timestamp + nonce + encrypt_key).encode() + body).hexdigest()
