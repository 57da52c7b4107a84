"""The forms of processes, and that they say what the saving says."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.processes.steps import (
    COMMENT,
    FORM,
    REFUSE,
    START,
    STARTING,
    STEPPING,
    TOPICS,
    VALIDATE,
    WEBSITE,
    form_path,
    info,
    start,
    step,
    step_path,
)
from tests.api.otrs7.test_forms_agree import EXAMPLES, ID, ODD, TEXT, bodies
from tests.api.stored import stored
from tests.desk.processes.purchase import CREATE, NEXT, PROCESS

ON_SQLITE = pytest.mark.parametrize("purchase", ["sqlite"], indirect=True)
"""What is decided before any database is asked is tried there once."""
CHOOSE = f"{FORM}/process"
STARTED = {
    "Title": TEXT,
    "Subject": TEXT,
    "Body": TEXT,
    "PriorityID": ID,
    "Priority": st.sampled_from(["3 normal", "x"]),
    "QueueID": ID,
    "OwnerID": ID,
    "DynamicField_Product": st.sampled_from(["web", "shop", "car", ""]),
    "DynamicField_Urgency": TEXT,
    "FormID": st.sampled_from(["f", "a b", ""]),
}
STEPPED = {
    "Subject": TEXT,
    "Body": TEXT,
    "QueueID": ID,
    "DynamicField_Topics": st.lists(st.sampled_from(["green", "pink", ""]), max_size=3),
    "FormID": st.sampled_from(["f", "a b", ""]),
}


def fields(reply: Reply) -> dict[str, dict[str, Any]]:
    assert reply.status == 200, reply.body
    return {one["Name"]: one for one in reply.json["Schema"]["Fields"]}


def test_the_processes_there_are_can_be_chosen(cora: Client) -> None:
    [choice] = fields(cora.post(CHOOSE, {"EndpointContext": CREATE})).values()
    assert [one["Label"] for one in choice["Options"]] == ["Purchase", "breeding", "circle"]
    assert (choice["Name"], choice["Type"], choice["Required"]) == ("ProcessID", "FormSelect", 1)


def test_the_start_dialog_follows_the_process_that_is_chosen(cora: Client) -> None:
    shown = fields(cora.post(CHOOSE, {"EndpointContext": CREATE, "ProcessID": PROCESS}))
    assert list(shown)[:3] == ["ProcessID", "Title", "DynamicField_Product"]
    assert shown["ProcessID"]["Default"] == PROCESS


def test_a_start_dialog_is_shown_with_what_is_filled_in(cora: Client) -> None:
    sent = {"EndpointContext": CREATE, "Title": "Till", "Priority": "1 very low", "FormID": "mine"}
    reply = cora.post(f"{CHOOSE}/{PROCESS}", sent)
    shown = fields(reply)
    assert (shown["Title"]["Default"], shown["PriorityID"]["Default"]) == ("Till", "1")
    assert shown["Title"]["Description"] == "In a few words"
    assert shown["QueueID"]["Hidden"] == 1
    assert reply.json["Schema"]["FormID"] == "mine"


@pytest.mark.parametrize(
    ("path", "sent", "named"),
    [
        (CHOOSE, {}, {"EndpointContext"}),
        (CHOOSE, {"EndpointContext": "x"}, {"EndpointContext"}),
        (CHOOSE, {"EndpointContext": CREATE, "ProcessID": "Process-fading"}, {"ProcessID"}),
        (f"{CHOOSE}/{PROCESS}", {}, {"EndpointContext"}),
        (f"{CHOOSE}/Process-nothing", {"EndpointContext": CREATE}, {"ProcessEntityID"}),
        (
            f"{CHOOSE}/{PROCESS}",
            {"EndpointContext": CREATE, "ActivityDialogEntityID": COMMENT},
            {"ActivityDialogEntityID"},
        ),
        (form_path("x"), {}, {"TicketID", "EndpointContext"}),
    ],
)
def test_what_is_not_offered_is_told_plainly(cora: Client, path: str, sent: dict[str, Any], named: set[str]) -> None:
    errors = cora.post(path, sent).errors
    assert set(errors) == named
    assert all(list(one) == ["Message"] for one in errors.values())


def test_a_step_is_the_named_dialog_or_the_first(cora: Client) -> None:
    ticket_id = start(cora)
    context = {"EndpointContext": NEXT}
    shown = fields(cora.post(form_path(ticket_id), context))
    assert list(shown) == ["DynamicField_Topics", "Subject", "Body", "Attachments"]
    assert fields(cora.post(form_path(ticket_id), {**context, "ActivityDialogEntityID": TOPICS})) == shown
    for dialog in (REFUSE, COMMENT, "x"):
        reply = cora.post(form_path(ticket_id), {**context, "ActivityDialogEntityID": dialog})
        assert set(reply.errors) == {"ActivityDialogEntityID"}


def test_a_step_shows_what_the_ticket_holds(cora: Client) -> None:
    ticket_id = start(cora)
    step(cora, ticket_id, TOPICS, DynamicField_Topics=["green"])
    shown = fields(cora.post(form_path(ticket_id), {"EndpointContext": NEXT}))
    assert shown["DynamicField_Topics"]["Default"] == ["green"]


def test_a_ticket_of_somebody_else_has_no_form(cora: Client, cato: Client) -> None:
    """Class: access to objects of others."""
    ticket_id = start(cora)
    theirs, none = (cato.post(form_path(one), {"EndpointContext": NEXT}) for one in (ticket_id, 999_999))
    assert (theirs.status, theirs.body) == (none.status, none.body) == (403, none.body)


def judged_alike(client: Client, form: str, saving: str, body: dict[str, Any]) -> None:
    before = stored(client.desk)
    judged = client.post(form, body, VALIDATE)
    assert stored(client.desk) == before, "validating stores nothing"
    saved = client.post(saving, body)
    assert judged.status == saved.status, (judged.body, saved.body)
    if judged.status == 422:
        assert judged.json == saved.json
        assert stored(client.desk) == before


@ON_SQLITE
@given(body=bodies(STARTED))
@EXAMPLES
def test_the_form_of_a_start_says_what_its_saving_says(cora: Client, body: dict[str, Any]) -> None:
    judged_alike(cora, f"{CHOOSE}/{PROCESS}", START, {**body, **STARTING})


@ON_SQLITE
@given(body=bodies(STEPPED))
@EXAMPLES
def test_the_form_of_a_step_says_what_its_saving_says(cora: Client, body: dict[str, Any]) -> None:
    ticket_id = start(cora)
    judged_alike(cora, form_path(ticket_id), step_path(ticket_id), {**body, **STEPPING})


@ON_SQLITE
@given(
    body=st.dictionaries(st.sampled_from(["EndpointContext", "Interface", "ActivityDialogEntityID", "ProcessID"]), ODD)
)
@EXAMPLES
def test_odd_parameters_are_refused_and_store_nothing(cora: Client, body: dict[str, Any]) -> None:
    before = stored(cora.desk)
    for path in (START, step_path(1), CHOOSE, f"{CHOOSE}/{PROCESS}", form_path(1)):
        assert cora.post(path, body).status == 422
    assert stored(cora.desk) == before


def test_reading_stays_within_its_budget(purchase: Desk, cora: Client) -> None:
    """Finding the caller costs three statements of each."""
    ticket_id = start(cora)
    costs = {}
    calls: dict[str, Callable[[], Reply]] = {
        "info": lambda: info(cora, ticket_id),
        "form of a step": lambda: cora.post(form_path(ticket_id), {"EndpointContext": NEXT}),
        "form of a start": lambda: cora.post(f"{CHOOSE}/{PROCESS}", {"EndpointContext": CREATE}),
    }
    for name, send in calls.items():
        with counted(purchase) as sent:
            assert send().status == 200
        costs[name] = len(sent)
    assert costs == {"info": 5, "form of a step": 7, "form of a start": 4}


def test_a_step_costs_a_fixed_number_of_statements(purchase: Desk, cora: Client) -> None:
    with counted(purchase) as few:
        start(cora)
    for _ in range(5):
        start(cora)
    with counted(purchase) as many:
        start(cora, {**WEBSITE, "Title": "Another"})
    assert len(many) == len(few) <= 60
