"""The body of an article as a page a browser may show: specification, section 5.6."""

from collections.abc import Iterable

from polydesk.kernel.db import AnyRow
from polydesk.kernel.html.bodies import bare_content_id, shown_html, with_links

_POLICY = "sandbox; default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'"


def policy(*, remote: bool) -> str:
    """What a browser may do with the page: show it, with pictures from here or, with `remote`, from anywhere."""
    return _POLICY.format(pictures="'self' http: https:" if remote else "'self'")


def page(row: AnyRow, files: Iterable[AnyRow], *, folder: str, remote: bool) -> str:
    """`folder` is the path under which the article's files are found by their ids."""
    if row.html_body is None:
        return f"<pre>{with_links(row.body)}</pre>"
    inline = {bare_content_id(one.content_id): f"{folder}/{one.id}" for one in files if one.content_id}
    return shown_html(row.html_body, inline, remote=remote)
