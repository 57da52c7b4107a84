"""Files strangers have sent, given to browsers: kept rather than shown, and never trusted. Specification, 5.6."""

import re
from urllib.parse import quote

from polydesk.api.otrs7.answers import Answer, FileContent
from polydesk.kernel.work import Look

_SHOWN = frozenset(
    ("application/pdf", "image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp", "text/plain")
)
"""Types a browser may show in place. SVG is not among them: it can hold scripts."""
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(?:;[ -~]{0,200})?")
_UNKNOWN = "application/octet-stream"
_POLICY = "sandbox; default-src 'none'"
_NO_ASCII = re.compile(r"[^ -~]")
_SPECIAL = re.compile(r'["\\/%]')


def file_answer(look: Look, *, file_hash: str, filename: str, content_type: str, may_show: bool = True) -> Answer:
    """Raises NotFound if the content is lost."""
    stored = content_type if _TYPE.fullmatch(content_type) else _UNKNOWN
    is_shown = may_show and stored.partition(";")[0].strip().lower() in _SHOWN
    headers = (
        ("Content-Disposition", f"{'inline' if is_shown else 'attachment'}; {_named(filename)}"),
        ("Content-Security-Policy", _POLICY),
    )
    return Answer(200, b"", stored, headers, FileContent.of(look.files.open(file_hash)))


def _named(filename: str) -> str:
    """Both forms of RFC 6266: in ASCII for old programs, and as it is."""
    plain = _SPECIAL.sub("_", _NO_ASCII.sub("_", filename)) or "file"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='', errors='replace')}"
