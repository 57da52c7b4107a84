"""How much mail the desk sends by itself: so much to one address, and less about one ticket.

Two desks that answer each other fall silent, and nobody's mailbox is filled by tickets made in their name.
"""

from datetime import timedelta

from sqlalchemy import bindparam, func, or_, select

from polydesk.desk.sending.models import OutgoingMail
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

AUTO_RESPONSE, CUSTOMER_NOTIFICATION = "auto_response", "customer_notification"
"""The kinds of mail that are counted."""
_DAY = timedelta(days=1)
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


def is_over_budget(look: Look, address: str, ticket_id: int) -> bool:
    """Whether one more auto-response to this address is too much for a day."""
    settings = look.config(Settings)
    most, about_one = settings["PostmasterMaxEmails"], settings["PostmasterMaxEmailsPerTicket"]
    since = look.now - _DAY
    rows = _RECENT.rows(look.connection, address=address.lower(), since=since, most=max(most, 1))
    about_this = sum(row.ticket_id == ticket_id for row in rows)
    return bool(len(rows) >= most or about_this >= about_one)
