"""The long connection's binary frames (proto2), written and read without the SDK."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum


class FrameError(Exception):
    """The bytes are no frame: cut short, a field nobody knows, or a required field missing."""


class Method(IntEnum):
    """What a frame is for."""

    CONTROL = 0
    DATA = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `headers` keep their order on the wire."""

    method: Method
    service: int
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""
    sequence: int = 0
    log_id: int = 0

    def answering(self, payload: bytes, **headers: str) -> "Frame":
        """The same frame with another payload, as acknowledgements are."""
        return replace(self, payload=payload, headers={**self.headers, **headers})


_VARINT, _BYTES = 0, 2
_SEQUENCE, _LOG, _SERVICE, _METHOD, _HEADER = 1, 2, 3, 4, 5
_ENCODING, _TYPE, _PAYLOAD, _LOG_NEW = 6, 7, 8, 9
_KEY, _VALUE = 1, 2
_WIRE_TYPES = {
    **dict.fromkeys((_SEQUENCE, _LOG, _SERVICE, _METHOD), _VARINT),
    **dict.fromkeys((_HEADER, _ENCODING, _TYPE, _PAYLOAD, _LOG_NEW), _BYTES),
}
_LONGEST_VARINT = 10


def encode(frame: Frame) -> bytes:
    """The frame's bytes."""
    parts = [
        _number(_SEQUENCE, frame.sequence),
        _number(_LOG, frame.log_id),
        _number(_SERVICE, frame.service),
        _number(_METHOD, int(frame.method)),
    ]
    for key, value in frame.headers.items():
        parts.append(_chunk(_HEADER, _chunk(_KEY, key.encode()) + _chunk(_VALUE, value.encode())))
    if frame.payload:
        parts.append(_chunk(_PAYLOAD, frame.payload))
    return b"".join(parts)


def decode(data: bytes) -> Frame:
    """The frame in these bytes. Raises FrameError."""
    numbers: dict[int, int] = {}
    headers: dict[str, str] = {}
    payload = b""
    for number, value in _fields(data):
        if _WIRE_TYPES.get(number) != (_VARINT if isinstance(value, int) else _BYTES):
            raise FrameError(f"field {number} is not a frame's, or of another type")
        if isinstance(value, int):
            numbers[number] = value
        elif number == _HEADER:
            key, text = _header(value)
            headers[key] = text
        elif number == _PAYLOAD:
            payload = value
    missing = {_SEQUENCE, _LOG, _SERVICE, _METHOD} - numbers.keys()
    if missing:
        raise FrameError(f"required fields missing: {sorted(missing)}")
    return Frame(
        Method(numbers[_METHOD]),
        numbers[_SERVICE],
        headers,
        payload,
        numbers[_SEQUENCE],
        numbers[_LOG],
    )


def _header(data: bytes) -> tuple[str, str]:
    found = {number: value for number, value in _fields(data) if isinstance(value, bytes)}
    if found.keys() != {_KEY, _VALUE}:
        raise FrameError("a header is one key and one value")
    return found[_KEY].decode(), found[_VALUE].decode()


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        value, at = _read_varint(data, at)
        match tag & 7:
            case 0:
                yield tag >> 3, value
            case 2:
                if at + value > len(data):
                    raise FrameError("cut short")
                yield tag >> 3, data[at : at + value]
                at += value
            case other:
                raise FrameError(f"wire type {other}")


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(_LONGEST_VARINT):
        if at + index >= len(data):
            raise FrameError("cut short")
        byte = data[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, at + index + 1
    raise FrameError("a number without end")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | _VARINT) + _varint(value)


def _chunk(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value
