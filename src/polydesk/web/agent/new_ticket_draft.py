"""What an agent has begun as a new ticket: kept while typing and when it could not be made yet, and thrown away."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime, format_time
from starlette.datastructures import FormData
from starlette.responses import Response

from polydesk.desk.forms.agent_form import EMAIL, PHONE
from polydesk.desk.sending.registry import MailText
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.tickets.new_ticket_drafts import (
    NewTicketDraft,
    Pairs,
    keep_new_ticket_draft,
    list_new_ticket_drafts,
    load_new_ticket_drafts,
    take_new_ticket_draft,
)
from polydesk.kernel.clock import in_zone
from polydesk.kernel.errors import Conflict
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work
from polydesk.web.agent.draft_files import File, new_files, ticked, ticked_keys
from polydesk.web.agent.new_ticket_words import template_of
from polydesk.web.agent.page import Page
from polydesk.web.agent.template_files import with_files_of

PATH = "/tickets/new/draft"
_KEY = re.compile(r"[0-9a-f]{16}")
_OF_THE_FORM = frozenset(("csrf", "draft", "kept", "known", "step", "pick", "template", "again"))
"""What a form holds besides what was typed."""
_SAYS_SOMETHING = ("customer", "cc", "Title", "Body")


class FilesGone(Conflict):
    """Some that are to go along are not there any more."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The draft of the form that is shown. `since` is when it was kept, if it is taken up again."""

    key: str
    files: tuple[File, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A draft that is not shown. `is_replaced` if what is typed in the form takes its place."""

    kind: str
    title: str
    since: str
    is_replaced: bool


def new_key() -> str:
    return secrets.token_hex(8)


def key_of(page: Page) -> str:
    """Of the draft of the form that was sent."""
    key = page.text("draft")
    return key if _KEY.fullmatch(key) else new_key()


def kind_of(page: Page) -> str:
    return EMAIL if page.text("kind") == EMAIL else PHONE


def taken_up(page: Page, draft: NewTicketDraft) -> Begun:
    """The page goes on as if its form had just been sent."""
    page.form = FormData([(name, value) for name, value in draft.typed])
    return Begun(draft.key, draft.files, moment_of(page, draft.change_time))


def others(page: Page, drafts: Sequence[NewTicketDraft], kind: str, key: str) -> list[Other]:
    return [
        Other(
            one.kind,
            one.text("Title")[:80] or one.text("customer")[:80],
            moment_of(page, one.change_time),
            one.kind == kind,
        )
        for one in drafts
        if one.key != key
    ]


def as_sent(page: Page) -> Begun:
    """With the files of the draft as they are ticked in the form."""
    key = key_of(page)
    draft = next((one for one in list_new_ticket_drafts(page.look()) if one.key == key), None)
    return Begun(key, ticked(page, draft.files if draft else ()))


def is_without_some(page: Page, begun: Begun) -> bool:
    """Whether files are ticked that are not there any more, as another draft has taken the place of theirs."""
    return bool(ticked_keys(page) - {one["key"] for one in begun.files})


def files_of(begun: Begun) -> list[File]:
    return [one for one in begun.files if not one["off"]]


def keep(page: Page, template: MailText | None = None) -> tuple[Begun, bool]:
    """All that was sent, so that nothing is lost if no ticket can be made of it now; and whether its files fit.

    With those of a template that is put in.
    """
    key = key_of(page)
    with page.work() as work:
        had = ticked(page, _had(work, key))
        new, fits = new_files(page, work, work.files.waiting, had)
        files = (*had, *new)
        if template:
            attached = with_files_of(work, files, template.files, work.files.waiting)
            files, fits = (attached.files, fits) if attached else (files, False)
        _keep(work, page, key, files)
    return Begun(key, files), fits


def take(work: Work, page: Page) -> list[NewFile]:
    """The files that go along; the draft is gone. Raises FilesGone."""
    draft = take_new_ticket_draft(work, key_of(page))
    begun = Begun("", ticked(page, draft.files if draft else ()))
    if is_without_some(page, begun):
        raise FilesGone("draft.files_gone")
    store = work.files.waiting
    return [
        NewFile(filename=one["name"], content=store.get(one["hash"]), content_type=one["kind"])
        for one in files_of(begun)
    ]


def save(page: Page) -> Response:
    """A small script calls it while somebody types; the time is what it shows."""
    key = key_of(page)
    with page.work() as work:
        _keep(work, page, key, ticked(page, _had(work, key)))
    return page.show("agent/ticket_draft_saved.html")


def upload(page: Page) -> Response:
    """Files that are sent while somebody still writes. What is ticked stays so: the form may not know of all yet."""
    key = key_of(page)
    with page.work() as work:
        had = _had(work, key)
        new, fits = new_files(page, work, work.files.waiting, had)
        _keep(work, page, key, (*had, *new))
    return page.show("agent/ticket_draft_files.html", 200 if fits else 422, files=new, fits=fits)


def attach(page: Page) -> Response:
    """The files of a template, which are in the draft by now. What else is ticked there stays so."""
    key = key_of(page)
    with page.work() as work:
        template = template_of(page, work)
        attached = with_files_of(work, _had(work, key), template.files, work.files.waiting)
        if attached:
            keep_new_ticket_draft(work, kind_of(page), key, _typed(page), attached.files)
    shown = attached.of_template if attached else ()
    return page.show("agent/ticket_draft_files.html", 200 if attached else 422, files=shown, fits=bool(attached))


def discard(page: Page) -> Response:
    """`again` leads to an empty form of the same kind."""
    with page.work() as work:
        take_new_ticket_draft(work, key_of(page))
    return page.go(f"/tickets/new?kind={kind_of(page)}" if page.text("again") else "/")


def moment_of(page: Page, moment: datetime) -> str:
    """The time alone, if it was today."""
    look = page.look()
    zone, locale = look.config(Settings).zone, page.texts.locale
    then, now = in_zone(moment, zone), in_zone(look.now, zone)
    if then.date() == now.date():
        return format_time(then, "short", locale=locale)
    return format_datetime(then, "short", locale=locale)


def _had(work: Work, key: str) -> tuple[File, ...]:
    return next((one.files for one in load_new_ticket_drafts(work) if one.key == key), ())


def _keep(work: Work, page: Page, key: str, files: tuple[File, ...]) -> None:
    """Nothing at all is no draft."""
    typed = _typed(page)
    if files or any(value.strip() for name, value in typed if name in _SAYS_SOMETHING):
        keep_new_ticket_draft(work, kind_of(page), key, typed, files)
    else:
        take_new_ticket_draft(work, key)


def _typed(page: Page) -> Pairs:
    sent = ((storable(name), value) for name, value in page.form.multi_items())
    return [[name, storable(value)] for name, value in sent if isinstance(value, str) and name not in _OF_THE_FORM]


PAGES = (
    ("POST", PATH, save),
    ("POST", f"{PATH}/discard", discard),
    ("POST", f"{PATH}/files", upload),
    ("POST", "/tickets/new/template/files", attach),
)
