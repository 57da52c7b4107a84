"""Parameters the original does not document, and obeys. Here only a key with `as_original` may send them. Section 4."""

from collections.abc import Mapping
from typing import Any

from polydesk.api.osticket.words import whole_number
from polydesk.desk.intake.priorities import desk_priority
from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.submission import Wish

Data = Mapping[str, Any]


def read_wish(intake: Intake, data: Data, *, as_original: bool) -> Wish:
    """`priorityId` is a key the original knows, and so free to all."""
    priority_id = desk_priority(whole_number(data.get("priorityId")) or 0)
    if not as_original:
        return Wish(priority_id=priority_id)
    agent_id, team_id = _assigned(intake, data)
    return Wish(
        priority_id=priority_id,
        queue_id=local_id(intake, "department", data.get("deptId")),
        status_id=local_id(intake, "status", data.get("statusId")),
        sla_id=local_id(intake, "sla", data.get("slaId")),
        agent_id=agent_id,
        team_id=team_id,
        customer_user_id=local_id(intake, "user", data.get("uid")),
        canned_response_id=local_id(intake, "canned_response", data.get("cannedResponseId")),
    )


def _assigned(intake: Intake, data: Data) -> tuple[int | None, int | None]:
    """`assignId` is the letter s or t with an id."""
    agent_id, team_id = data.get("staffId"), data.get("teamId")
    both = str(data.get("assignId", ""))
    if both[:1] == "s":
        agent_id = both[1:]
    elif both[:1] == "t":
        team_id = both[1:]
    return local_id(intake, "agent", agent_id), local_id(intake, "team", team_id)


def local_id(intake: Intake, kind: str, value: Any) -> int | None:
    """Our id for osTicket's: the same, unless the configuration says otherwise. None for what is no id."""
    number = whole_number(value)
    return None if number is None else intake.foreign_ids.get(f"osticket/{kind}/{number}", number)
