"""Cases of tickets, their actions and articles, alone and in bulk."""

from typing import Any

from tests.api.gotrs.client import BO, CORA, NELL, RAE, ROOT
from tests.api.gotrs.walk.asking import (
    ABSENT,
    AGENT,
    FULL,
    SIGNED_IN,
    Ask,
    Operation,
    ada,
    operation,
)
from tests.api.gotrs.walk.stage import Stage

TICKETS, ONE = "/api/v1/tickets", "/api/v1/tickets/{ticket_id}"
NEW = {"title": "Printer", "queue_id": 5, "body": "It jams."}
OTHER_VERSION = {"if-match": '"1-999"'}


def _may_only_read(*ids: Any, sent: Any) -> Ask:
    return Ask(RAE, ids, sent)


def _action(sent: Any, *wrong: Any, on: Any = Stage.ticket, done_on: Any = None) -> Operation:
    """Of an agent on a ticket; `wrong` bodies, and a ticket in a state it cannot be done to."""
    refused = tuple(ada(on, sent=one) for one in wrong)
    return operation(
        AGENT,
        ada(on, sent=sent),
        hidden=ada(Stage.secret, sent=sent),
        s400=(*refused, *((ada(done_on, sent=sent),) if done_on else ())),
        s403=(_may_only_read(on, sent=sent), Ask(CORA, (on,), sent)),
        s404=ada(ABSENT, sent=sent),
        s412=ada(on, sent=sent, headers=OTHER_VERSION),
    )


def _bulk(more: dict[str, Any], *wrong: dict[str, Any]) -> Operation:
    """On two tickets, of which one is not there."""

    def sent(stage: Stage) -> dict[str, Any]:
        return {"ticket_ids": [stage.ticket(), ABSENT], **more}

    nowhere: tuple[dict[str, Any], ...] = ({**more, "ticket_ids": []}, {**more, "ticket_ids": ["x"]}, more)
    return operation(
        AGENT,
        ada(sent=sent),
        s400=tuple(ada(sent=one) for one in (*nowhere, *wrong)),
        s403=Ask(CORA, (), sent),
    )


