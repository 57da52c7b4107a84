"""Entries chosen by their ids, each shown by its name."""

from collections.abc import Iterable

from polydesk.web.admin.inputs import Mistake, Widget
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _


def _read(page: Page, key: str) -> list[int]:
    sent = [str(one) for one in page.form.getlist(key)]
    if not all(one.isascii() and one.isdecimal() and len(one) < 16 for one in sent):
        raise Mistake(_("This is not one of the choices."))
    return [int(one) for one in sent]


def _show(ids: Iterable[int] | None) -> list[int]:
    return sorted(ids or ())


IDS = Widget("ids", _read, _show, again=lambda page, key: [], template="admin/ids.html")
