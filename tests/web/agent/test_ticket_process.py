"""Processes on the agents' pages."""

from typing import Any

import httpx
import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.queries import list_articles, list_attachments
from polydesk.desk.tickets.set_lock import set_lock
from tests.api.generic_interface.test_statement_budget import counted
from tests.desk.processes.purchase import PROCESS, activity_of, definition, field_of, imported, started, stepped
from tests.web.agent.client import HOST, Browser
from tests.world.cast import ADA, CORA
from tests.world.tickets import LOCK, STATES, configured, named, opened, ticket_row

NEW = f"/tickets/new/process/{PROCESS}"
EVIL = '"><script>alert(1)</script>'
ASKED: dict[str, Any] = {"Title": "Shop window", "DynamicField_Product": "web", "Body": "One & <two>\nthree"}


@pytest.fixture
def purchase(world: Desk) -> Desk:
    imported(world)
    return world


def ticket_of(reply: httpx.Response) -> int:
    assert reply.status_code == 303, reply.text
    return int(reply.headers["location"].removeprefix("/tickets/"))


def approving(desk: Desk) -> int:
    """A ticket in the activity where agents may close it, in a queue ro1 may read."""
    ticket_id = started(desk, {"Title": "Shop window", "DynamicField_Product": "web"}, CORA).ticket_id
    with desk.work() as work:
        move_ticket(work, ticket_id, named(work.config(Catalogue).queues, "Sales"))
    return ticket_id


def step_path(ticket_id: int, dialog: str = "ActivityDialog-refuse") -> str:
    return f"/tickets/{ticket_id}/process/{dialog}"


def test_new_tickets_may_begin_with_a_process(ada: Browser, purchase: Desk) -> None:
    assert 'href="/tickets/new/process"' in ada.get("/tickets/new").text
    assert "Purchase" in ada.get("/tickets/new/process").text
    page = ada.get(NEW).text
    for text in (
        "What do you need?",
        "In a few words",
        "We look at it today.",
        ">Ask</button>",
        'name="DynamicField_Product"',
    ):
        assert text in page, text
    assert 'name="QueueID"' not in page
    assert '<option value=""></option>' in page.partition('id="field-OwnerID"')[2][:300]  # nobody is chosen by accident


def test_a_desk_without_processes_does_not_speak_of_them(ada: Browser, world: Desk) -> None:
    assert "/tickets/new/process" not in ada.get("/tickets/new").text
    assert "process-title" not in ada.get(f"/tickets/{opened(world)}").text


def test_starting_opens_the_ticket_and_takes_the_transitions(ada: Browser, purchase: Desk) -> None:
    ticket_id = ticket_of(ada.post(NEW, {**ASKED, "CustomerUserID": "c1"}))
    assert activity_of(purchase, ticket_id) == "Activity-2-approve"
    with purchase.look(ADA) as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
    assert article.body.split() == ["One", "&", "<two>", "three"]


def test_where_text_is_plain_it_stays_as_it_is(ada: Browser, purchase: Desk) -> None:
    configured(purchase, settings={"Frontend::RichText": False})
    ticket_id = ticket_of(ada.post(NEW, ASKED))
    with purchase.look(ADA) as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
    assert (article.body, article.html_body) == (ASKED["Body"], None)


def test_files_go_with_the_article(ada: Browser, purchase: Desk) -> None:
    files = [("files", ("offer.txt", b"words", "text/plain"))]
    request = httpx.Request("POST", HOST, data={**ASKED, "csrf": ada.csrf}, files=files)
    sent = {"origin": HOST, "content-type": request.headers["content-type"]}
    ticket_id = ticket_of(ada.send("POST", NEW, request.read(), sent))
    with purchase.look(ADA) as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
        assert [one.filename for one in list_attachments(look, [article.id])[article.id]] == ["offer.txt"]


def test_what_is_wrong_stands_beside_its_field_and_the_input_is_kept(ada: Browser, purchase: Desk) -> None:
    reply = ada.post(NEW, {"Title": "", "DynamicField_Product": "car", "Body": "kept"})
    assert reply.status_code == 422
    assert 'id="field-Title-error"' in reply.text
    assert 'id="field-DynamicField_Product-error"' in reply.text
    assert "kept" in reply.text


def test_a_step_that_chooses_stores_nothing(ada: Browser, purchase: Desk) -> None:
    assert ada.post(NEW, {**ASKED, "step": "refresh"}).status_code == 200


