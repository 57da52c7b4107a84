"""Transitions: from the activity a ticket is in to the next, as long as one holds."""

from functools import partial

import structlog

from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.actions import run_action
from polydesk.desk.processes.events import ActionSkipped
from polydesk.desk.processes.parts import Action, Way
from polydesk.desk.processes.place import Standing, go_to, standing_of, standings
from polydesk.desk.processes.registry import Processes
from polydesk.desk.processes.stages import StageFailed, unnamed
from polydesk.desk.processes.ticket_values import ticket_values
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.events import TicketEvent
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.side_events import TicketDeleted
from polydesk.kernel.actors import SYSTEM, AgentActor, CustomerActor
from polydesk.kernel.errors import DeskError
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

MOST_TICKETS = 20
"""How many tickets, beside those somebody has changed, one work moves on: processes open tickets in processes."""


def check_transitions(work: Work, event: TicketEvent) -> None:
    """A recorder: what happened to a ticket may move its process on, once everything else of the work is done."""
    if not work.config(Processes) or isinstance(event, TicketDeleted | ActionSkipped):
        return
    touched: dict[int, Ticket] = work.session.info.setdefault("process_touched", {})
    if not touched and not _done_in(work):
        work.at_end(partial(_run_touched, work))
    touched.setdefault(event.ticket.id, event.ticket)


def run_transitions(work: Work, ticket: Ticket) -> None:
    """Take the first transition that holds, do its actions, and again from there.

    Once in a work for each ticket, and no activity twice, so a process that goes in circles comes to an end.
    """
    if ticket.id in _done_in(work):
        return
    _done_in(work).add(ticket.id)
    standing = standing_of(work, ticket.id)
    if standing is None or not standing.process.goes_on or ticket.deleted_at is not None:
        return
    work.flush()
    let_finish(work, ticket)
    acting = _acting(work)
    been = {standing.activity.entity_id}
    way = _way_out(acting, ticket, standing)
    while way is not None:
        standing = Standing(standing.process, standing.process.activities[way.to])
        go_to(acting, ticket.id, standing.activity)
        for action in way.actions:
            _do(acting, ticket, action)
        if way.to in been:
            return
        been.add(way.to)
        way = _way_out(acting, ticket, standing)


def _run_touched(work: Work, _end: Work) -> None:
    touched: dict[int, Ticket] = work.session.info["process_touched"]
    left = len(touched) + MOST_TICKETS
    while touched and left > 0:
        tickets = dict(touched)
        touched.clear()
        moving = list(standings(work, [one for one in tickets if one not in _done_in(work)]))[:left]
        for ticket_id in moving:
            with unnamed():
                run_transitions(work, tickets[ticket_id])
        left -= len(moving)
    touched.clear()


def _done_in(work: Work) -> set[int]:
    done: set[int] = work.session.info.setdefault("process_done", set())
    return done


def _acting(work: Work) -> Work:
    """What a customer sets off happens in the name of the desk's agent for them; others answer for it themselves."""
    if not isinstance(work.actor, CustomerActor):
        return work
    agent = work.config(Directory).agents.get(int(work.config(Settings)["CustomerPanelUserID"]))
    return work.acting(AgentActor(agent.id, agent.login) if agent else SYSTEM)


def _way_out(work: Work, ticket: Ticket, standing: Standing) -> Way | None:
    ways = standing.process.ways.get(standing.activity.entity_id, ())
    if not ways:
        return None
    values = ticket_values(work, ticket)
    return next((way for way in ways if way.condition.holds(values)), None)


def _do(work: Work, ticket: Ticket, action: Action) -> None:
    """An action that can not be done is told of and left out, as in OTRS: the process goes on."""
    try:
        run_action(work, load_ticket(work, ticket.id, "ro"), action)
    except StageFailed:
        raise
    except DeskError as error:
        structlog.get_logger().warning("process_action_skipped", action=action.entity_id, reason=str(error))
        work.record(ActionSkipped(ticket, action.name, error.code))
