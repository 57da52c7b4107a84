"""What mail is made with, in memory: addresses, auto-responses, templates, salutations, signatures, the secret."""

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
class MailText:
    """A text with placeholders."""

    name: str
    subject: str
    text: str
    is_html: bool
    system_address_id: int | None = None
    kind: str = ""
    """Of templates: Answer, Forward, Note, …"""


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
    templates = select(*_TEMPLATE).where(Template.valid == VALID).order_by(Template.name)
    return Mailing(
        secret=stored_secret(connection, SECRET),
        addresses={row.id: MailAddress(row.name, row.email) for row in addresses},
        queues=_queues(connection),
        auto_responses=_auto_responses(connection),
        templates={
            row.id: MailText(row.name, "", row.text, row.content_type == "text/html", kind=row.kind)
            for row in connection.execute(templates)
        },
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
