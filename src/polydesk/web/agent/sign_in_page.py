"""The page where everybody begins: a password, a passkey, or a provider."""

from urllib.parse import urlsplit

from starlette.responses import Response

from polydesk.kernel.settings import Settings
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.visit import Visit

LONGEST_NAME = 200


def show(
    visit: Visit, *, wanted: str, login: str = "", problem: str = "", wait: int = 0, status: int = 200
) -> Response:
    """`problem` is what went wrong: wrong, provider, or stranger."""
    return visit.show(
        "agent/login.html",
        status,
        wait=wait,
        login=login[:LONGEST_NAME],
        wanted=own_path(wanted),
        problem=problem,
        provider=provider_name(visit),
        has_left=visit.parameter("left") == "provider",
    )


def provider_name(visit: Visit) -> str:
    """What the button says; empty where there is none."""
    settings = visit.desk.look().config(Settings)
    if not settings["OIDC::Issuer"] or not settings["OIDC::ClientID"]:
        return ""
    return settings["OIDC::Name"] or urlsplit(settings["OIDC::Issuer"]).hostname or ""
