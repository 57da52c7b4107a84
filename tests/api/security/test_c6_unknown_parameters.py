"""Class C6: keys nobody documents set nothing, unless an administrator made the API key obey them."""

import json
from typing import Any

import pytest

from polydesk.desk.people.models import CustomerUser
from polydesk.desk.tickets.models import Ticket
from tests.api.osticket.caller import ON_SQLITE, TICKET, Caller
from tests.api.osticket.conftest import osticket

__all__ = ["osticket"]

UNDOCUMENTED: dict[str, Any] = {
    "deptId": 4,
    "statusId": 3,
    "slaId": 2,
    "staffId": 2,
    "teamId": 2,
    "assignId": "s3",
    "cannedResponseId": 50,
    "emailId": 4,
    "poster": "Root",
    "flags": 64,
    "uid": 1,
    "mailflags": {"bounce": True},
    "mid": "<a@b>",
    "header": "X: y",
}
OF_THE_TICKET = ("queue_id", "state_id", "status_id", "sla_id", "owner_id", "team_id", "system_address_id", "source")
COLUMNS = sorted({column.name for model in (Ticket, CustomerUser) for column in model.__table__.columns})
MEANT = {"email", "phone", "source"}
"""Columns whose names are documented keys as well."""


@ON_SQLITE
def test_undocumented_parameters_are_logged_and_do_nothing(osticket: Caller) -> None:
    plain, full = osticket.json(), osticket.json(**UNDOCUMENTED)
    for name in OF_THE_TICKET:
        assert getattr(osticket.ticket(full), name) == getattr(osticket.ticket(plain), name), name
    assert {line.split(":")[1].strip() for line in osticket.log()} >= UNDOCUMENTED.keys()
    sender = osticket.articles(full)[0]
    assert "Root" not in sender._mapping["from"]
    assert not sender.message_id


@ON_SQLITE
def test_a_key_made_for_it_obeys_them(osticket: Caller) -> None:
    caller = osticket.as_original
    ticket = caller.ticket(caller.json(deptId=4, statusId=1, staffId=2))
    assert (ticket.queue_id, ticket.owner_id) == (4, 2)


@pytest.mark.parametrize("value", [1, "9", True, {"a": 1}, "2001-01-01"])
@ON_SQLITE
def test_no_column_can_be_set_by_its_name(osticket: Caller, value: Any) -> None:
    before = osticket.ticket(osticket.json())._asdict()
    sent = {name: value for name in COLUMNS if name not in MEANT and name not in TICKET}
    after = osticket.ticket(osticket.json(sent | TICKET))._asdict()
    changing = {"id", "number", "create_time", "change_time", "waiting_since", *(n for n in after if "escalation" in n)}
    assert {name: after[name] for name in after if name not in changing} == {
        name: before[name] for name in before if name not in changing
    }


@ON_SQLITE
def test_in_xml_neither(osticket: Caller) -> None:
    attributes = " ".join(f"{name}={json.dumps(str(value))}" for name, value in {**TICKET, "deptId": 4}.items())
    assert osticket.ticket(osticket.xml(f"<ticket {attributes}><staffId>2</staffId></ticket>")).queue_id == 1
