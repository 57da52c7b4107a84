"""Newcomers' domains must exist where the desk wants that."""

import pytest

from tests.api.osticket.caller import Caller
from tests.world.tickets import configured


@pytest.mark.parametrize(("answer", "status"), [(True, 201), (False, 500), (None, 201)])
def test_only_a_domain_that_certainly_is_not_there_is_refused(
    osticket: Caller, answer: bool | None, status: int
) -> None:
    configured(osticket.desk, settings={"osTicket::verify_email_addrs": True})
    osticket.desk.domain_exists = lambda _domain: answer
    reply = osticket.json()
    assert reply.status == status
    assert status == 201 or reply.text.endswith("user\nIncomplete client information")


def test_known_people_are_not_asked_for(osticket: Caller) -> None:
    assert osticket.json().status == 201
    configured(osticket.desk, settings={"osTicket::verify_email_addrs": True})
    osticket.desk.domain_exists = lambda _domain: False
    assert osticket.json().status == 201


def test_by_default_nobody_is_asked_for(osticket: Caller) -> None:
    osticket.desk.domain_exists = lambda _domain: False
    assert osticket.json().status == 201
