"""Tell people inside how much they were not told: one mail an hour in place of the notifications that were held."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import Subquery, func, or_, select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.budgets import OVER_BUDGET
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.headers import one_line
from polydesk.desk.sending.message_ids import TO_OTHERS, new_message_id
from polydesk.desk.sending.models import HELD, OutgoingMail
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, desk_sender
from polydesk.desk.sending.stream_headers import AUTO_GENERATED
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

SUMMARY = "summary"
MOST_SUBJECTS, LONGEST_SUBJECT = 100, 200
MOST_ADDRESSES = 1000
"""At one time; the others have their turn at the next."""
_HOUR = timedelta(hours=1)
_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]
_ADDRESS = func.lower(_MAIL.c.recipient)


def sum_up_held(desk: Desk) -> None:
    """For each address: what was held since its last summary, unless that is less than an hour old."""
    with desk.look() as look:
        addresses = _waiting(look)
    for address in addresses:
        try:
            with desk.work() as work:
                _sum_up(work, address)
        except Exception:  # noqa: BLE001  one address that fails must not keep the others uninformed
            structlog.get_logger().exception("held_notifications_not_summed_up")


def count_held(look: Look, *, limit: int = 100) -> Sequence[AnyRow]:
    """Addresses whose notifications are held, with how many, and when the last one was; most first."""
    number, last = func.count().label("number"), func.max(_MAIL.c.create_time).label("last")
    rows = select(_ADDRESS.label("address"), number, last).where(_MAIL.c.state == HELD, _MAIL.c.error == OVER_BUDGET)
    return look.connection.execute(rows.group_by(_ADDRESS).order_by(number.desc(), _ADDRESS).limit(limit)).all()


def _waiting(look: Look) -> Sequence[str]:
    last = _last_summaries()
    held = (
        select(_ADDRESS)
        .outerjoin(last, last.c.address == _ADDRESS)
        .where(_MAIL.c.state == HELD, _MAIL.c.error == OVER_BUDGET)
        .where(
            or_(last.c.moment.is_(None), (last.c.moment <= look.now - _HOUR) & (_MAIL.c.create_time > last.c.moment))
        )
    )
    return look.connection.execute(held.distinct().order_by(_ADDRESS).limit(MOST_ADDRESSES)).scalars().all()


def _sum_up(work: Work, address: str) -> None:
    last = _last_summaries()
    held = (
        select(_MAIL.c.recipient, _MAIL.c.subject, func.count().over().label("number"))
        .outerjoin(last, last.c.address == _ADDRESS)
        .where(func.lower(_MAIL.c.recipient) == address, _MAIL.c.state == HELD, _MAIL.c.error == OVER_BUDGET)
        .where(or_(last.c.moment.is_(None), _MAIL.c.create_time > last.c.moment))
    )
    rows = work.connection.execute(held.order_by(_MAIL.c.id.desc()).limit(MOST_SUBJECTS)).all()
    if rows:
        queue_mail(work, _summary(work, rows[0].recipient, rows[0].number, [row.subject for row in rows]))


def _last_summaries() -> Subquery:
    moment = func.max(_MAIL.c.create_time).label("moment")
    return select(_ADDRESS.label("address"), moment).where(_MAIL.c.kind == SUMMARY).group_by(_ADDRESS).subquery()


def _summary(work: Work, recipient: str, number: int, subjects: Sequence[str]) -> NewMail:
    most = work.config(Settings)["Notification::MaxEmailsPerHour"]
    told = [
        f"{number} notifications to you were held back, as this address gets at most {most} an hour.",
        "The tickets are in the help desk; nothing about them is lost. The newest of these notifications:",
        "\n".join(f"- {one_line(subject, LONGEST_SUBJECT)}" for subject in subjects),
    ]
    return NewMail(
        recipient=recipient,
        kind=SUMMARY,
        subject=f"{number} notifications were held back",
        message_id=new_message_id(work, 0, 0, TO_OTHERS),
        content=Content(
            sender=desk_sender(work),
            to=(MailAddress("", recipient),),
            text="\n\n".join(told) + "\n",
            headers=AUTO_GENERATED,
        ),
        envelope_sender=automatic_envelope(work),
    )
