"""The body of a message as HTML a browser may show: links to follow, pictures from here, others only if wanted."""

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from polydesk.kernel.html.addresses import readdress
from polydesk.kernel.html.sanitizing import sanitize

_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_AFTER_LINKS = ".,;:!?)'"
_CID = "cid:"


def bare_content_id(stored: str) -> str:
    """Mails write it in angle brackets."""
    return stored.strip().removeprefix("<").removesuffix(">")


def shown_html(html_body: str, inline: Mapping[str, str], *, remote: bool) -> str:
    """`inline` has the addresses of the message's own pictures by their bare content ids; `remote` lets in others."""

    def new_address(tag: str, address: str) -> str | None:
        if address[: len(_CID)].lower() == _CID:
            return inline.get(address[len(_CID) :]) or inline.get(unquote(address[len(_CID) :]))
        is_remote = address[:4].lower() == "http"
        return None if tag == "img" and is_remote and not remote else address

    return readdress(sanitize(html_body), new_address)


def with_links(text: str) -> str:
    """Plain text as HTML, in which addresses of the web can be followed."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = html.escape(found[0].rstrip(_AFTER_LINKS))
        parts.append(html.escape(text[end : found.start()]))
        parts.append(f'<a href="{address}" rel="noopener noreferrer">{address}</a>')
        end = found.start() + len(found[0].rstrip(_AFTER_LINKS))
    return "".join([*parts, html.escape(text[end:])])


_WITHOUT_ADDRESS = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')


def leaves_out_pictures(shown: str) -> bool:
    """Whether pictures of what `shown_html` has made stay empty."""
    return _WITHOUT_ADDRESS.search(shown) is not None
