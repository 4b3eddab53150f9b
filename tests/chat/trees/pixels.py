"""A PNG read back into its pixels; for pictures as resvg writes them, 8 bits a channel."""

import struct
import zlib
from dataclasses import dataclass

_CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True, slots=True)
class Pixels:
    """The channels of all pixels, row after row."""

    width: int
    height: int
    values: bytes

    def difference(self, other: "Pixels") -> float:
        """How far two pictures of one size are apart, as the mean over all values (0 to 255)."""
        pairs = zip(self.values, other.values, strict=True)
        return sum(abs(one - two) for one, two in pairs) / len(self.values)


def size(png: bytes) -> tuple[int, int]:
    """Width and height."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def read(png: bytes) -> Pixels:
    """The picture's pixels. Raises KeyError for one with a palette."""
    width, height, _, kind = struct.unpack_from(">IIBB", png, 16)
    packed, at = b"", 8
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        if name == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    step = _CHANNELS[kind]
    raw = zlib.decompress(packed)
    stride = width * step
    above = bytearray(stride)
    rows = []
    for row in range(height):
        start = row * (stride + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above, step)
        rows.append(bytes(above))
    return Pixels(width, height, b"".join(rows))


def _unfiltered(kind: int, line: bytes, above: bytearray, step: int) -> bytearray:
    row = bytearray(line)
    for index in range(len(row)):
        left = row[index - step] if index >= step else 0
        corner = above[index - step] if index >= step else 0
        up = above[index]
        guess = (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]
        row[index] = (row[index] + guess) % 256
    return row


def _nearest(left: int, up: int, corner: int) -> int:
    aim = left + up - corner
    return min((left, up, corner), key=lambda value: abs(aim - value))