def test_a_ticket_shows_where_it_stands_and_what_this_agent_may_do(
    ada: Browser, browser: Browser, purchase: Desk
) -> None:
    ticket_id = approving(purchase)
    page = ada.get(f"/tickets/{ticket_id}").text
    for text in ("Purchase", "Approve", "Close it", "Agents only", step_path(ticket_id)):
        assert text in page, text
    assert "Choose topics" not in page
    reader = browser.of("ro1", "ro1-pw").get(f"/tickets/{ticket_id}").text
    assert "Approve" in reader
    assert "Close it" not in reader


def test_a_dialog_is_carried_out(ada: Browser, purchase: Desk) -> None:
    ticket_id = approving(purchase)
    assert "Close it" in ada.get(step_path(ticket_id)).text
    sent = {"StateID": STATES["closed successful"], "Subject": "No", "Body": "Too dear."}
    assert ticket_of(ada.post(step_path(ticket_id), sent)) == ticket_id
    row = ticket_row(purchase, ticket_id)
    assert row.state_id == STATES["closed successful"]
    assert activity_of(purchase, ticket_id) == "Activity-5-done"
    assert ada.get(step_path(ticket_id)).status_code == 404


def test_what_somebody_else_has_locked_is_told_above_the_form(ada: Browser, browser: Browser, purchase: Desk) -> None:
    ticket_id = approving(purchase)
    with purchase.work() as work:
        set_lock(work, ticket_id, LOCK)
        assign_owner(work, ticket_id, 3)
    reply = ada.post(step_path(ticket_id), {"StateID": STATES["closed successful"], "Body": "kept"})
    assert reply.status_code == 422
    assert "Somebody else has locked this ticket." in reply.text
    assert "kept" in reply.text
    assert activity_of(purchase, ticket_id) == "Activity-2-approve"


@pytest.mark.parametrize("dialog", ["ActivityDialog-topics", "ActivityDialog-request", "x", "%3Cscript%3E"])
def test_c1_dialogs_of_others_are_not_found(ada: Browser, purchase: Desk, dialog: str) -> None:
    ticket_id = approving(purchase)
    assert ada.get(step_path(ticket_id, dialog)).status_code == 404
    assert ada.post(step_path(ticket_id, dialog), {"Body": "x"}).status_code == 404


def test_c1_a_dialog_needs_its_right(browser: Browser, purchase: Desk) -> None:
    rae, ticket_id = browser.of("ro1", "ro1-pw"), approving(purchase)
    assert rae.post(step_path(ticket_id), {"StateID": STATES["closed successful"]}).status_code == 404
    assert ticket_row(purchase, ticket_id).state_id != STATES["closed successful"]


def test_acls_say_which_processes_and_dialogs_there_are(ada: Browser, purchase: Desk) -> None:
    ticket_id = approving(purchase)
    hide = {
        "name": "Hide",
        "match": {},
        "change": {"PossibleNot": {"ActivityDialog": ["ActivityDialog-refuse"], "Process": [PROCESS]}},
    }
    configured(purchase, acls=[hide])
    assert ada.get(step_path(ticket_id)).status_code == 404
    assert ada.get(NEW).status_code == 404
    assert "There is no process you may start." in ada.get("/tickets/new/process").text


def test_a1_names_and_texts_do_no_harm(ada: Browser, purchase: Desk) -> None:
    document = definition()
    document["Process"]["Name"] = EVIL
    document["ActivityDialogs"]["ActivityDialog-refuse"]["Name"] = EVIL
    for key in ("DescriptionShort", "DescriptionLong", "SubmitAdviceText", "SubmitButtonText"):
        document["ActivityDialogs"]["ActivityDialog-refuse"]["Config"][key] = EVIL
    imported(purchase, document)
    ticket_id = approving(purchase)
    for path in ("/tickets/new/process", NEW, f"/tickets/{ticket_id}", step_path(ticket_id)):
        assert "<script>alert" not in ada.get(path).text
    reply = ada.post(step_path(ticket_id), {"StateID": "x", "Subject": EVIL, "Body": f"</textarea>{EVIL}"})
    assert "<script>alert" not in reply.text


def test_a_process_costs_a_ticket_one_statement(ada: Browser, purchase: Desk) -> None:
    ticket_id = approving(purchase)
    path = f"/tickets/{ticket_id}"
    ada.get(path)
    with counted(purchase) as sent:
        ada.get(path)
    assert sum("dynamic_field_value" in one for one in sent) == 2, sent


def test_the_field_of_a_later_step_is_stored(ada: Browser, purchase: Desk) -> None:
    ticket_id = approving(purchase)
    stepped(purchase, ticket_id, "ActivityDialog-topics", {"DynamicField_Topics": ["red"]})
    assert field_of(purchase, ticket_id, "Topics") == ["red"]
    assert "Check" in ada.get(f"/tickets/{ticket_id}").text
