"""The audit trail over `/api/v1`."""

import pytest

from polydesk.desk.audit.verify import verify_audit
from polydesk.desk.desk import Desk
from tests.api.client import Client as GenericInterface
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CORA, ON_SQLITE, ROOT, Client

LOGS = "/api/v1/admin/audit/logs"


@pytest.fixture
def root(gotrs: Client) -> Client:
    return gotrs.of(ROOT)


def test_sign_ins_are_in_it_good_and_bad(root: Client, gotrs: Client) -> None:
    gotrs.of(CORA)
    gotrs.post("/api/v1/auth/login", {"login": "who\0?", "password": "nonsense"})
    failed, customer, own = root.get(LOGS).data
    assert (failed["action"], failed["user"], failed["user_type"]) == ("auth.login_failed", "who?", "nobody")
    assert (customer["action"], customer["user"], customer["user_type"]) == ("auth.login", "c1", "customer")
    assert (own["user_id"], own["resource"], own["ip"]) == (1, "user/1", "192.0.2.1")
    assert "nonsense" not in root.get(LOGS).body.decode()


def test_every_dialect_leaves_its_traces(root: Client, world: Desk) -> None:
    ticket_id = int(GenericInterface(world).create().json["TicketID"])
    GenericInterface(world).create({"UserLogin": "agent1", "Password": "wrong"})
    created = root.get(LOGS, action="ticket.create").data[0]
    assert (created["ticket_id"], created["entity_id"], created["user"]) == (ticket_id, ticket_id, "agent1")
    assert created["ip_address"] == "192.0.2.1"
    assert root.get(LOGS, action="auth.login_failed").data[0]["user"] == "agent1"
    assert root.get(LOGS, ticket_id=ticket_id).json["pagination"]["total"] == 1
    with world.look() as look:
        assert verify_audit(look).broken_at is None


def test_it_can_be_narrowed(root: Client, gotrs: Client) -> None:
    gotrs.of(ADA)
    day = root.get(LOGS).data[0]["timestamp"][:10]
    assert [one["user"] for one in root.get(LOGS, user_id=2).data] == ["agent1"]
    assert len(root.send("GET", LOGS, query={"from": day}).data) == 2
    assert root.get(LOGS, to="2001-01-01T00:00:00Z").data == []
    assert (
        root.send("GET", LOGS, query={"from": "2001-01-01T00:00:00+02:00", "to": "2100-01-01"}).json["pagination"][
            "total"
        ]
        == 2
    )
    assert root.get(LOGS, page=2).json["pagination"]["total"] == 2


def test_one_entry_and_the_counts(root: Client) -> None:
    entry = root.get(LOGS).data[0]
    assert root.get(f"{LOGS}/{entry['id']}").data == entry
    assert root.get("/api/v1/admin/audit/stats").data == {"total_entries": 1, "by_action": {"auth.login": 1}}


def test_a_page_is_three_statements(root: Client, world: Desk) -> None:
    root.get(LOGS)
    with counted(world) as sent:
        root.get(LOGS)
    assert len(sent) <= 3, sent


@ON_SQLITE
def test_nonsense_is_refused(root: Client) -> None:
    for query in ({"user_id": "x"}, {"ticket_id": "9" * 30}, {"from": "yesterday"}, {"to": "9999-99-99"}):
        assert root.send("GET", LOGS, query=query).status == 400
    for number in ("0", "4711", "9" * 30):
        assert root.get(f"{LOGS}/{number}").error == "Audit log not found"
    assert root.get(f"{LOGS}/x").status == 400


@ON_SQLITE
@pytest.mark.parametrize("path", [LOGS, f"{LOGS}/1", "/api/v1/admin/audit/stats"])
def test_only_admins_read_it(gotrs: Client, path: str) -> None:
    assert [gotrs.of(who).get(path).error for who in (ADA, CORA)] == ["Admin access required"] * 2
    assert gotrs.get(path).status == 401
