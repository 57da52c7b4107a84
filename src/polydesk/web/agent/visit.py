"""A request of somebody who is not signed in, or not yet."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.people.audit_sign_in import audit_sign_in
from polydesk.desk.request import RequestDesk
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work
from polydesk.web.agent.cookies import NAME, STEP, forget, keep
from polydesk.web.agent.own_address import own_path
from polydesk.web.rendering import render
from polydesk.web.texts import Texts, language_for, texts_in


@dataclass
class Visit:
    """`form` is what a form has sent, empty for others."""

    request: Request
    desk: RequestDesk
    form: FormData = field(default_factory=FormData)

    @property
    def address(self) -> str:
        return self.request.client.host if self.request.client else ""

    @property
    def session_token(self) -> str:
        return self.request.cookies.get(NAME, "")

    @property
    def step_token(self) -> str:
        """Of what was begun in this browser."""
        return self.request.cookies.get(STEP, "")

    @cached_property
    def texts(self) -> Texts:
        return texts_in(language_for("", self.request.headers.get("accept-language", "")))

    def text(self, name: str) -> str:
        value = self.form.get(name, "")
        return storable(value) if isinstance(value, str) else ""

    def password(self) -> str:
        """As it was typed: what no database can hold is a wrong one."""
        return str(self.form.get("password", ""))

    def parameter(self, name: str) -> str:
        return storable(self.request.query_params.get(name, ""))

    def show(self, template: str, status: int = 200, *, wait: int = 0, **context: Any) -> Response:
        settings = self.desk.look().config(Settings)
        known = {"product": settings["ProductName"], "theme": "auto", "wait": wait}
        page = render(template, self.texts, settings.zone, known | context)
        return HTMLResponse(page, status, {"Retry-After": str(wait)} if wait else None)

    def enter(self, work: Work, agent: AgentActor, *, by: str = "") -> str:
        """The token of a session that nobody could have known before."""
        audit_sign_in(work, agent, by=by)
        client = storable(self.request.headers.get("user-agent", ""), 250)
        return WEB_SESSIONS.open(work, agent, remote_address=self.address, client=client, signed_in_by=by)

    def entered(self, token: str, wanted: str, response: Response | None = None) -> Response:
        """On to a page of ours, as somebody."""
        response = response or RedirectResponse(own_path(wanted), 303)
        keep(response, self.request, token)
        forget(response, STEP)
        return response
