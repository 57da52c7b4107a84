"""What somebody reads in a PDF of ours, found the way a reader finds it: by the font's own table of letters."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LETTER = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_SHOWN = re.compile(rb"\(((?:[^\\()]|\\.)*)\) Tj", re.DOTALL)


def pages_and_text(raw: bytes) -> tuple[int, str]:
    """The number of pages, and all lines in the order they are drawn."""
    streams = [_inflated(one) for one in _STREAM.findall(raw)]
    letters = {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for stream in streams
        if b"beginbfchar" in stream
        for code, text in _LETTER.findall(stream.decode("latin-1"))
    }
    lines = [_read(shown, letters) for stream in streams for shown in _SHOWN.findall(stream)]
    return len(re.findall(rb"/Type /Page\b(?!s)", raw)), "\n".join(lines)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _read(shown: bytes, letters: dict[int, str]) -> str:
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    plain = re.sub(rb"\\(.)", lambda found: escapes.get(found[1], found[1]), shown, flags=re.DOTALL)
    codes = zip(plain[::2], plain[1::2], strict=True)
    return "".join(letters.get(high << 8 | low, "") for high, low in codes)
