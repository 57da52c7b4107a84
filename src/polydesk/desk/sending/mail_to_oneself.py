"""A mail that somebody sends to themselves, to see whether mail arrives."""

from polydesk.desk.audit.seldom import audit_try
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.auto_respond import AUTO_HEADERS
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.message_ids import TO_AGENT, new_message_id
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, desk_sender
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Work

KIND = "test"


def mail_to_oneself(work: Work, agent: AgentActor, subject: str, text: str) -> int:
    """Returns the mail's id. Raises Conflict when it was done too often."""
    person = work.config(Directory).agents[agent.id]
    audit_try(work, "mail.test", "agents", agent.id)
    content = Content(
        sender=desk_sender(work),
        to=[MailAddress(f"{person.first_name} {person.last_name}".strip(), person.email)],
        text=text,
        headers=dict(AUTO_HEADERS),
    )
    new = NewMail(
        recipient=person.email,
        kind=KIND,
        subject=subject,
        message_id=new_message_id(work, 0, 0, TO_AGENT, person_id=person.id),
        content=content,
        envelope_sender=automatic_envelope(work),
    )
    return queue_mail(work, new)
