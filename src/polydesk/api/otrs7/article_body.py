"""The body of an article as a page a browser may show: specification, section 5.6."""

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from polydesk.api.otrs7.article_shape import bare_content_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.html import sanitize
from polydesk.kernel.html.addresses import readdress

_POLICY = "sandbox; default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'"
_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_AFTER_LINKS = ".,;:!?)'"
_CID = "cid:"


def policy(*, remote: bool) -> str:
    """What a browser may do with the page: show it, with pictures from here or, with `remote`, from anywhere."""
    return _POLICY.format(pictures="'self' http: https:" if remote else "'self'")


def page(row: AnyRow, files: Iterable[AnyRow], *, folder: str, remote: bool) -> str:
    """`folder` is the path under which the article's files are found by their ids."""
    if row.html_body is None:
        return f"<pre>{_with_links(row.body)}</pre>"
    paths = {bare_content_id(one.content_id): f"{folder}/{one.id}" for one in files if one.content_id}

    def new_address(tag: str, address: str) -> str | None:
        if address[: len(_CID)].lower() == _CID:
            return paths.get(address[len(_CID) :]) or paths.get(unquote(address[len(_CID) :]))
        is_remote = address[:4].lower() == "http"
        return None if tag == "img" and is_remote and not remote else address

    return readdress(sanitize(row.html_body), new_address)


def _with_links(text: str) -> str:
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = html.escape(found[0].rstrip(_AFTER_LINKS))
        parts.append(html.escape(text[end : found.start()]))
        parts.append(f'<a href="{address}" rel="noopener noreferrer">{address}</a>')
        end = found.start() + len(found[0].rstrip(_AFTER_LINKS))
    return "".join([*parts, html.escape(text[end:])])
