"""TicketUpdate of a state: the ticket's row, one of history and one of the audit trail."""

from datetime import UTC, datetime
from typing import Any

from bench.floor.audit import audit
from bench.floor.driver import Driver
from bench.floor.names import Known

_READ = """
SELECT number, state_id, queue_id, priority_id, owner_id, type_id FROM ticket WHERE id = ? AND deleted_at IS NULL
"""
_UPDATE = "UPDATE ticket SET state_id = ?, change_time = ?, change_by = ?, version = version + 1 WHERE id = ?"
HISTORY = """
INSERT INTO history
(ticket_id, article_id, type_id, name, queue_id, state_id, priority_id, owner_id, ticket_type_id, create_time,
create_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_STATE_UPDATE = 27


def update(driver: Driver, known: Known, agent: int, request: dict[str, Any]) -> dict[str, Any]:
    ticket_id, state = int(request["TicketID"]), request["Ticket"]["State"]
    state_id = next(number for number, (name, _) in known.states.items() if name == state)
    now = moment(driver)
    with driver.writing():
        number, old, queue, priority, owner, kind = driver.rows(_READ, (ticket_id,))[0]
        driver.run(_UPDATE, (state_id, now, agent, ticket_id))
        text = f"%%{known.states[old][0]}%%{state}%%"
        row = (ticket_id, None, _STATE_UPDATE, text, queue, state_id, priority, owner, kind, now, agent)
        driver.run(HISTORY, row)
        audit(driver, now, agent, "ticket.update", ticket_id, old={"state_id": old}, new={"state_id": state_id})
    return {"TicketID": str(ticket_id), "TicketNumber": number}


def moment(driver: Driver) -> datetime | str:
    """Now, as it is stored."""
    now = datetime.now(UTC).replace(tzinfo=None)
    return now.isoformat(" ", "microseconds") if driver.is_sqlite else now
