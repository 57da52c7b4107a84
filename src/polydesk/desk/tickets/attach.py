"""Attach files to an article."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from polydesk.desk.tickets.access import check_article, load_ticket
from polydesk.desk.tickets.events import AttachmentsAdded
from polydesk.desk.tickets.filenames import distinct, harmless
from polydesk.desk.tickets.models import Attachment
from polydesk.kernel.work import Work

_TABLE = Attachment.metadata.tables["attachment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    filename: str
    content: bytes
    content_type: str = "application/octet-stream"
    content_id: str = ""
    alternative: str = ""
    disposition: str = "attachment"


def attach_files(
    work: Work,
    ticket_id: int,
    article_id: int,
    files: Sequence[NewFile],
    *,
    right: str = "note",
    as_given: bool = False,
) -> None:
    """Contents go to the file store first; what a failed transaction leaves there belongs to nobody.

    `as_given` keeps names that hide a file or are there twice.
    """
    ticket = load_ticket(work, ticket_id, right, customers=True)
    check_article(work, ticket, article_id)
    names = [one.filename for one in files] if as_given else _free_names(work, article_id, files)
    for name, new in zip(names, files, strict=True):
        stored = work.files.put(new.content)
        work.write(
            _TABLE,
            article_id=article_id,
            filename=name,
            content_type=new.content_type,
            content_id=new.content_id,
            alternative=new.alternative,
            disposition=new.disposition,
            size=stored.size,
            file_hash=stored.hash,
        )
    work.record(AttachmentsAdded(ticket, article_id))


def _free_names(work: Work, article_id: int, files: Sequence[NewFile]) -> list[str]:
    present = work.connection.execute(select(_TABLE.c.filename).where(_TABLE.c.article_id == article_id))
    kept = list(present.scalars())
    return distinct([*kept, *(harmless(one.filename) for one in files)])[len(kept) :]
