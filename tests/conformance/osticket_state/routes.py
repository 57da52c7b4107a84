"""The requests of the state view."""

from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from polydesk.desk.desk import Desk
from polydesk.desk.intake.models import SystemLog
from polydesk.desk.intake.registry import Intake
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.settings import registered, setting
from tests.conformance.osticket_state.ticket import show_ticket

PREFIX = "/__state/"
_LOG: Any = SystemLog.__table__
_TICKET: Any = Ticket.__table__
OK = {"ok": True}


def state_routes(desk: Desk) -> list[Route]:
    view = _View(desk)
    return [
        Route(f"{PREFIX}ticket/{{number}}", view.ticket),
        Route(f"{PREFIX}log", view.log),
        Route(f"{PREFIX}config", view.configure, methods=["POST"]),
        Route(f"{PREFIX}ticket/{{number}}/status", view.set_status, methods=["POST"]),
    ]


class _View:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ticket(self, request: Request) -> Response:
        with self._desk.look() as look:
            row = look.connection.execute(
                select(_TICKET).where(_TICKET.c.number == request.path_params["number"])
            ).first()
            return JSONResponse(show_ticket(look, row)) if row else JSONResponse({}, 404)

    def log(self, request: Request) -> Response:
        newest = select(_LOG).order_by(_LOG.c.id.desc()).limit(int(request.query_params.get("n", "10")))
        with self._desk.look() as look:
            rows = look.connection.execute(newest).all()
        return JSONResponse([{"type": row.level, "title": row.title, "log": row.text} for row in rows])

    async def configure(self, request: Request) -> Response:
        table: Table = setting
        with self._desk.work() as work:
            for name, value in (await request.json()).items():
                known = registered(f"osTicket::{name}")
                work.connection.execute(delete(table).where(table.c.name == known.name))
                work.connection.execute(insert(table).values(name=known.name, value=known.checked(value)))
            work.configuration_changed()
        return JSONResponse(OK)

    async def set_status(self, request: Request) -> Response:
        """Behind the scenes: no mail, no event."""
        name = (await request.json())["status"]
        with self._desk.work() as work:
            status = next(one for one in work.config(Intake).statuses if one.name == name)
            same = _TICKET.c.number == request.path_params["number"]
            work.connection.execute(update(_TICKET).where(same).values(status_id=status.id, state_id=status.state_id))
        return JSONResponse(OK)
