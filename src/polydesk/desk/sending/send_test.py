"""A mail that an administrator sends, to see whether mail arrives."""

from polydesk.desk.audit.seldom import audit_try
from polydesk.desk.people.addresses import is_address
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.auto_respond import AUTO_HEADERS
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.message_ids import TO_AGENT, new_message_id
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, desk_sender
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

KIND = "test"


def send_test(work: Work, agent: AgentActor, address: str, subject: str, text: str) -> int:
    """Returns the mail's id. Raises Invalid for what is no address, Conflict when it was done too often."""
    if not is_address(address, refuse_example_domains=False):
        raise Invalid("mail.address", address=address)
    person = work.config(Directory).agents[agent.id]
    audit_try(work, "mail.test", "agents", agent.id, new={"address": address})
    name = person.full_name if address.lower() == person.email.lower() else ""
    content = Content(
        sender=desk_sender(work),
        to=[MailAddress(name, address)],
        text=text,
        headers=dict(AUTO_HEADERS),
    )
    new = NewMail(
        recipient=address,
        kind=KIND,
        subject=subject,
        message_id=new_message_id(work, 0, 0, TO_AGENT, person_id=person.id),
        content=content,
        envelope_sender=automatic_envelope(work),
    )
    return queue_mail(work, new)
