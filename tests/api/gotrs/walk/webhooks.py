"""Cases of webhooks and of their delivery log."""

from typing import Any

from tests.api.gotrs.walk.asking import ABSENT, Operation, ada, admins, root
from tests.api.gotrs.walk.stage import Stage

HOOKS, HOOK = "/api/v1/admin/webhooks", "/api/v1/admin/webhooks/{webhook_id}"
DELIVERY = f"{HOOK}/deliveries/{{delivery_id}}"
NEW = {"name": "Warehouse", "url": "https://93.184.216.34/hook", "events": ["ticket.created"]}


def _new(stage: Stage) -> dict[str, Any]:
    return {**NEW, "name": f"Hook beside {stage.webhook()}"}


def _taken(stage: Stage) -> dict[str, Any]:
    client = stage.of(("root@localhost", "root-pw-1"))
    return {**NEW, "name": client.get(f"{HOOKS}/{stage.webhook()}").data["name"]}


def _one(*wrong: Any, **more: Any) -> Operation:
    return admins(root(Stage.webhook), s400=(root("x"), *wrong), s404=root(ABSENT), **more)


OPERATIONS: dict[str, Operation] = {
    f"GET {HOOKS}": admins(root(), s403=ada()),
    f"POST {HOOKS}": admins(
        root(sent=_new),
        s400=(
            root(sent={}),
            root(sent={**NEW, "events": []}),
            root(sent={**NEW, "events": ["x"]}),
            root(sent={**NEW, "url": "https://127.0.0.1/"}),
        ),
        s403=ada(sent=NEW),
        s409=root(sent=_taken),
    ),
    f"GET {HOOKS}/events": admins(root(), s403=ada()),
    f"GET {HOOK}": _one(),
    f"PUT {HOOK}": admins(
        root(Stage.webhook, sent={"timeout": 5}),
        s400=(root(Stage.webhook, sent={"timeout": 0}), root(Stage.webhook, sent={"url": "ftp://x"})),
        s404=root(ABSENT, sent={}),
        s409=root(Stage.webhook, sent=_taken),
    ),
    f"DELETE {HOOK}": _one(),
    f"POST {HOOK}/rotate-secret": _one(root(Stage.webhook, sent={"secret": "short"})),
    f"POST {HOOK}/test": _one(),
    f"GET {HOOK}/stats": _one(),
    f"GET {HOOK}/deliveries": _one(root(Stage.webhook, query={"state": "x"})),
    f"POST {HOOK}/deliveries/replay": _one(root(Stage.webhook, sent={"since": "soon"})),
    f"GET {DELIVERY}": admins(
        root(Stage.delivery), s400=root(1, "x"), s404=(root(Stage.webhook, ABSENT), root(ABSENT, ABSENT))
    ),
    f"POST {DELIVERY}/replay": admins(
        root(Stage.delivery), s400=root(1, "x"), s404=(root(Stage.webhook, ABSENT), root(ABSENT, ABSENT))
    ),
}
