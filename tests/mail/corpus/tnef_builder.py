"""winmail.dat as Outlook would write it."""

import struct

_TEXT, _BYTES = 0x001F, 0x0102


def attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(values: dict[int, str | bytes]) -> bytes:
    packed = struct.pack("<I", len(values))
    for tag, value in values.items():
        data = (value + "\0").encode("utf-16-le") if isinstance(value, str) else value
        kind = _TEXT if isinstance(value, str) else _BYTES
        packed += struct.pack("<HHII", kind, tag, 1, len(data)) + data + b"\0" * (-len(data) % 4)
    return packed


def tnef(*attributes: bytes) -> bytes:
    return (
        struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(attributes)
    )


def message(values: dict[int, str | bytes]) -> bytes:
    return attribute(1, 0x00069003, properties(values))


def attachment(name: str, content: bytes, short: str = "FILE~1.TXT") -> bytes:
    return (
        attribute(2, 0x00069002, bytes(14))
        + attribute(2, 0x00018010, short.encode() + b"\0")
        + attribute(2, 0x0006800F, content)
        + attribute(2, 0x00069005, properties({0x3707: name}))
    )


# The example of [MS-OXRTFCP] 3.1.1: "hello world"
RTF = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
