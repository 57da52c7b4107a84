"""Decide whether a submission may become a ticket."""

from polydesk.desk.intake.answers.unfit import Circumstances
from polydesk.desk.intake.check_form import check_form, renumbered, sent_values
from polydesk.desk.intake.draft import Draft, Error, new_draft
from polydesk.desk.intake.filters import apply_filters
from polydesk.desk.intake.may_write import check_ban, check_limit, check_registration
from polydesk.desk.intake.person_name import person_name
from polydesk.desk.intake.reachable import is_reachable
from polydesk.desk.intake.refusals import DUE_DATE_PAST, INCOMPLETE_CLIENT, incomplete
from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.sender import find_sender
from polydesk.desk.intake.sender_domains import domain_of
from polydesk.desk.intake.stock_forms import ticket_fields, user_fields
from polydesk.desk.intake.submission import Submission
from polydesk.desk.intake.texts import as_text, in_one_line
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def judge(look: Look, submission: Submission) -> Draft:
    """Everything a ticket needs, checked. Raises Denied or Refused."""
    settings = look.config(Settings)
    draft = new_draft(submission, look.config(Intake), default_topic=settings["osTicket::default_help_topic"])
    around = Circumstances(draft.intake, settings.zone, look.now, submission.as_original)
    errors: list[Error] = []
    if submission.due_at is not None and submission.due_at < look.now:
        errors.append(DUE_DATE_PAST)
    if not errors:
        errors += _check_person(look, draft, around)
    _check_forms(draft, around, errors)
    return draft


def _check_person(look: Look, draft: Draft, around: Circumstances) -> list[Error]:
    check_ban(draft.intake, draft.email)
    apply_filters(look, draft)
    check_ban(draft.intake, draft.email)
    draft.customer = find_sender(look, draft)
    check_registration(look, draft)
    check_limit(look, draft)
    return [] if draft.customer else _check_newcomer(draft, around)


def _check_newcomer(draft: Draft, around: Circumstances) -> list[Error]:
    """The form of a customer user; whatever is wrong, the sender is told the same."""
    name = person_name(as_text(draft.name) or "", draft.email, as_original=around.as_original)
    if name is None and draft.is_mail:
        name = person_name(draft.email, draft.email, as_original=around.as_original)
    fields = [field for field in user_fields(draft.intake) if field.name not in ("email", "name")]
    draft.user_answers, errors = check_form(fields, draft.submission, around)
    is_missing = domain_of(draft.email) in draft.submission.missing_domains
    if name is None or errors or is_missing or not is_reachable(draft.email):
        return [INCOMPLETE_CLIENT]
    draft.name = name
    return []


def _check_forms(draft: Draft, around: Circumstances, errors: list[Error]) -> None:
    """Raises Refused with all that is wrong, the errors so far first."""
    topic_id = draft.submission.topic_id
    draft.answers, wrong = check_form(ticket_fields(draft.intake), draft.submission, around)
    further, wrong_in_topic = check_form(draft.intake.topic_fields(topic_id), draft.submission, around)
    draft.answers += further
    found = [*errors, *wrong, *wrong_in_topic]
    if found:
        raise incomplete(renumbered(found) if wrong_in_topic else found)
    subject = str(sent_values(draft.answers).get("subject", ""))
    draft.subject = "" if subject == "0" else in_one_line(subject)
