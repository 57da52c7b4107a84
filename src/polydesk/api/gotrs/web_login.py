"""The web interface's own login: section 3.6 of the specification. JSON or a form in, tokens and cookies out."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.cookies import CUSTOMER, is_from_elsewhere, keep
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.forms import FormRoute
from polydesk.api.gotrs.schemas import refusals
from polydesk.api.gotrs.sign_in import Login, refresh_seconds, sign_in

router = APIRouter(tags=["Authentication"], route_class=FormRoute)
AGENT_PAGE, CUSTOMER_PAGE = "/dashboard", "/customer"


class WebLogin(BaseModel):
    """`login` wins over `username`, that over `email`, and that over `user`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"username": "agent@example.com", "password": "secure_password"}]}
    )

    login: str | None = None
    username: str | None = None
    email: str | None = None
    user: str | None = None
    password: str = ""

    @property
    def credentials(self) -> Login:
        name = (self.login or self.username or self.email or self.user or "").strip()
        if not name or not self.password:
            raise Refused(400, "username and password required")
        return Login(login=name, password=self.password)


class WebTokens(BaseModel):
    """`redirect` is where the web interface goes on; HTMX is told by a header."""

    model_config = ConfigDict(extra="allow")

    success: bool = True
    access_token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105  the kind of a token
    redirect: str


@router.post("/api/auth/login", response_model=WebTokens, responses=refusals(403, 503))
def web_login(request: Request, sent: WebLogin) -> Response:
    """Sign in as the web interface does: as an agent or a customer, with cookies."""
    return _answered(request, sent, prefix="", customers_only=False)


@router.post("/api/auth/customer/login", response_model=WebTokens, responses=refusals(403, 503))
def customer_web_login(request: Request, sent: WebLogin) -> Response:
    """The same for customers, with cookies of their own."""
    return _answered(request, sent, prefix=CUSTOMER, customers_only=True)


def _answered(request: Request, sent: WebLogin, *, prefix: str, customers_only: bool) -> Response:
    """A page of another site could sign its visitors in as somebody else, and read what they then write."""
    if is_from_elsewhere(request):
        raise Refused(403, "Access denied", code="core:forbidden")
    tokens = sign_in(request, sent.credentials, customers_only=customers_only)
    page = CUSTOMER_PAGE if tokens["user"]["role"] == "Customer" else AGENT_PAGE
    response = ok(tokens, **tokens, redirect=page)
    keep(response, request, tokens, prefix, refresh_seconds(request))
    if request.headers.get("hx-request"):
        response.headers["HX-Redirect"] = page
    return response
