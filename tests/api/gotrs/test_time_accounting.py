"""Time accounted over `/api/v1`."""

from typing import Any

import pytest

from tests.api.gotrs.client import ADA, CORA, NELL, ON_SQLITE, RAE, Client
from tests.world.tickets import opened


def path(ticket_id: int) -> str:
    return f"/api/v1/tickets/{ticket_id}/time"


def test_time_adds_up(gotrs: Client) -> None:
    ticket, ada = opened(gotrs.desk), gotrs.of(ADA)
    assert ada.post(path(ticket), {"time_units": 15}).json["time_total_minutes"] == 15
    assert ada.post(path(ticket), {"time_units": 5}).data == {"time_total_minutes": 20}


@pytest.mark.parametrize("sent", [{}, {"time_units": 0}, {"time_units": -5}, {"time_units": "5"}, {"time_units": 1e12}])
@ON_SQLITE
def test_time_is_a_number_of_units(gotrs: Client, sent: dict[str, Any]) -> None:
    assert gotrs.of(ADA).post(path(opened(gotrs.desk)), sent).status == 400


@ON_SQLITE
def test_time_is_accounted_by_agents_who_may_add_notes(gotrs: Client) -> None:
    ticket, sent = opened(gotrs.desk, customer_user="c1"), {"time_units": 5}
    assert gotrs.post(path(ticket), sent).status == 401
    assert [gotrs.of(who).post(path(ticket), sent).status for who in (RAE, CORA, NELL)] == [403, 403, 404]
    assert gotrs.of(ADA).post(path(99999999), sent).status == 404
