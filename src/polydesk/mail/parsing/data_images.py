"""Pictures written into the HTML itself (`src="data:image/…"`) as files the HTML refers to.

They are files to every reader, and megabytes of them are no text.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from polydesk.mail.parsed import MailFile
from polydesk.mail.parsing.limits import Notes
from polydesk.mail.parsing.transfer import from_base64

# Pictures that are only pictures: no SVG, which can hold scripts.
_IMAGE = re.compile(
    r"(?<==[\"'])data:image/(gif|png|jpeg|jpg|webp|bmp);base64,([A-Za-z0-9+/=\s]{16,})(?=[\"'])", re.IGNORECASE
)
_MAX_IMAGES = 200


@dataclass(slots=True)
class DataImages:
    """`keep` is told of every picture found."""

    keep: Callable[[MailFile], None]
    notes: Notes
    _seen: set[str] = field(default_factory=set)

    def take_out(self, html: str) -> str:
        return _IMAGE.sub(self._replaced, html) if "data:image/" in html else html

    def _replaced(self, found: re.Match[str]) -> str:
        content = from_base64(found[2].encode("ascii", "ignore"), self.notes)
        mark = hashlib.sha256(content).hexdigest()
        content_id = f"{mark[:32]}@inline"
        if mark not in self._seen:
            if len(self._seen) == _MAX_IMAGES:
                self.notes.add("too many pictures within the text, some left out")
                return ""
            self._seen.add(mark)
            kind = found[1].lower().replace("jpg", "jpeg")
            name = f"image{mark[:4]}.{kind}"
            self.keep(MailFile(filename=name, content=content, content_type=f"image/{kind}", content_id=content_id))
        return f"cid:{content_id}"
