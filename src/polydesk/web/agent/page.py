"""A request for a page: who asks, what was sent, and the ways to answer."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from polydesk.desk.access.form_tokens import form_token
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.people.roles import is_admin
from polydesk.desk.request import RequestDesk
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work
from polydesk.web.agent.navigation import Navigation, navigation
from polydesk.web.rendering import render
from polydesk.web.texts import Texts, language_for, texts_in

PREFIX = "Web::"
"""Before the names of preferences that are of these pages."""


@dataclass
class Page:
    """`form` is what a form has sent, empty for others. `agent` is who is signed in."""

    request: Request
    desk: RequestDesk
    agent: AgentActor
    session_token: str
    session_id: int
    form: FormData = field(default_factory=FormData)
    areas: Sequence[Any] = ()
    """What stands at the side of administrators' pages, where others have the lists of tickets."""

    def look(self) -> Look:
        return self.desk.look(self.agent)

    def work(self) -> AbstractContextManager[Work]:
        return self.desk.work(self.agent)

    @cached_property
    def preferences(self) -> Mapping[str, str]:
        return read_preferences(self.look(), self.agent, prefix=PREFIX)

    @cached_property
    def texts(self) -> Texts:
        accepted = self.request.headers.get("accept-language", "")
        return texts_in(language_for(self.preferences.get("Language", ""), accepted))

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.look().config(Settings).zone

    @cached_property
    def lists(self) -> Navigation:
        return navigation(self.look(), self.texts, self.preferences)

    @cached_property
    def may_administer(self) -> bool:
        return is_admin(self.look(), self.agent)

    @property
    def is_partial(self) -> bool:
        """Whether HTMX asks for a part of a page that is already there."""
        return self.request.headers.get("hx-request") == "true" and self.request.headers.get("hx-boosted") != "true"

    def text(self, name: str, default: str = "") -> str:
        """What a field of the form holds, as every database can hold it."""
        value = self.form.get(name, default)
        return storable(value) if isinstance(value, str) else default

    def parameter(self, name: str, default: str = "") -> str:
        return storable(self.request.query_params.get(name, default))

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        return [(storable(key), storable(value)) for key, value in parse_qsl(self.request.url.query)]

    def show(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page, with what every page knows."""
        look = self.look()
        known = {
            "page": self,
            "me": look.config(Directory).agents[self.agent.id],
            "csrf": form_token(self.session_token),
            "theme": self.preferences.get("Theme", "auto"),
            "product": look.config(Settings)["ProductName"],
            "now": look.now,
            "path": self.request.url.path,
        }
        return HTMLResponse(render(template, self.texts, self.zone, known | context), status)

    def go(self, path: str) -> Response:
        """On to another page, after something was changed. HTMX is told by a header."""
        if self.request.headers.get("hx-request") == "true":
            return Response(status_code=204, headers={"HX-Redirect": path})
        return RedirectResponse(path, 303)


View = Callable[[Page], Response]
"""A page: from what was asked for to the answer. Raises DeskError."""
