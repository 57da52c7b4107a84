"""Make an article of a mail that goes on with a ticket's conversation."""

from polydesk.desk.intake.submission import Participant
from polydesk.desk.mailroom.append import Reply, append
from polydesk.desk.mailroom.article_controls import article_wish, flag_of
from polydesk.desk.mailroom.thread import Role, Thread
from polydesk.desk.sending.outgoing import note_bounce
from polydesk.kernel.work import Work
from polydesk.mail.case import Case
from polydesk.mail.contents import files_of, named_text, shown, text_of

KEEP_STATE = "x-otrs-followup-state-keep"


def add_answer(work: Work, case: Case, thread: Thread) -> int:
    """The new article's id."""
    mail, sender = case.mail, case.mail.sender
    by_person = not (case.is_automatic or case.is_bounce or case.is_spam)
    is_told = by_person and not case.is_unanswered
    takes_part = thread.role in (Role.CUSTOMER, Role.COLLABORATOR)
    reply = Reply(
        thread=thread,
        sender=Participant(email=sender.email, name=sender.name or sender.email) if sender else Participant(email=""),
        subject=mail.subject,
        text=named_text(work, case) if thread.name_sender else text_of(work, case),
        files=files_of(case),
        message_id=mail.message_id,
        in_reply_to=" ".join(f"<{one}>" for one in mail.in_reply_to),
        references=" ".join(f"<{one}>" for one in mail.references),
        headers=mail.header_block,
        to=shown(mail.to),
        cc=shown(mail.cc),
        remote_address=case.message.remote_address,
        answer=is_told and takes_part and (thread.found.by != "known" or case.is_rejected_follow_up),
        alert=thread.role not in (Role.AGENT, Role.BOUNCE) and not case.is_bounce,
        reopen=by_person and not flag_of(case.controls.get(KEEP_STATE, "")),
        reject=case.is_rejected_follow_up,
        as_original=case.as_original,
        wish=article_wish(case.controls, follow_up=True),
    )
    if thread.role is Role.BOUNCE:
        note_bounce(work, thread.ticket_id, mail.original_message_id, mail.text)
    return append(work, reply)
