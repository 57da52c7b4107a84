"""Messages to fetch, and what became of them."""

from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.tickets.models import Ticket


def mail(subject: str, body: str = "It does not start any more.") -> bytes:
    headers = f"From: Cora <c1@acme.example>\r\nTo: support@desk.example\r\nMessage-ID: <{subject}@acme.example>\r\n"
    return f"{headers}Subject: {subject}\r\n\r\n{body}\r\n".encode()


def titles(desk: Desk) -> list[str]:
    with desk.look() as look:
        return list(look.connection.scalars(select(Ticket.title).order_by(Ticket.id)))


def raw_messages(desk: Desk) -> list[bytes]:
    with desk.look() as look:
        return [look.files.get(name) for name in look.connection.scalars(select(MailMessage.file_hash))]
