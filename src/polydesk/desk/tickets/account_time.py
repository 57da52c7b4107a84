"""Account time on a ticket."""

from decimal import Decimal

from polydesk.desk.tickets.access import check_article, load_ticket
from polydesk.desk.tickets.events import TimeAccounted
from polydesk.desk.tickets.models import Ticket, TimeAccounting
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

LARGEST = Decimal(99_999_999)
_TABLE = TimeAccounting.metadata.tables["time_accounting"]


def account_time(
    work: Work, ticket_id: int, units: Decimal, *, article_id: int | None = None, right: str = "note"
) -> Ticket:
    """`units` are what the desk has agreed on (mostly minutes), kept to two decimals; 0 accounts nothing."""
    if not units.is_finite() or not 0 <= units <= LARGEST:
        raise Invalid("time_units", units=str(units))
    ticket = load_ticket(work, ticket_id, right, customers=True)
    if article_id is not None:
        check_article(work, ticket, article_id)
    hundredths = int(units * 100)
    if hundredths:
        ticket.accounted_hundredths += hundredths
        work.write(
            _TABLE,
            ticket_id=ticket.id,
            article_id=article_id,
            hundredths=hundredths,
            create_time=work.now,
            create_by=acting_agent_id(work.actor),
        )
        work.record(TimeAccounted(ticket, article_id, as_text(hundredths), as_text(ticket.accounted_hundredths)))
    return ticket


def as_text(hundredths: int) -> str:
    """Two decimals at most, none where there are none: 15, 1.5, 0.25."""
    return f"{Decimal(hundredths) / 100:f}".rstrip("0").rstrip(".") if hundredths % 100 else str(hundredths // 100)
