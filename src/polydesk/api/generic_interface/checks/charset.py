"""Content types and charsets of articles and attachments."""

import re

_MIME_TYPE = re.compile(r"\w+/\w+", re.ASCII)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]*)", re.IGNORECASE)
_CHARSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}")


def is_mime_type(value: str) -> bool:
    return bool(_MIME_TYPE.fullmatch(value.lower()))


def is_charset(name: str) -> bool:
    """Whether it is a charset text can be written in."""
    if not _CHARSET_NAME.fullmatch(name):
        return False
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def is_content_type(value: str) -> bool:
    """Begins like a MIME type, on one line, with a charset that exists if it names one."""
    if "\r" in value or "\n" in value or not _MIME_TYPE.match(value.lower()):
        return False
    charset = charset_of(value)
    return charset is None or is_charset(charset)


def charset_of(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found[1] if found else None
