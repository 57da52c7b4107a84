"""How much mail the desk sends by itself: so much to one address, and less about one ticket.

Two desks that answer each other fall silent, nobody's mailbox is filled by tickets made in their name, and a storm of
tickets does not bury the agents in mail.
"""

from datetime import timedelta

from sqlalchemy import bindparam, func, or_, select

from polydesk.desk.sending.models import HELD, OutgoingMail
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

AUTO_RESPONSE, CUSTOMER_NOTIFICATION, NOTIFICATION = "auto_response", "customer_notification", "notification"
"""The kinds of mail that are counted: the first two to addresses outside, the third to agents and addresses inside."""
OVER_BUDGET = "more notifications an hour than this address gets (setting Notification::MaxEmailsPerHour)"
"""Why a notification is held. Where it is counted it is known by these words."""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]
_RECENT = Prepared(
    select(_MAIL.c.ticket_id)
    .where(
        func.lower(_MAIL.c.recipient) == bindparam("address"),
        _MAIL.c.create_time > bindparam("since"),
        or_(_MAIL.c.kind == AUTO_RESPONSE, _MAIL.c.kind == CUSTOMER_NOTIFICATION),
    )
    .order_by(_MAIL.c.create_time.desc())
    .limit(bindparam("most"))
)

_LAST_HOUR = Prepared(
    select(_MAIL.c.id)
    .where(
        func.lower(_MAIL.c.recipient) == bindparam("address"),
        _MAIL.c.create_time > bindparam("since"),
        _MAIL.c.kind == NOTIFICATION,
        _MAIL.c.state != HELD,
    )
    .order_by(_MAIL.c.create_time)  # in a storm the first ones went out, so those held behind them are not looked at
    .limit(bindparam("most"))
)


def is_over_budget(look: Look, address: str, ticket_id: int) -> bool:
    """Whether one more auto-response to this address is too much for a day."""
    settings = look.config(Settings)
    most, about_one = settings["PostmasterMaxEmails"], settings["PostmasterMaxEmailsPerTicket"]
    since = look.now - _DAY
    rows = _RECENT.rows(look.connection, address=address.lower(), since=since, most=max(most, 1))
    about_this = sum(row.ticket_id == ticket_id for row in rows)
    return bool(len(rows) >= most or about_this >= about_one)


def is_told_enough(look: Look, address: str) -> bool:
    """Whether one more notification to this agent, or other address inside, is too much for an hour."""
    most: int = look.config(Settings)["Notification::MaxEmailsPerHour"]
    if not most:
        return False
    since = look.now - _HOUR
    return len(_LAST_HOUR.rows(look.connection, address=address.lower(), since=since, most=most)) >= most
