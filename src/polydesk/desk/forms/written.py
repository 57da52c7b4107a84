"""What a customer has written in a form, and the article it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.desk.people.customers import find_customer
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """HTML was made harmless before."""

    subject: str
    body: str
    content_type: str = "text/plain; charset=utf-8"
    files: Sequence[NewFile] = ()


def add_written(work: Work, ticket: Ticket, customer: CustomerActor, written: Written, *, history_type: str) -> int:
    """The article's id."""
    person = find_customer(work, customer.login)
    article = NewArticle(
        subject=" ".join(written.subject.split()),
        body=written.body,
        content_type=written.content_type,
        sender_type_id=SENDER_CUSTOMER,
        from_=person.mail_string if person else customer.login,
        to=work.config(Catalogue).queues[ticket.queue_id].name,
        history_type=history_type,
        history_comment="%%",
        remote_address=work.origin[:64],
    )
    article_id = add_article(work, ticket.id, article)
    if written.files:
        attach_files(work, ticket.id, article_id, written.files)
    return article_id
