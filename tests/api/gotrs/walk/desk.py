"""Cases of queues, search, the dashboard and what administrators do."""

from typing import Any

from tests.api.gotrs.client import CATO, CORA, NELL, RAE, ROOT
from tests.api.gotrs.walk.asking import (
    ABSENT,
    AGENT,
    BESIDE,
    JOINED,
    SIGNED_IN,
    Ask,
    Operation,
    ada,
    admins,
    operation,
    root,
)
from tests.api.gotrs.walk.stage import Stage
from tests.ldap.conftest import sent

QUEUES, QUEUE = "/api/v1/queues", "/api/v1/queues/{queue_id}"
SEARCH, SAVED = "/api/v1/search", "/api/v1/search/saved/{search_id}"
DASHBOARD, LDAP, AUDIT = "/api/v1/dashboard", "/api/v1/admin/ldap", "/api/v1/admin/audit"
CONFIG = "/api/v1/admin/system/config"
NOWHERE = {"host": "127.0.0.1", "port": 1, "base_dn": "dc=x", "bind_dn": "cn=x", "bind_password": "x"}


def _new_queue(stage: Stage) -> dict[str, Any]:
    return {"name": f"Queue {stage.user()}"}


def _search(**more: Any) -> Operation:
    return operation(SIGNED_IN, ada(query={"q": "printer"}), s400=(ada(), ada(query={"q": " "}), *more.values()))


def _queue(*wrong: Ask) -> Operation:
    """The published page tells agents of queues they may not read."""
    return operation(AGENT, ada(5), s400=(ada("x"), *wrong), s403=(Ask(RAE, (8,)), Ask(CORA, (5,))), s404=ada(ABSENT))


def _seen() -> Operation:
    return operation(SIGNED_IN, ada())


OPERATIONS: dict[str, Operation] = {
    f"GET {QUEUES}": operation(AGENT, ada(query={"include_stats": "true"}), s403=(Ask(NELL), Ask(CATO))),
    f"POST {QUEUES}": admins(
        root(sent=_new_queue),
        s400=(root(sent={}), root(sent={"name": " "}), root(sent={"name": "x", "group_id": ABSENT})),
        s403=ada(sent={"name": "x"}),
        s409=root(sent={"name": "sales"}),
    ),
    f"GET {QUEUE}": _queue(),
    f"GET {QUEUE}/tickets": _queue(ada(5, query={"cursor": "x"})),
    f"GET {QUEUE}/stats": _queue(),
    f"GET {SEARCH}": _search(),
    f"GET {SEARCH}/tickets": _search(cursor=ada(query={"q": "x", "cursor": "x"})),
    f"GET {SEARCH}/suggestions": _search(),
    f"GET {SEARCH}/users": operation(AGENT, ada(query={"q": "a"}), s400=ada(), s403=Ask(CORA, query={"q": "a"})),
    f"GET {SEARCH}/saved": _seen(),
    f"POST {SEARCH}/saved": operation(
        SIGNED_IN,
        ada(sent={"name": "Printers", "query": "printer"}),
        s400=(ada(sent={"name": "Printers"}), ada(sent={"query": "printer"})),
    ),
    f"GET {SAVED}": operation(
        SIGNED_IN, ada(Stage.search), hidden=ada(Stage.others_search), s400=ada("x"), s404=ada(ABSENT)
    ),
    f"DELETE {SAVED}": operation(
        SIGNED_IN, ada(Stage.search), hidden=ada(Stage.others_search), s400=ada("x"), s404=ada(ABSENT)
    ),
    f"POST {SAVED}/execute": operation(
        SIGNED_IN,
        ada(Stage.search),
        hidden=ada(Stage.others_search),
        s400=(ada("x"), ada(Stage.search_without_words), ada(Stage.search, query={"cursor": "x"})),
        s404=ada(ABSENT),
    ),
    f"GET {DASHBOARD}/stats": _seen(),
    f"GET {DASHBOARD}/activity": _seen(),
    f"GET {DASHBOARD}/my-tickets": _seen(),
    f"GET {DASHBOARD}/notifications": _seen(),
    f"POST {DASHBOARD}/notifications/{{notification_id}}/read": operation(
        SIGNED_IN, ada(Stage.notice), hidden=ada(Stage.others_notice), s400=ada("x"), s404=ada(ABSENT)
    ),
    f"GET {DASHBOARD}/charts/tickets-by-status": _seen(),
    f"GET {DASHBOARD}/charts/tickets-by-priority": _seen(),
    f"GET {AUDIT}/logs": admins(root(), s400=(root(query={"user_id": "x"}), root(query={"from": "soon"})), s403=ada()),
    f"GET {AUDIT}/logs/{{log_id}}": admins(root(1), s400=root("x"), s404=root(ABSENT)),
    f"GET {AUDIT}/stats": admins(root(), s403=ada()),
    f"GET {CONFIG}": admins(root(), s403=ada()),
    f"PUT {CONFIG}": admins(
        root(sent={"company_name": "Example"}),
        s400=(root(sent={"x": 1}), root(sent={"language": "de"}), root(sent=[]), root(sent={"timezone": "Mars"})),
        s403=ada(sent={"company_name": "Example"}),
    ),
    f"GET {LDAP}/config": admins(root(), s403=ada()),
    f"GET {LDAP}/sync/status": admins(root(), s403=ada()),
    f"POST {LDAP}/test": admins(root(sent=NOWHERE), s400=root(sent={**NOWHERE, "host": ""}), s403=ada(sent=NOWHERE)),
    f"POST {LDAP}/configure": admins(
        root(sent=lambda stage: sent(stage.slapd), desk=BESIDE),
        s400=(root(sent={}), root(sent=NOWHERE)),
        s403=ada(sent=NOWHERE),
    ),
    f"POST {LDAP}/disable": admins(
        Ask(ROOT, desk=JOINED, before=Stage.join_a_directory), s400=root(before=Stage.leave_the_directory)
    ),
    f"POST {LDAP}/sync/users": admins(
        Ask(ROOT, (), {"dry_run": True}, desk=JOINED, before=Stage.ready_to_sync),
        s400=root(before=Stage.leave_the_directory),
        s403=ada(),
        s409=Ask(ROOT, desk=JOINED, before=Stage.sync_under_way),
    ),
}
