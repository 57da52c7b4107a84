"""Turn what somebody outside asks for into a ticket."""

from polydesk.desk.intake.customers import Customer, find_customer_user, make_customer_user
from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.submission import Refused, Submission, Submitted
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, CHANNEL_PHONE, SENDER_CUSTOMER
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.work import Work


def submit(work: Work, submission: Submission) -> Submitted:
    """Raises Denied for what a ban or a filter turns away, Refused with all errors for what is not complete."""
    customer = _customer(work, submission)
    if submission.text is None:
        raise Refused("incomplete", [("21", "Issue Details is a required field")])
    catalogue = work.config(Catalogue)
    intake = work.config(Intake)
    topic = intake.topics.get(submission.topic_id)
    queue_id = (topic.queue_id if topic else None) or next(iter(catalogue.queues)).id
    ticket = open_ticket(
        work,
        NewTicket(
            title=str(submission.values.get("subject", "")),
            queue_id=queue_id,
            type_id=next(iter(catalogue.types)).id,
            state_id=4,
            priority_id=3,
            customer_user=customer.login,
            customer_id=customer.customer_id,
            origin="intake",
            source=submission.source,
            remote_address=submission.remote_address,
        ),
    )
    article = NewArticle(
        subject=str(submission.values.get("subject", "")),
        body=submission.text.body,
        content_type="text/html; charset=utf-8" if submission.text.is_html else "text/plain; charset=utf-8",
        sender_type_id=SENDER_CUSTOMER,
        channel_id=CHANNEL_EMAIL if submission.channel == "Email" else CHANNEL_PHONE,
        from_=mail_string(submission.poster or customer.name, "", customer.email),
        source=submission.source,
        remote_address=submission.remote_address,
    )
    article_id = add_article(work, ticket.id, article)
    if submission.files:
        attach_files(work, ticket.id, article_id, submission.files)
    return Submitted(ticket.id, ticket.number, article_id)


def _customer(work: Work, submission: Submission) -> Customer:
    address = str(submission.values.get("email", ""))
    found = find_customer_user(work, address)
    return found or make_customer_user(work, address, str(submission.values.get("name", "")))
