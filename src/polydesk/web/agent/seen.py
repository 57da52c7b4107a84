"""Opening a ticket takes its mark of being unread away, and that of what the agent was told about it."""

from polydesk.desk.statistics.notices import read_notices
from polydesk.desk.tickets.seen_by_agent import mark_ticket_seen, newest_if_unseen
from polydesk.web.agent.page import Page


def note_seen(page: Page, ticket_id: int) -> None:
    """For a ticket the page has found. Only news are worth a change."""
    newest = newest_if_unseen(page.look(), ticket_id)
    if newest is not None:
        with page.work() as work:
            mark_ticket_seen(work, ticket_id, up_to=newest)
            read_notices(work, ticket_id=ticket_id)
