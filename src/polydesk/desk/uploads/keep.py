"""Files of forms that are still being filled in: keep one, find one, take one away."""

import re
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, insert, select, text

from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

MOST_FORMS = 20
"""As many full forms one person may have open at a time."""
_TABLE = Upload.metadata.tables["upload"]
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}(?:; ?charset=[a-z0-9_-]{1,40})?", re.IGNORECASE)
_UNKNOWN_TYPE = "application/octet-stream"
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(7659377, hashtext(:form))")


class TooLarge(Conflict):
    """The form's files together, or all the person has sent, are more than is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpload:
    filename: str
    content: bytes
    content_type: str = _UNKNOWN_TYPE
    inline: bool = False
    """Sent by the editor, to be shown in the text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`number` counts from 1 within the form; by `content_id` the text may refer to the file."""

    number: int
    content_id: str


def keep_upload(work: Work, form_id: str, new: NewUpload) -> Kept:
    """Keep a file for a form; it takes the place of one with the same name.

    Raises Invalid for a name of nothing, Forbidden for somebody else's form and for who is no customer, TooLarge.
    """
    name = cleaned_name(new.filename)
    if not name:
        raise Invalid("upload.name")
    if not work.is_sqlite:
        work.connection.execute(_ONE_AFTER_ANOTHER, {"form": form_id})
    rows = work.connection.execute(select(_TABLE).where(_TABLE.c.form_id == form_id)).all()
    if not _login(work) or any(row.subject != _login(work) for row in rows):
        raise Forbidden("upload.form_of_somebody_else")
    replaced = [row for row in rows if row.filename == name]
    _check_size(work, sum(row.size for row in rows if row not in replaced) + len(new.content), len(new.content))
    work.connection.execute(delete(_TABLE).where(_TABLE.c.id.in_([row.id for row in replaced])))
    kept = Kept(max((row.file_number for row in rows), default=0) + 1, secrets.token_hex(16))
    _store(work, form_id, name, new, kept)
    return kept


def _check_size(work: Work, of_form: int, added: int) -> None:
    limit: int = work.config(Settings)["WebMaxFileUpload"]
    everything = select(func.coalesce(func.sum(_TABLE.c.size), 0)).where(_TABLE.c.subject == _login(work))
    if of_form > limit or work.connection.execute(everything).scalar_one() + added > MOST_FORMS * limit:
        raise TooLarge("upload.too_large", limit=limit)


def _store(work: Work, form_id: str, name: str, new: NewUpload, kept: Kept) -> None:
    stored = work.files.waiting.put(new.content)
    row = insert(_TABLE).values(
        form_id=form_id,
        subject_kind="customer",
        subject=_login(work),
        file_number=kept.number,
        filename=name,
        content_type=new.content_type if _TYPE.fullmatch(new.content_type) else _UNKNOWN_TYPE,
        content_id=kept.content_id,
        inline=int(new.inline),
        size=stored.size,
        content_hash=stored.hash,
        create_time=work.now,
    )
    work.connection.execute(row)


def find_upload(look: Look, form_id: str, content_id: str) -> AnyRow:
    """Raises NotFound, also for what is somebody else's."""
    wanted = select(_TABLE).where(own_form(look, form_id), _TABLE.c.content_id == content_id)
    row = look.connection.execute(wanted).first()
    if row is None:
        raise NotFound("upload", form=form_id)
    return row


def remove_upload(work: Work, form_id: str, filename: str) -> None:
    """Raises NotFound, also for what is somebody else's."""
    gone = delete(_TABLE).where(own_form(work, form_id), _TABLE.c.filename == cleaned_name(filename))
    if not work.connection.execute(gone).rowcount:
        raise NotFound("upload", form=form_id)


def own_form(look: Look, form_id: str) -> ColumnElement[bool]:
    return (_TABLE.c.form_id == form_id) & (_TABLE.c.subject == _login(look))


def _login(look: Look) -> str:
    """Uploads are a thing of customers; who is none has none."""
    return look.actor.login if isinstance(look.actor, CustomerActor) else ""
