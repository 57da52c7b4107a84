"""Names of IMAP folders as they go over the wire: modified UTF-7 (RFC 3501, section 5.1.3), in quotes."""

import base64
import re

_BEYOND_ASCII = re.compile(r"[^ -~]+")


def quoted_folder(name: str) -> str:
    return quoted(_BEYOND_ASCII.sub(_shifted, name.replace("&", "&-")))


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _shifted(found: re.Match[str]) -> str:
    encoded = base64.b64encode(found.group().encode("utf-16-be")).decode("ascii")
    return f"&{encoded.rstrip('=').replace('/', ',')}-"
