"""Give a ticket to a team."""

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.side_events import TeamSet
from polydesk.kernel.lookup import Named
from polydesk.kernel.work import Work


def assign_team(work: Work, ticket_id: int, team: Named, *, right: str = "owner") -> Ticket:
    ticket = load_ticket(work, ticket_id, right)
    if ticket.team_id != team.id:
        ticket.team_id = team.id
        work.record(TeamSet(ticket, team.name, team.id))
    return ticket
