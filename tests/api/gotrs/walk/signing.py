"""Cases of signing in and out."""

from typing import Any

from tests.api.gotrs.client import ADA, BO, CLEO, CORA
from tests.api.gotrs.walk.asking import ANYBODY, JOINED, SIGNED_IN, Ask, Operation, operation
from tests.api.gotrs.walk.stage import API_TOKEN, COOKIE, NEW_SIGN_IN, Stage

WRONG = {"login": ADA[0], "password": "wrong"}
ELSEWHERE = {"sec-fetch-site": "cross-site"}


def _named(who: tuple[str, str]) -> dict[str, str]:
    return {"username": who[0], "password": who[1]}


def _nobody(sent: Any, **more: Any) -> Ask:
    return Ask(None, (), sent, **more)


def _login(who: tuple[str, str], of_directory: tuple[str, str], **more: Any) -> Operation:
    return operation(
        ANYBODY,
        _nobody(_named(who)),
        s400=(_nobody({"password": "x"}), _nobody({"login": "x"}), _nobody({})),
        s401=(
            _nobody(WRONG),
            _nobody({**WRONG, "login": "nobody"}),
            _nobody({"login": "gone1", "password": "gone1-pw"}),
        ),
        s503=_nobody(_named(of_directory), desk=JOINED, before=Stage.join_a_directory),
        **more,
    )


def _refresh() -> Operation:
    return operation(
        ANYBODY,
        _nobody(lambda stage: {"refresh_token": stage.refresh_token()}),
        s400=(_nobody({}), _nobody({"refresh_token": 1})),
        s401=_nobody({"refresh_token": "x"}),
    )


def _logout() -> Operation:
    """A browser's form is led on; an API token is no sign-in."""
    page = Ask(ADA, by=COOKIE, headers={"accept": "text/html"})
    return operation(SIGNED_IN, Ask(ADA, by=NEW_SIGN_IN), s400=Ask(ADA, by=API_TOKEN), also=page)


OPERATIONS: dict[str, Operation] = {
    "POST /api/v1/auth/login": _login(ADA, BO),
    "POST /api/auth/login": _login(ADA, BO, s403=_nobody(_named(ADA), headers=ELSEWHERE)),
    "POST /api/auth/customer/login": _login(CORA, CLEO, s403=_nobody(_named(CORA), headers=ELSEWHERE)),
    "POST /api/v1/auth/refresh": _refresh(),
    "POST /api/auth/refresh": _refresh(),
    "POST /api/v1/auth/logout": _logout(),
    "POST /api/auth/logout": _logout(),
}
