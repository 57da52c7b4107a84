"""From which address a mail about a ticket comes."""

from polydesk.desk.sending.message_ids import mail_host
from polydesk.desk.sending.registry import MailAddress, Mailing
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def ticket_sender(look: Look, ticket: Ticket, system_address_id: int | None = None) -> MailAddress:
    """The given address, else the one the first mail was sent to, else the queue's, else the desk's."""
    mailing = look.config(Mailing)
    queue = mailing.queues.get(ticket.queue_id)
    for address_id in (system_address_id, ticket.system_address_id, queue.system_address_id if queue else None):
        if address_id is not None and address_id in mailing.addresses:
            return mailing.addresses[address_id]
    return desk_sender(look)


def desk_sender(look: Look) -> MailAddress:
    """Who notifications come from."""
    settings = look.config(Settings)
    email = settings["NotificationSenderEmail"] or f"notifications@{mail_host(look)}"
    return MailAddress(settings["NotificationSenderName"], email)


def automatic_envelope(look: Look) -> str:
    """Where bounces of mail that nobody wrote go: by default nowhere, so that no answer is answered."""
    sender: str = look.config(Settings)["SendmailNotificationEnvelopeFrom"]
    return sender
