"""Which of our addresses did it go to, and who else?"""

from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.submission import Participant
from polydesk.desk.intake.submit import MOST_COLLABORATORS
from polydesk.desk.sending.registry import Mailing
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.mail.case import Case


def addressed(case: Case) -> list[str]:
    """Everybody the headers name, in order; without them, as for a blind copy, the envelope."""
    mail = case.mail
    named = [*(one.email for one in mail.to), *(one.email for one in mail.cc), *mail.delivered_to]
    return list(dict.fromkeys(named))


def our_addresses(look: Look, case: Case) -> list[int]:
    """The ids of our addresses among them, the first one first."""
    by_email = {one.name.lower(): one.id for one in look.config(Intake).addresses if one.valid}
    envelope = [] if case.as_original else case.message.envelope_to.split("\n")
    found = [by_email.get(email.lower()) for email in [*addressed(case), *envelope]]
    return list(dict.fromkeys(one for one in found if one is not None))


def our_queues(look: Look, case: Case) -> list[int]:
    """The queues our addresses lead to."""
    intake = look.config(Intake)
    queues = [intake.route_of(one).queue_id for one in our_addresses(look, case)]
    return [one for one in queues if one is not None]


def others(look: Look, case: Case) -> list[Participant]:
    """Who else takes part from now on, if mail may say so; a list of thousands is no conversation."""
    if not look.config(Settings)["osTicket::add_email_collabs"] or not our_addresses(look, case):
        return []
    named = {one.email.lower(): one for one in reversed([*case.mail.to, *case.mail.cc])}
    taking_part = [
        Participant(email=one.email, name=one.name)
        for email, one in reversed(named.items())
        if email != case.sender.lower() and not look.config(Mailing).is_ours(email)
    ]
    return taking_part if len(taking_part) <= MOST_COLLABORATORS else []