OPERATIONS: dict[str, Operation] = {
    f"GET {TICKETS}": operation(
        SIGNED_IN, ada(query={"status": "open"}), s400=ada(query={"cursor": "x"}), s403=Ask(NELL)
    ),
    f"POST {TICKETS}": operation(
        SIGNED_IN,
        ada(sent=NEW),
        s400=(
            ada(sent={"queue_id": 5}),
            ada(sent={**NEW, "title": "x" * 256}),
            ada(sent={**NEW, "queue_id": ABSENT}),
            ada(sent={**NEW, "state_id": ABSENT}),
            ada(sent={**NEW, "priority_id": ABSENT}),
            ada(sent={**NEW, "type_id": ABSENT}),
            ada(sent={**NEW, "state_id": 6}),
            ada(sent={**NEW, "queue_id": "5"}),
        ),
        s403=(Ask(RAE, (), NEW), Ask(NELL, (), NEW)),
        s503=Ask(ROOT, (), NEW, desk=FULL),
    ),
    f"GET {ONE}": operation(SIGNED_IN, ada(Stage.ticket), hidden=ada(Stage.secret), s404=ada(ABSENT)),
    f"PUT {ONE}": operation(
        SIGNED_IN,
        ada(Stage.ticket, sent={"title": "Scanner"}),
        hidden=ada(Stage.secret, sent={"title": "Scanner"}),
        s400=(
            ada(Stage.ticket, sent={}),
            ada(Stage.ticket, sent={"title": " "}),
            ada(Stage.ticket, sent={"title": "x" * 256}),
            ada(Stage.ticket, sent={"state_id": ABSENT}),
            ada(Stage.ticket, sent={"queue_id": ABSENT}),
        ),
        s403=(_may_only_read(Stage.ticket, sent={"title": "x"}), Ask(BO, (Stage.ticket,), {"queue_id": 7})),
        s404=ada(ABSENT, sent={"title": "Scanner"}),
        s412=ada(Stage.ticket, sent={"title": "Scanner"}, headers=OTHER_VERSION),
    ),
    f"DELETE {ONE}": operation(
        SIGNED_IN,
        ada(Stage.ticket),
        hidden=ada(Stage.secret),
        s400=ada(Stage.closed),
        s403=(Ask(RAE, (Stage.ticket,)), Ask(CORA, (Stage.ticket,))),
        s404=ada(ABSENT),
        s412=ada(Stage.ticket, headers=OTHER_VERSION),
    ),
    f"POST {ONE}/assign": _action({"assigned_to": 3}, {}, {"assigned_to": ABSENT}, {"assigned_to": 11}),
    f"POST {ONE}/close": _action({"resolution": "fixed"}, {"comment": 1}, done_on=Stage.closed),
    f"POST {ONE}/reopen": _action({"reason": "again"}, {"reason": 1}, on=Stage.closed, done_on=Stage.ticket),
    f"POST {ONE}/priority": _action({"priority_id": 4}, {}, {"priority": "none"}, {"priority_id": ABSENT}),
    f"POST {ONE}/queue": _action({"queue_id": 6}, {}, {"queue_id": ABSENT}),
    f"POST {ONE}/time": operation(
        AGENT,
        ada(Stage.ticket, sent={"time_units": 5}),
        hidden=ada(Stage.secret, sent={"time_units": 5}),
        s400=(ada(Stage.ticket, sent={"time_units": 0}), ada(Stage.ticket, sent={})),
        s403=(_may_only_read(Stage.ticket, sent={"time_units": 5}), Ask(CORA, (Stage.ticket,), {"time_units": 5})),
        s404=ada(ABSENT, sent={"time_units": 5}),
    ),
    f"GET {ONE}/articles": operation(SIGNED_IN, ada(Stage.ticket), hidden=ada(Stage.secret), s404=ada(ABSENT)),
    f"POST {ONE}/articles": operation(
        SIGNED_IN,
        ada(Stage.ticket, sent={"body": "Called."}),
        hidden=ada(Stage.secret, sent={"body": "Called."}),
        s400=(
            ada(Stage.ticket, sent={"body": " "}),
            ada(Stage.ticket, sent={}),
            ada(Stage.ticket, sent={"body": "x", "communication_channel_id": 9}),
            ada(Stage.ticket, sent={"body": "x", "sender_type": "nobody"}),
        ),
        s403=_may_only_read(Stage.ticket, sent={"body": "Called."}),
        s404=ada(ABSENT, sent={"body": "Called."}),
    ),
    f"GET {ONE}/articles/{{article_id}}": operation(
        SIGNED_IN,
        ada(Stage.article),
        hidden=ada(Stage.secret_article),
        s400=ada(Stage.ticket, "x"),
        s404=(ada(ABSENT, 1), ada(Stage.ticket, ABSENT), ada(Stage.ticket, 1)),
    ),
    f"GET {ONE}/attachments/{{attachment_id}}": operation(
        SIGNED_IN,
        ada(Stage.file),
        hidden=ada(Stage.secret_file),
        s400=ada(Stage.ticket, "x"),
        s404=(ada(ABSENT, 1), ada(Stage.ticket, ABSENT)),
    ),
    f"POST {TICKETS}/bulk/assign": _bulk({"assigned_to": 3}, {"ticket_ids": [1]}, {"ticket_ids": [1], "user_id": 11}),
    f"POST {TICKETS}/bulk/close": _bulk({"resolution": "fixed"}, {"ticket_ids": [1], "comment": 1}),
    f"POST {TICKETS}/bulk/priority": _bulk({"priority_id": 4}, {"ticket_ids": [1], "priority": "none"}),
    f"POST {TICKETS}/bulk/queue": _bulk({"queue_id": 6}, {"ticket_ids": [1], "queue_id": ABSENT}),
}
