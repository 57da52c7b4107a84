"""The indexes lists of tickets are read and counted along."""

from sqlalchemy import Index, text


def list_indexes() -> tuple[Index, ...]:
    """The first four hold all that decides whether a list shows a ticket. Along those of times and titles the first
    page is found, by the one of queues all are counted, without a look at the tickets, on large desks as well. What is
    compared with one value stands before the times: PostgreSQL sorts by an index only behind such columns.
    """
    counted = ("change_time", "priority_id", "owner_id", "responsible_id", "lock_id", "escalation_time", "until_time")
    return (
        Index("ix_ticket_create_time", "create_time", "id", "queue_id", "archived", "deleted_at"),
        Index("ix_ticket_change_time", "change_time", "id", "queue_id", "archived", "deleted_at"),
        Index("ix_ticket_title", text("lower(title)"), "id", "queue_id", "archived", "deleted_at"),
        # What agents' lists are sorted and counted by comes last, so that all are counted in one go.
        Index("ix_ticket_queue", "queue_id", "archived", "state_id", "create_time", "deleted_at", *counted),
        # Of those who have closed thousands, the open ones only.
        Index("ix_ticket_owner_id", "owner_id", "state_id"),
        Index("ix_ticket_responsible_id", "responsible_id", "state_id"),
    )
