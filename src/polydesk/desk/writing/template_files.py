"""Files that are kept with a template, and are attached wherever it is put in."""

from collections.abc import Sequence

from sqlalchemy import Table, delete, func, insert, select

from polydesk.desk.audit.record import audit
from polydesk.desk.queues.models import Template, TemplateFile
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.kernel.db import AnyRow
from polydesk.kernel.downloads import checked_type
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

MOST_FILES = 20
MOST_BYTES = 10_000_000
"""Of all templates together: they stand in the document of a configuration, which has an end."""
_TABLE: Table = TemplateFile.metadata.tables["template_file"]
_SECTION = "templates"


def list_template_files(look: Look, template_id: int) -> Sequence[AnyRow]:
    """By name, also of a template out of use."""
    rows = select(_TABLE).where(_TABLE.c.template_id == template_id)
    return look.connection.execute(rows.order_by(_TABLE.c.filename)).all()


def find_template_file(look: Look, template_id: int, file_id: int) -> AnyRow:
    """Raises NotFound."""
    wanted = select(_TABLE).where(_TABLE.c.template_id == template_id, _TABLE.c.id == file_id)
    row = look.connection.execute(wanted).first()
    if row is None:
        raise NotFound("template_file", id=file_id)
    return row


def add_template_files(work: Work, template_id: int, files: Sequence[NewFile]) -> None:
    """All of them or none; each takes the place of one with the same name.

    Raises NotFound for a template that is not there, Invalid for a name of nothing, Conflict if they are too large or
    too many.
    """
    every = work.connection.execute(select(Template.id).order_by(Template.id).with_for_update()).scalars()
    if template_id not in set(every):
        raise NotFound("template", id=template_id)
    new = {cleaned_name(one.filename): one for one in files}
    if "" in new:
        raise Invalid("template_file.name")
    before = list_template_files(work, template_id)
    _check_sizes(work, [one for one in before if one.filename not in new], list(new.values()))
    for old in before:
        if old.filename in new:
            _remove(work, old)
    for name, file in new.items():
        _add(work, template_id, name, file)
    work.configuration_changed()


def remove_template_file(work: Work, template_id: int, file_id: int) -> None:
    """What it was attached to keeps it. Raises NotFound."""
    _remove(work, find_template_file(work, template_id, file_id))
    work.configuration_changed()


def check_all_template_files(work: Work) -> None:
    """Raises Conflict if they are larger than may be, all together."""
    if _bytes_of_all(work) > MOST_BYTES:
        raise Conflict("template_file.too_large_together", limit=MOST_BYTES)


def _bytes_of_all(work: Work) -> int:
    return int(work.connection.execute(select(func.coalesce(func.sum(_TABLE.c.size), 0))).scalar_one())


def _check_sizes(work: Work, kept: Sequence[AnyRow], new: Sequence[NewFile]) -> None:
    if len(kept) + len(new) > MOST_FILES:
        raise Conflict("template_file.too_many", limit=MOST_FILES)
    added = sum(len(one.content) for one in new)
    limit: int = work.config(Settings)["WebMaxFileUpload"]
    if sum(one.size for one in kept) + added > limit:
        raise Conflict("template_file.too_large", limit=limit)
    if _bytes_of_all(work) + added > MOST_BYTES:
        raise Conflict("template_file.too_large_together", limit=MOST_BYTES)


def _add(work: Work, template_id: int, name: str, file: NewFile) -> None:
    stored = work.files.put(file.content)
    row = {
        "filename": name,
        "content_type": checked_type(file.content_type),
        "size": stored.size,
        "file_hash": stored.hash,
    }
    work.connection.execute(insert(_TABLE).values(template_id=template_id, **row))
    audit(work, "templates.attach", _SECTION, template_id, new=row)


def _remove(work: Work, row: AnyRow) -> None:
    work.connection.execute(delete(_TABLE).where(_TABLE.c.id == row.id))
    old = {name: getattr(row, name) for name in ("filename", "content_type", "size", "file_hash")}
    audit(work, "templates.detach", _SECTION, row.template_id, old=old)
