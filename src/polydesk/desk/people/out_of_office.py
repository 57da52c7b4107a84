"""Whether an agent is there to look after tickets."""

from sqlalchemy import select

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import Agent
from polydesk.kernel.work import Look


def is_at_work(look: Look, agent_id: int) -> bool:
    """Neither out of use nor out of office now."""
    columns = (Agent.valid, Agent.out_of_office_from, Agent.out_of_office_to)
    row = look.connection.execute(select(*columns).where(Agent.id == agent_id)).first()
    if row is None or row.valid != VALID:
        return False
    start, end = row.out_of_office_from, row.out_of_office_to
    is_away = (start is not None or end is not None) and (start is None or start <= look.now)
    return not (is_away and (end is None or look.now <= end))
