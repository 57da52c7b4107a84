"""In which order process endpoints say no, and with what."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.processes import filled_in
from polydesk.desk.processes import start as starting
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.errors import Conflict
from tests.api.otrs7.client import Client
from tests.api.otrs7.processes.steps import (
    COMMENT,
    REFUSE,
    SHOP,
    START,
    STARTING,
    STEPPING,
    TICKET,
    TOPICS,
    WEBSITE,
    info,
    start,
    step,
    step_path,
)
from tests.api.stored import stored
from tests.world.cast import ADA
from tests.world.tickets import STATES, opened

REQUIRED = {
    "Validator": "Required",
    "Message": "This field is required.",
    "Attributes": {"Value": None, "Source": None, "Arguments": None},
}


def broken(errors: dict[str, Any]) -> dict[str, str]:
    return {name: one["Validator"] for name, one in errors.items()}


def test_without_a_token_nothing_else_matters(purchase: Desk) -> None:
    stranger = Client(purchase)
    for reply in (stranger.post(START, {}), stranger.post(step_path("x"), {}), info(stranger, "x")):
        assert reply.status == 401


def test_context_and_interface_are_needed_and_known(cora: Client) -> None:
    assert cora.post(START, {"Title": "x"}).errors == {"EndpointContext": REQUIRED, "Interface": REQUIRED}
    odd = {"EndpointContext": "AgentTicketProcess", "Interface": ["x"]}
    assert broken(cora.post(START, odd).errors) == {"EndpointContext": "Value", "Interface": "Required"}
    assert broken(cora.post(step_path(1), odd).errors) == {"EndpointContext": "Value", "Interface": "Required"}


def test_all_fields_are_told_at_once_by_their_validators(cora: Client) -> None:
    reply = cora.post(START, {**STARTING, "DynamicField_Product": "car", "PriorityID": "99"})
    assert broken(reply.errors) == {"Title": "Required", "DynamicField_Product": "Value", "PriorityID": "Value"}
    value = reply.errors["DynamicField_Product"]["Attributes"]
    assert (value["Value"], value["Arguments"]) == ("car", ["", "web", "shop", "app"])


def test_the_interface_of_agents_is_not_for_customers(cora: Client) -> None:
    ticket_id = start(cora)
    before = stored(cora.desk)
    assert cora.post(START, {**WEBSITE, "Interface": "AgentInterface"}).status == 403
    assert cora.post(step_path(ticket_id), {**STEPPING, "Interface": "AgentInterface"}).status == 403
    assert stored(cora.desk) == before


def test_the_older_name_of_the_interface_is_the_same(cora: Client) -> None:
    assert start(cora, {**WEBSITE, "Interface": "CustomerInterface"})


@pytest.mark.parametrize("process", ["Process-nothing", "Process-fading", "%00", "x" * 5000])
def test_a_process_that_can_not_be_started_is_not_found(cora: Client, process: str) -> None:
    reply = cora.post(f"{TICKET}/process/{process}", WEBSITE)
    assert (reply.status, list(reply.json)) == (404, ["Error"])


def test_another_dialog_than_the_first_starts_nothing(cora: Client) -> None:
    assert cora.post(START, {**WEBSITE, "ActivityDialogEntityID": COMMENT}).status == 404


def test_a_ticket_of_somebody_else_and_none_at_all_are_the_same(cora: Client, cato: Client) -> None:
    """Class: access to objects of others."""
    ticket_id = start(cora)
    theirs, none = step(cato, ticket_id, TOPICS), step(cato, 999_999, TOPICS)
    assert (theirs.status, theirs.body) == (none.status, none.body) == (403, none.body)
    theirs, none = info(cato, ticket_id), info(cato, 999_999)
    assert (theirs.status, theirs.body) == (none.status, none.body) == (403, none.body)


@pytest.mark.parametrize("ticket_id", ["x", "-1", "1e3", "٣"])
def test_an_id_that_is_no_number_is_told(cora: Client, ticket_id: str) -> None:
    assert set(cora.post(step_path(ticket_id), STEPPING).errors) == {"TicketID"}
    assert set(info(cora, ticket_id).errors) == {"TicketID"}
    assert set(cora.get(f"{TICKET}/process/{ticket_id}").errors) == {"TicketID", "EndpointContext"}


def test_an_id_no_database_could_hold_is_nobodys(cora: Client) -> None:
    assert info(cora, "9" * 40).status == 403


def test_a_ticket_without_a_process_is_told(purchase: Desk, cora: Client) -> None:
    plain = opened(purchase, customer_user="c1")
    assert info(cora, plain).errors == {"TicketID": {"Message": "This ticket is in no process."}}
    assert step(cora, plain, TOPICS).status == 404


def test_another_process_than_the_tickets_is_not_found(cora: Client) -> None:
    ticket_id = start(cora)
    sent = {**STEPPING, "ActivityDialogEntityID": TOPICS}
    assert cora.post(step_path(ticket_id, "Process-circle"), sent).status == 404


@pytest.mark.parametrize("dialog", [COMMENT, REFUSE, "ActivityDialog-nothing", "ActivityDialog-request"])
def test_a_dialog_that_is_not_offered_now_is_not_found(cora: Client, dialog: str) -> None:
    ticket_id = start(cora)
    before = stored(cora.desk)
    assert step(cora, ticket_id, dialog, Subject="s", Body="b").status == 404
    assert stored(cora.desk) == before


def test_whoever_was_faster_has_taken_the_dialog_away(purchase: Desk, cora: Client) -> None:
    """Class: races."""
    ticket_id = start(cora)
    with purchase.work(ADA) as work:
        set_state(work, ticket_id, STATES["closed successful"])
    assert step(cora, ticket_id, TOPICS, DynamicField_Topics=["red"]).status == 404


def test_of_two_who_take_a_step_at_once_one_is_too_late(cora: Client) -> None:
    """Class: races."""
    ticket_id = start(cora)
    with ThreadPoolExecutor(2) as threads:
        steps = [threads.submit(step, cora, ticket_id, TOPICS, DynamicField_Topics=["red"]) for _ in range(2)]
    assert sorted(one.result().status for one in steps) == [200, 404]


def test_the_only_dialog_need_not_be_named(cora: Client) -> None:
    ticket_id = start(cora)
    assert cora.post(step_path(ticket_id), {**STEPPING, "DynamicField_Topics": ["red"]}).status == 200


def test_fields_are_told_after_the_dialog_was_found(cora: Client) -> None:
    ticket_id = start(cora)
    assert broken(step(cora, ticket_id, TOPICS, DynamicField_Topics=["pink"]).errors) == {
        "DynamicField_Topics": "Value"
    }
    assert broken(step(cora, start(cora, SHOP), COMMENT).errors) == {"Subject": "Required", "Body": "Required"}


def fails(*_: Any, **__: Any) -> Any:
    raise Conflict("storage")


def breaks(*_: Any, **__: Any) -> Any:
    raise OSError("disk full")


FAULTS = [
    (starting, "_new_ticket", "CouldNotPrepareData"),
    (starting, "open_ticket", "CouldNotCreateTicket"),
    (starting, "enter", "CouldNotSetTicketProcessState"),
    (filled_in, "rename_ticket", "CouldNotUpdateTicket"),
    (filled_in, "add_article", "CouldNotCreateTicketArticle"),
    (filled_in, "set_fields", "CouldNotSetDynamicFieldValue"),
    (filled_in, "run_transitions", "CouldNotSetTicketProcessState"),
]


@pytest.mark.parametrize(("module", "verb", "identifier"), FAULTS)
@pytest.mark.parametrize("fault", [fails, breaks])
def test_a_fault_is_named_after_what_it_kept_from_happening(
    cora: Client, monkeypatch: pytest.MonkeyPatch, module: Any, verb: str, identifier: str, fault: Any
) -> None:
    """Class: half-stored input."""
    before = stored(cora.desk)
    monkeypatch.setattr(module, verb, fault)
    reply = cora.post(START, {**WEBSITE, "Subject": "s", "Body": "b"})
    assert reply.failure == identifier
    assert stored(cora.desk) == before


def test_a_fault_of_a_step_leaves_the_ticket_as_it_was(cora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket_id = start(cora)
    before = stored(cora.desk)
    monkeypatch.setattr(filled_in, "run_transitions", fails)
    reply = step(cora, ticket_id, TOPICS, DynamicField_Topics=["red"], Subject="s", Body="b")
    assert reply.failure == "CouldNotSetTicketProcessState"
    assert stored(cora.desk) == before


def test_prose_is_in_the_readers_language(cora: Client) -> None:
    reply = cora.post(f"{TICKET}/process/Process-nothing", WEBSITE, {"accept-language": "de"})
    assert reply.json["Error"] == "Zum jetzigen Stand des Tickets gibt es keine Aktivität."
