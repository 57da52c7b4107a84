"""Send an agent's article to the people it is written to: by default the ticket's customer."""

from polydesk.desk.people.customers import find_customer
from polydesk.desk.sending.addressing import is_sendable, read_addresses
from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.send_article import send_article
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look, Work


def mail_to_customer(
    work: Work,
    ticket: Ticket,
    article_id: int,
    *,
    to: str = "",
    cc: str = "",
    bcc: str = "",
    subject: str | None = None,
) -> list[int]:
    """The texts are headers as the caller has them; a `to` without an address in it means the customer.

    Without a `subject` the mail has the article's. Returns the ids of the mails: none if the desk sends no mail, or if
    nobody can be reached.
    """
    if not sends_mail(work):
        return []
    recipients = read_addresses(to) or customer_address(work, ticket.customer_user)
    if not recipients:
        return []
    copies, hidden = read_addresses(cc), read_addresses(bcc)
    return send_article(work, ticket, article_id, to=recipients, cc=copies, bcc=hidden, subject=subject)


def customer_address(look: Look, login: str) -> list[MailAddress]:
    """Of a customer user; one who is not known is reached if the login is an address."""
    person = find_customer(look, login) if login else None
    if person:
        return [MailAddress(f"{person.first_name} {person.last_name}".strip(), person.email)]
    return [MailAddress("", login)] if is_sendable(login) else []
