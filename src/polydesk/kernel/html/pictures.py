"""Pictures written into HTML itself (`src="data:image/…"`), taken out and referred to instead.

They are files to every reader, and megabytes of them are no text.
"""

import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_PICTURES = 200
"""Different ones in one message; what is beyond is left out."""

# Pictures that are only pictures: no SVG, which can hold scripts. Without quotes a blank ends the address.
_KIND = r"data:image/(gif|png|jpeg|jpg|webp|bmp);base64,"
_QUOTED = re.compile(rf"(?<==[\"']){_KIND}([A-Za-z0-9+/=\s]{{16,}})(?=[\"'])", re.IGNORECASE)
_BARE = re.compile(rf"(?<==){_KIND}([A-Za-z0-9+/=]{{16,}})(?=[\s>])", re.IGNORECASE)
_NO_DIGITS = re.compile(r"[\s=]+")


@dataclass(frozen=True, slots=True)
class Picture:
    filename: str
    content: bytes
    content_type: str
    content_id: str


class Pictures:
    """Of one message, which may have several texts. `keep` is told of each picture once; False leaves it out."""

    def __init__(self, keep: Callable[[Picture], bool]) -> None:
        self.too_many = False
        self._keep = keep
        self._references: dict[str, str] = {}

    def take_out(self, html: str) -> str:
        if "data:image/" not in html.lower():
            return html
        return _BARE.sub(self._replaced, _QUOTED.sub(self._replaced, html))

    def _replaced(self, found: re.Match[str]) -> str:
        content = _decoded(found[2])
        mark = hashlib.sha256(content).hexdigest()
        if mark not in self._references:
            if len(self._references) == MOST_PICTURES:
                self.too_many = True
                return ""
            self._references[mark] = self._reference(mark, content, found[1].lower().replace("jpg", "jpeg"))
        return self._references[mark]

    def _reference(self, mark: str, content: bytes, kind: str) -> str:
        content_id = f"{mark[:32]}@inline"
        picture = Picture(f"image{mark[:4]}.{kind}", content, f"image/{kind}", content_id)
        return f"cid:{content_id}" if self._keep(picture) else ""


def _decoded(digits: str) -> bytes:
    """As much of it as is whole."""
    bare = _NO_DIGITS.sub("", digits)
    whole = bare[: len(bare) - (len(bare) % 4 == 1)]
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
