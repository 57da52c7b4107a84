"""What mail is made with, in memory: addresses, auto-responses, templates, salutations, signatures, the secret."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.queues.models import (
    AutoResponse,
    Queue,
    QueueAutoResponse,
    Salutation,
    Signature,
    SystemAddress,
    Template,
    TemplateFile,
    TemplateQueue,
)
from polydesk.kernel.secrets import make_secret, stored_secret
from polydesk.kernel.work import Work

_TEMPLATE = (Template.id, Template.name, Template.text, Template.content_type, Template.kind)
SECRET = "message-id"  # noqa: S105  the name of a secret, not one


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A name and an address, as they stand in a header."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class FileOfTemplate:
    """Its content is in the desk's store."""

    filename: str
    content_type: str
    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class MailText:
    """A text with placeholders."""

    name: str
    subject: str
    text: str
    is_html: bool
    system_address_id: int | None = None
    kind: str = ""
    """Of templates: Answer, Forward, Note, …"""
    queues: frozenset[int] = frozenset()
    """Of templates: for tickets in which queues, empty for all."""
    files: tuple[FileOfTemplate, ...] = ()
    """Of templates: what is attached along with the text."""

    def is_for(self, queue_id: int) -> bool:
        return not self.queues or queue_id in self.queues


@dataclass(frozen=True, slots=True)
class QueueMail:
    system_address_id: int | None
    salutation: str
    signature: str


@dataclass(frozen=True)
class Mailing:
    secret: bytes | None
    addresses: Mapping[int, MailAddress]
    queues: Mapping[int, QueueMail]
    auto_responses: Mapping[tuple[int, int], MailText]
    """By queue and type of auto-response."""
    templates: Mapping[int, MailText]

    def is_ours(self, address: str) -> bool:
        """Whether it is an address of this desk, in use or not: who writes from there is no customer."""
        return address.strip().lower() in self._ours

    @cached_property
    def _ours(self) -> frozenset[str]:
        return frozenset(one.email.lower() for one in self.addresses.values())


def load_mailing(connection: Connection) -> Mailing:
    addresses = connection.execute(select(SystemAddress.id, SystemAddress.name, SystemAddress.email))
    return Mailing(
        secret=stored_secret(connection, SECRET),
        addresses={row.id: MailAddress(row.name, row.email) for row in addresses},
        queues=_queues(connection),
        auto_responses=_auto_responses(connection),
        templates=_templates(connection),
    )


def secret_for_signing(work: Work) -> bytes:
    """Made when it is first needed."""
    secret = work.config(Mailing).secret
    if secret is None:
        make_secret(work, SECRET)
        work.configuration_changed()
        secret = work.config(Mailing).secret
    assert secret is not None  # it was made just now
    return secret


def _queues(connection: Connection) -> dict[int, QueueMail]:
    rows = connection.execute(
        select(Queue.id, Queue.system_address_id, Salutation.text, Signature.text)
        .outerjoin(Salutation, Salutation.id == Queue.salutation_id)
        .outerjoin(Signature, Signature.id == Queue.signature_id)
    )
    return {
        queue_id: QueueMail(address_id, salutation or "", signature or "")
        for queue_id, address_id, salutation, signature in rows
    }


def _auto_responses(connection: Connection) -> dict[tuple[int, int], MailText]:
    rows = connection.execute(
        select(QueueAutoResponse.queue_id, AutoResponse)
        .join(AutoResponse, AutoResponse.id == QueueAutoResponse.auto_response_id)
        .where(AutoResponse.valid == VALID)
        .order_by(AutoResponse.id)
    )
    return {
        (row.queue_id, row.type_id): MailText(
            row.name, row.subject, row.text, row.content_type == "text/html", row.system_address_id
        )
        for row in rows
    }


def _templates(connection: Connection) -> dict[int, MailText]:
    """By name."""
    queues: dict[int, set[int]] = defaultdict(set)
    for template_id, queue_id in connection.execute(select(TemplateQueue.template_id, TemplateQueue.queue_id)):
        queues[template_id].add(queue_id)
    files: dict[int, list[FileOfTemplate]] = defaultdict(list)
    for row in connection.execute(select(TemplateFile.__table__).order_by(TemplateFile.filename)):
        files[row.template_id].append(FileOfTemplate(row.filename, row.content_type, row.size, row.file_hash))
    return {
        row.id: MailText(
            *(row.name, "", row.text, row.content_type == "text/html"),
            kind=row.kind,
            queues=frozenset(queues[row.id]),
            files=tuple(files[row.id]),
        )
        for row in connection.execute(select(*_TEMPLATE).where(Template.valid == VALID).order_by(Template.name))
    }
