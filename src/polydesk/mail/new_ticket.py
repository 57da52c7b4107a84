"""Make a ticket of a mail."""

from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.submission import Participant, Submission, Submitted, Wish
from polydesk.desk.intake.submit import submit
from polydesk.desk.mailroom.article_controls import article_wish
from polydesk.desk.mailroom.registry import Mailroom
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.auto_respond import auto_respond
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.models import SENDER_SYSTEM
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from polydesk.mail.case import Case
from polydesk.mail.contents import files_of, shown, text_of
from polydesk.mail.filters.importance import priority_of
from polydesk.mail.filters.recipients import addressed, others, our_addresses, our_queues

NO_SUBJECT = "[No Subject]"


def open_new(work: Work, case: Case) -> Submitted:
    """Raises Refused and Denied, as every way in does."""
    submitted = submit(work, submission_of(work, case))
    _note_place(work, case, submitted.ticket_id)
    if case.continued_ticket_id is not None:
        link_tickets(work, case.continued_ticket_id, submitted.ticket_id, kind="ParentChild")
        _answer_continued(work, case, submitted)
    if case.claimed_ticket_id is not None and not case.as_original:
        _tell_claim(work, case, submitted.ticket_id, case.claimed_ticket_id)
    return submitted


def submission_of(work: Work, case: Case) -> Submission:
    mail, ours = case.mail, our_addresses(work, case)
    sender = mail.sender
    return Submission(
        channel="Email",
        source="Email",
        values={
            "email": sender.email if sender else "",
            "name": (sender.name or sender.email) if sender else "",
            "subject": mail.subject if mail.subject.strip() else NO_SUBJECT,
        },
        text=text_of(work, case),
        files=files_of(case),
        system_address_id=ours[0] if ours else _default_address(work),
        reply_to=Participant(email=mail.reply_to.email, name=mail.reply_to.name) if mail.reply_to else None,
        addressees=addressed(case),
        collaborators=others(work, case),
        referred_queue_ids=our_queues(work, case)[1:],
        wish=_wish(work, case),
        message_id=mail.message_id,
        in_reply_to=" ".join(f"<{one}>" for one in mail.in_reply_to),
        references=" ".join(f"<{one}>" for one in mail.references),
        headers=mail.header_block,
        to=shown(mail.to),
        cc=shown(mail.cc),
        poster=(sender.name or sender.email) if sender else "",
        remote_address=case.message.remote_address,
        autorespond=case.continued_ticket_id is None and not (case.is_spam or case.is_unanswered),
        is_automatic=case.is_automatic,
        is_bounce=case.is_bounce,
        missing_domains=case.missing_domains,
        as_original=case.as_original,
    )


def _note_place(work: Work, case: Case, ticket_id: int) -> None:
    """For who wants to know later why it is there."""
    ticket, catalogue = load_ticket(work, ticket_id, "ro"), work.config(Catalogue)
    mailbox = work.config(Mailroom).mailboxes.get(case.message.mailbox_id)
    asked = case.controls.get("x-otrs-queue", "")
    names = {one.id: one.name for one in work.config(Intake).addresses}
    addresses = [names[one] for one in our_addresses(work, case)]
    saw = [
        f"X-OTRS-Queue: {asked}" if catalogue.queues.named(asked) else "",
        f"mailbox {mailbox.name}" if mailbox and mailbox.queue_id else "",
        ", ".join(addresses) or "none of our addresses",
    ]
    case.note("queue", "; ".join(filter(None, saw)), catalogue.queues[ticket.queue_id].name)
    case.note("customer", case.sender, ticket.customer_user or "nobody")


def _default_address(look: Look) -> int | None:
    """Where mail to none of our addresses counts as sent to, if the desk says so."""
    wanted = look.config(Settings)["osTicket::default_email_id"]
    return wanted if look.config(Intake).addresses.get(wanted) else None


def _wish(look: Look, case: Case) -> Wish:
    """Control headers first, then the mailbox it was fetched from."""
    catalogue, mailboxes = look.config(Catalogue), look.config(Mailroom).mailboxes
    queue = catalogue.queues.named(case.controls.get("x-otrs-queue", ""))
    state = catalogue.states.named(case.controls.get("x-otrs-state", ""))
    priority = catalogue.priorities.named(case.controls.get("x-otrs-priority", ""))
    mailbox, article = mailboxes.get(case.message.mailbox_id), article_wish(case.controls, follow_up=False)
    return Wish(
        queue_id=queue.id if queue else (mailbox.queue_id if mailbox else None),
        state_id=state.id if state else None,
        priority_id=priority.id if priority else priority_of(look, case),
        sender_type_id=article.sender_type_id,
        visible=article.visible,
    )


def _answer_continued(work: Work, case: Case, submitted: Submitted) -> None:
    sender = case.mail.sender
    if sender is None or case.is_automatic or case.is_bounce or case.is_spam or case.is_unanswered:
        return
    ticket = load_ticket(work, submitted.ticket_id, "ro")
    kind, article_id = "new_after_reject", submitted.article_id
    auto_respond(work, ticket, kind, article_id=article_id, to_email=sender.email, to_name=sender.name)


def _tell_claim(work: Work, case: Case, ticket_id: int, claimed_id: int) -> None:
    """Agents see what the mail says it belongs to; the claimed ticket gets nothing but the link."""
    link_tickets(work, ticket_id, claimed_id)
    hook, claimed = work.config(Settings)["Ticket::Hook"], load_ticket(work, claimed_id, "ro")
    note = NewArticle(
        subject=f"Claims to belong to {hook}{claimed.number}",
        body=f"This mail names {hook}{claimed.number}, but {case.sender} takes no part in that ticket.",
        sender_type_id=SENDER_SYSTEM,
        visible=False,
        source="Email",
    )
    add_article(work, ticket_id, note)
