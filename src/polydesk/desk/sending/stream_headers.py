"""Headers of notifications: that no human wrote them, which stream they belong to, and how to leave it.

RFC 3834, RFC 2919 and RFC 2369. Answers of agents and auto-responses are mail to one person and get none of the stream.
"""

from collections.abc import Mapping
from urllib.parse import quote

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.headers import one_line, phrase
from polydesk.desk.sending.leave_tokens import LEAVE, leave_token
from polydesk.desk.sending.message_ids import mail_host
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.sending.senders import ticket_sender
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look, Work

AUTO_GENERATED: Mapping[str, str] = {
    "Auto-Submitted": "auto-generated",
    "Precedence": "bulk",
    "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
}
_LONGEST_NAME = 60


def stream_headers(work: Work, ticket: Ticket, *, leaves: str = "", person_id: int = 0) -> dict[str, str]:
    """`leaves` is the kind of the reader (see `message_ids`) if they can leave this ticket's mail, else empty.

    They leave by a mail to the address of ours their answers go to; without one nothing is promised.
    """
    headers = {**AUTO_GENERATED, "List-Id": _list_id(work, ticket)}
    address = ticket_sender(work, ticket).email
    if leaves and _is_reached(work, address):
        subject = quote(f"{LEAVE} {leave_token(work, ticket.id, leaves, person_id)}")
        headers["List-Unsubscribe"] = f"<mailto:{quote(address, safe='@')}?subject={subject}>"
    return headers


def _is_reached(look: Look, address: str) -> bool:
    """The address a desk has when it is installed is nobody's yet."""
    return look.config(Mailing).is_ours(address) and not address.lower().endswith("@localhost")


def _list_id(look: Look, ticket: Ticket) -> str:
    """By the queue's number, since a name may change and need not be one a header can hold."""
    queue = look.config(Catalogue).queues[ticket.queue_id]
    return f"{phrase(one_line(queue.name, _LONGEST_NAME))} <queue-{queue.id}.{mail_host(look)}>"
