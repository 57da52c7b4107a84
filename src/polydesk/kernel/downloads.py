"""How files strangers have sent are given to browsers: kept rather than shown, and never trusted."""

import re
from collections.abc import Mapping
from urllib.parse import quote

SHOWN_TYPES = frozenset(
    ("application/pdf", "image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp", "text/plain")
)
"""Types a browser may show in place. SVG is not among them: it can hold scripts."""
UNKNOWN_TYPE = "application/octet-stream"
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(?:;[ -~]{0,200})?")
_POLICY = "sandbox; default-src 'none'"
_NO_ASCII = re.compile(r"[^ -~]")
_SPECIAL = re.compile(r'["\\/%]')


def bare_type(content_type: str) -> str:
    """Without parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def is_type(content_type: str) -> bool:
    """Whether it can stand in a header as it is."""
    return bool(_TYPE.fullmatch(content_type))


def checked_type(content_type: str) -> str:
    return content_type if is_type(content_type) else UNKNOWN_TYPE


def is_shown(content_type: str) -> bool:
    """Behind a comma browsers read another type, and believe that one."""
    return is_type(content_type) and "," not in content_type and bare_type(content_type) in SHOWN_TYPES


def download_headers(filename: str, content_type: str, *, may_show: bool) -> Mapping[str, str]:
    """`content-type` as the sender has named it, if it is one."""
    inline = may_show and is_shown(content_type)
    return {
        "Content-Type": checked_type(content_type),
        "Content-Disposition": f"{'inline' if inline else 'attachment'}; {_named(filename)}",
        "Content-Security-Policy": _POLICY,
    }


def _named(filename: str) -> str:
    """Both forms of RFC 6266: in ASCII for old programs, and as it is."""
    plain = _SPECIAL.sub("_", _NO_ASCII.sub("_", filename)) or "file"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='', errors='replace')}"
