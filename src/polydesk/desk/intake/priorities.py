"""osTicket's four priorities among the five of the OTRS family."""

DESK_PRIORITIES = {1: 2, 2: 3, 3: 4, 4: 5}
"""From osTicket's id (low, normal, high, emergency) to the desk's (2 low … 5 very high)."""

OSTICKET_LABELS = {2: "Low", 3: "Normal", 4: "High", 5: "Emergency"}
"""What osTicket calls the desk's priorities; it has no word for 1 very low."""


def desk_priority(osticket_id: int) -> int | None:
    return DESK_PRIORITIES.get(osticket_id)
