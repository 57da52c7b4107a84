"""Who may go on with a conversation as the recorded osTicket has it, for keys and mailboxes that ask for it."""

from polydesk.desk.mailroom.participants import Sender
from polydesk.desk.mailroom.thread import Found, Role, Thread
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.message_ids import TO_AGENT, SignedId
from polydesk.kernel.work import Look


def signed_as_original(look: Look, sender: Sender, signed: SignedId, found: Found) -> Thread:
    """An id sent to an agent makes the agent with the sender's address the author of a note, else the agent it went to.

    An id sent to a customer user makes whoever holds it a customer of the ticket.
    """
    if signed.kind != TO_AGENT:
        return Thread(found=found, role=Role.CUSTOMER)
    if sender.agent:
        return Thread(found=found, role=Role.AGENT, agent_id=sender.agent.id, visible=False)
    if sender.customer and not sender.owns(look, found.ticket_id):
        return Thread(found=found, role=Role.COLLABORATOR, joins=True)
    named = look.config(Directory).agents.get(signed.person_id)
    if named and named.valid:
        return Thread(found=found, role=Role.AGENT, agent_id=named.id, visible=False)
    return Thread(found=found, role=Role.CUSTOMER)


def known_as_original(found: Found) -> Thread:
    """Anybody may answer a mail whose id they know; the text then says who did."""
    return Thread(found=found, role=Role.STRANGER, name_sender=True)
