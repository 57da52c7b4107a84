"""What a desk needs before people can work with it, and what of that is done."""

from sqlalchemy import func, not_, select

from polydesk.desk.columns import VALID
from polydesk.desk.mailroom.models import Mailbox
from polydesk.desk.people.models import Agent, CustomerUser, Group
from polydesk.desk.queues.models import AutoResponse, Queue, SystemAddress
from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.kernel.work import Look

STEPS = ("groups", "agents", "addresses", "queues", "auto_responses", "mailboxes", "sending", "customers")
"""In the order in which one needs another."""
DELIVERED = {Group: 3, Agent: 1, Queue: 4}
"""How many of them a new desk has."""


def steps_left(look: Look) -> list[str]:
    """Of a desk on which some are done already, those that are not."""
    return [step for step, is_done in zip(STEPS, _done(look), strict=True) if not is_done]


def _done(look: Look) -> list[bool]:
    kinds = (Group, Agent, SystemAddress, Queue, AutoResponse, Mailbox, CustomerUser)
    counts = []
    for kind in kinds:
        rows = select(func.count()).select_from(kind).where(kind.valid == VALID)
        own = rows.where(not_(kind.email.like("%@localhost"))) if kind is SystemAddress else rows
        counts.append(own.scalar_subquery())
    row = look.connection.execute(select(*counts)).one()
    done = [count > DELIVERED.get(kind, 0) for kind, count in zip(kinds, row, strict=True)]
    return [*done[:6], sends_mail(look), *done[6:]]
