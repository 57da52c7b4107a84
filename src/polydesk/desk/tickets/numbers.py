"""The next ticket number. A counter only ever grows, so no number is given out twice."""

import random
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.tickets.models import DeletedTicket, Ticket, TicketCounter
from polydesk.desk.tickets.number_formats import auto_increment, date_checksum, date_number, random_number
from polydesk.kernel.clock import in_zone
from polydesk.kernel.errors import Unavailable
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_RNG = random.SystemRandom()
MOST_ATTEMPTS = 1000
_TAKEN = Prepared(
    select(
        or_(
            exists().where(Ticket.number == bindparam("number")),
            exists().where(DeletedTicket.number == bindparam("number")),
        )
    )
)


def next_number(work: Work) -> str:
    """A number no ticket has or ever had: a counter may run into numbers that came from elsewhere."""
    for _attempt in range(MOST_ATTEMPTS):
        number = _candidate(work, work.config(Settings))
        if not is_taken(work, number):
            return number
    raise Unavailable("no_ticket_number_left")


def is_taken(work: Work, number: str) -> bool:
    """Whether a ticket has this number, or had it."""
    [(taken,)] = _TAKEN.rows(work.connection, number=number)
    return bool(taken)


def _candidate(work: Work, settings: Settings) -> str:
    system_id, generator = settings["SystemID"], settings["Ticket::NumberGenerator"]
    if generator == "Random":
        return random_number(system_id, _RNG)
    if generator == "AutoIncrement":
        size = settings["Ticket::NumberGenerator::MinCounterSize"]
        return auto_increment(system_id, count_up(work, "all"), min_size=size)
    today = in_zone(work.now, settings.zone).date()
    counter = count_up(work, f"{today:%Y-%m-%d}")
    if generator == "Date":
        formatted = settings["Ticket::NumberGenerator::Date::UseFormattedCounter"]
        return date_number(today, system_id, counter, formatted=formatted)
    return date_checksum(today, system_id, counter)


def count_up(work: Work, name: str) -> int:
    """The next value of a counter. Others who want one wait until this work is done."""
    [(value,)] = _counted(work.is_sqlite).rows(work.connection, name=name)
    return int(value)


@cache
def _counted(on_sqlite: bool) -> Prepared:
    insert: Any = sqlite.insert if on_sqlite else postgresql.insert
    first = insert(TicketCounter).values(name=bindparam("name"), value=1)
    again = {"value": TicketCounter.value + 1}
    return Prepared(
        first.on_conflict_do_update(index_elements=[TicketCounter.name], set_=again).returning(TicketCounter.value)
    )
