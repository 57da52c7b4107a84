"""How many tickets wait in each of the lists agents work from: one statement for all of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select

from polydesk.desk.search.search_tickets import asked_conditions
from polydesk.desk.search.views import COUNTED, View, criteria_of, going_on
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """Of tickets with something to do, as far as the actor finds them; by the ids of queues, states, priorities."""

    by_view: Mapping[View, int]
    by_queue: Mapping[int, int]
    by_state: Mapping[int, int]
    by_priority: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.by_queue.values())


def count_views(look: Look) -> ViewCounts:
    kinds = (Ticket.queue_id, Ticket.state_id, Ticket.priority_id)
    sums = (
        func.sum(case((and_(*asked_conditions(look, criteria_of(look, view))), 1), else_=0)).label(view.value)
        for view in COUNTED
    )
    asked = (searchable_by(look), Ticket.archived == 0, Ticket.state_id.in_(sorted(going_on(look))))
    rows = select(*kinds, func.count().label("all"), *sums).where(*asked).group_by(*kinds)
    by_view: Counter[View] = Counter()
    by_kind: tuple[Counter[int], ...] = (Counter(), Counter(), Counter())
    for row in look.connection.execute(rows):
        number = row[len(kinds)]
        for counts, kind in zip(by_kind, row, strict=False):
            counts[kind] += number
        by_view.update(dict(zip(COUNTED, map(int, row[len(kinds) + 1 :]), strict=True)))
    return ViewCounts(by_view, *by_kind)
