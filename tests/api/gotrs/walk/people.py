"""Cases of the caller, of users, groups and tokens."""

from typing import Any

from tests.api.gotrs.client import CORA
from tests.api.gotrs.walk.asking import ABSENT, ADMIN, AGENT, SIGNED_IN, Ask, Operation, ada, admins, operation, root
from tests.api.gotrs.walk.stage import Stage

ME, USERS, ADMINS_USERS = "/api/v1/users/me", "/api/v1/users", "/api/v1/admin/users"
TOKENS, ALL_TOKENS = "/api/v1/tokens", "/api/v1/admin/tokens"
USERS_TOKENS, CUSTOMERS_TOKENS = (
    f"{ADMINS_USERS}/{{user_id}}/tokens",
    "/api/v1/admin/customer-users/{customer_id}/tokens",
)
PIM, PASSWORD = ("prio1", "prio1-pw"), "a-long-password"
TOKEN = {"name": "ci", "scopes": ["tickets:read"], "expires_in": "90d"}
WRONG_TOKENS: tuple[dict[str, Any], ...] = (
    {},
    {"name": " "},
    {"name": "x", "scopes": ["x"]},
    {"name": "x", "expires_in": "soon"},
)


def _new_user(stage: Stage) -> dict[str, Any]:
    name = f"new{stage.user()}"
    return {"login": name, "password": PASSWORD, "email": f"{name}@desk.example"}


def _create() -> Operation:
    good = {"login": "late", "password": PASSWORD}
    return admins(
        root(sent=_new_user),
        s400=(
            root(sent={"login": "late"}),
            root(sent={**good, "password": "short"}),
            root(sent={**good, "login": "with blank"}),
            root(sent={**good, "email": "nowhere"}),
            root(sent={**good, "groups": [ABSENT]}),
        ),
        s403=ada(sent=good),
        s409=(root(sent={**good, "login": "Agent1"}), root(sent={**good, "email": "agent1@desk.example"})),
    )


def _change() -> Operation:
    return admins(
        root(Stage.user, sent={"first_name": "Mira"}),
        s400=(
            root("x", sent={}),
            root(Stage.user, sent={"login": "other"}),
            root(Stage.user, sent={"valid_id": 9}),
            root(Stage.user, sent={"password": "short"}),
        ),
        s403=(root(1, sent={"active": False}), ada(Stage.user, sent={})),
        s404=root(ABSENT, sent={"first_name": "Mira"}),
        s409=root(Stage.user, sent={"email": "agent1@desk.example"}),
    )


def _delete() -> Operation:
    return admins(root(Stage.user), s400=root("x"), s403=(root(1), ada(Stage.user)), s404=root(ABSENT))


def _about_a_user(sent: Any = None, **more: Any) -> Operation:
    body = {} if sent is None else {"sent": sent}
    return admins(
        root(Stage.user, **body), s400=more.get("s400", root("x", **body)), s404=root(ABSENT, **body), s403=ada(1)
    )


OPERATIONS: dict[str, Operation] = {
    f"GET {ME}": operation(SIGNED_IN, ada()),
    f"PUT {ME}": operation(
        SIGNED_IN,
        ada(sent={"first_name": "Ada"}),
        s400=(ada(sent={"email": "nowhere"}), ada(sent={"first_name": 1})),
        s409=ada(sent={"email": "agent2@desk.example"}),
    ),
    f"POST {ME}/password": operation(
        SIGNED_IN,
        Ask(PIM, sent={"current_password": PIM[1], "new_password": PIM[1]}),
        s400=(ada(sent={"current_password": "x", "new_password": "short"}), ada(sent={})),
        s401=ada(sent={"current_password": "wrong", "new_password": PASSWORD}),
    ),
    f"GET {ME}/preferences": operation(SIGNED_IN, ada()),
    f"PUT {ME}/preferences": operation(
        SIGNED_IN, ada(sent={"theme": "dark"}), s400=(ada(sent=[]), ada(sent={"theme": 1}))
    ),
    f"GET {USERS}": operation(AGENT, ada(), s400=ada(query={"search": "x" * 201}), s403=Ask(CORA)),
    f"POST {USERS}": _create(),
    f"GET {USERS}/{{user_id}}": operation(AGENT, ada(3), s400=ada("x"), s403=Ask(CORA, (3,)), s404=ada(ABSENT)),
    f"PUT {USERS}/{{user_id}}": _change(),
    f"DELETE {USERS}/{{user_id}}": _delete(),
    f"GET {ADMINS_USERS}": admins(root(), s400=root(query={"search": "x" * 201}), s403=ada()),
    f"POST {ADMINS_USERS}": _create(),
    f"GET {ADMINS_USERS}/{{user_id}}": _about_a_user(),
    f"PUT {ADMINS_USERS}/{{user_id}}": _change(),
    f"DELETE {ADMINS_USERS}/{{user_id}}": _delete(),
    f"POST {ADMINS_USERS}/{{user_id}}/activate": _about_a_user(),
    f"POST {ADMINS_USERS}/{{user_id}}/deactivate": operation(
        ADMIN, root(Stage.user), s400=root("x"), s403=root(1), s404=root(ABSENT)
    ),
    f"POST {ADMINS_USERS}/{{user_id}}/reset-password": _about_a_user(
        {"new_password": PASSWORD}, s400=(root("x", sent={}), root(Stage.user, sent={"new_password": "short"}))
    ),
    "GET /api/v1/groups": operation(AGENT, ada(), s403=Ask(CORA)),
    f"GET {TOKENS}": operation(SIGNED_IN, ada()),
    f"POST {TOKENS}": operation(SIGNED_IN, ada(sent=TOKEN), s400=tuple(ada(sent=one) for one in WRONG_TOKENS)),
    f"GET {TOKENS}/scopes": operation(SIGNED_IN, ada()),
    f"DELETE {TOKENS}/{{token_id}}": operation(
        SIGNED_IN, ada(Stage.my_token), hidden=ada(Stage.others_token), s400=ada("x"), s404=ada(ABSENT)
    ),
    f"GET {ALL_TOKENS}": admins(root(), s403=ada()),
    f"DELETE {ALL_TOKENS}/{{token_id}}": admins(root(Stage.others_token), s400=root("x"), s404=root(ABSENT)),
    f"GET {USERS_TOKENS}": admins(root(2), s400=root("x"), s404=root(ABSENT)),
    f"POST {USERS_TOKENS}": admins(
        root(2, sent=TOKEN), s400=tuple(root(2, sent=one) for one in WRONG_TOKENS), s404=root(ABSENT, sent=TOKEN)
    ),
    f"DELETE {USERS_TOKENS}/{{token_id}}": admins(
        root(Stage.users_token), s400=root(2, "x"), s404=(root(2, ABSENT), root(ABSENT, 1), root(3, Stage.my_token))
    ),
    f"GET {CUSTOMERS_TOKENS}": admins(root("c1"), s404=root("nobody")),
    f"POST {CUSTOMERS_TOKENS}": admins(
        root("c1", sent=TOKEN),
        s400=tuple(root("c1", sent=one) for one in WRONG_TOKENS),
        s404=root("nobody", sent=TOKEN),
    ),
    f"DELETE {CUSTOMERS_TOKENS}/{{token_id}}": admins(
        root(Stage.customers_token), s400=root("c1", "x"), s404=(root("c1", ABSENT), root("nobody", 1))
    ),
}
