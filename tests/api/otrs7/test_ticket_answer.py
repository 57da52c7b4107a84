"""Answering a ticket by the customers' form, and what the answer does to the ticket."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.people.models import Agent
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.events import ArticleAdded, FieldSet, StateSet
from polydesk.desk.tickets.models import CHANNEL_INTERNAL, SENDER_CUSTOMER
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.kernel.clock import now
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.portal import FORM, TICKET, AnyRow, articles_of, failing_on, reconfigured
from tests.api.stored import stored
from tests.world.cast import ADA, BO, CATO, CLEO, CORA
from tests.world.tickets import LOCK, STATES, UNLOCK, Recorded, opened, ticket_row

DETAIL = "ExternalFrontend::TicketDetailView"
CLOSED_FOR_GOOD = {"Error": "Can't reopen ticket, not possible in this queue!"}


def coras(desk: Desk, **properties: Any) -> int:
    return opened(desk, **{"customer_user": "c1", "customer_id": "acme", **properties})


def path(ticket_id: object) -> str:
    return f"{TICKET}/{ticket_id}/article"


def form_path(ticket_id: object) -> str:
    return f"{FORM}/{ticket_id}/article"


def posted(client: Client, ticket_id: object, **sent: Any) -> Reply:
    return client.post(path(ticket_id), {"Subject": "Re: Printer", "Body": "<p>It is back.</p>", **sent})


def answered(client: Client, ticket_id: int, **sent: Any) -> AnyRow:
    """The ticket as it is afterwards."""
    reply = posted(client, ticket_id, **sent)
    assert reply.status == 200, reply.body
    return ticket_row(client.desk, ticket_id)


def owned_by(desk: Desk, ticket_id: int, agent_id: int, *, lock: int = UNLOCK) -> None:
    with desk.work(ADA) as work:
        assign_owner(work, ticket_id, agent_id)
        set_lock(work, ticket_id, lock)


def test_an_answer_becomes_the_customers_article(portal: Client, portal_desk: Desk) -> None:
    ticket_id = coras(portal_desk)
    recorded = Recorded(portal_desk, ticket_id)
    reply = posted(portal, ticket_id)
    article = articles_of(portal_desk, ticket_id)[-1]
    assert reply.json == {"ArticleID": article.id, "NextScreenAfterFollowUp": "TicketOverview"}
    assert (article.sender_type_id, article.channel_id, article.visible) == (SENDER_CUSTOMER, CHANNEL_INTERNAL, 1)
    assert (article.subject, article.html_body, article.to) == ("Re: Printer", "<p>It is back.</p>", "Sales")
    assert article._mapping["from"] == '"Cora Customer" <c1@acme.example>'
    assert recorded.entries[0][0] == "FollowUp"


@pytest.mark.parametrize(
    ("before", "after"), [("new", "new"), ("open", "open"), ("pending reminder", "open"), ("closed successful", "open")]
)
def test_without_a_choice_the_ticket_goes_on_unless_it_is_new(
    portal: Client, portal_desk: Desk, before: str, after: str
) -> None:
    ticket_id = coras(portal_desk, state=before)
    assert answered(portal, ticket_id).state_id == answered(portal, ticket_id, NextStateID="").state_id == STATES[after]


def test_a_state_that_is_chosen_is_set_and_closing_unlocks(portal: Client, portal_desk: Desk) -> None:
    ticket_id = coras(portal_desk)
    owned_by(portal_desk, ticket_id, 2, lock=LOCK)
    row = answered(portal, ticket_id, NextStateID=2, PriorityID=2)
    assert (row.state_id, row.lock_id, row.priority_id) == (2, UNLOCK, 2)


def test_what_is_reopened_is_locked_for_its_owner_where_the_queue_says_so(portal: Client, portal_desk: Desk) -> None:
    locking = coras(portal_desk, queue="Locking", state="closed successful")
    owned_by(portal_desk, locking, 2)
    assert answered(portal, locking).lock_id == LOCK
    others = [
        coras(portal_desk, queue="Locking", state="closed successful"),
        coras(portal_desk, queue="Sales", state="closed successful"),
        coras(portal_desk, queue="Locking", state="open"),
    ]
    for ticket_id in others[1:]:
        owned_by(portal_desk, ticket_id, 2)
    assert [answered(portal, one).lock_id for one in others] == [UNLOCK] * 3, "nobody's, another queue's, not closed"


def test_what_is_closed_again_at_once_is_not_locked(portal: Client, portal_desk: Desk) -> None:
    ticket_id = coras(portal_desk, queue="Locking", state="closed successful")
    owned_by(portal_desk, ticket_id, 2)
    assert answered(portal, ticket_id, NextStateID=3).lock_id == UNLOCK


@pytest.mark.parametrize(
    ("values", "lock"),
    [
        ({"out_of_office_from": -1, "out_of_office_to": 1}, UNLOCK),
        ({"out_of_office_from": -1}, UNLOCK),
        ({"out_of_office_from": 1, "out_of_office_to": 2}, LOCK),
        ({"out_of_office_from": -2, "out_of_office_to": -1}, LOCK),
        ({"valid": 2}, UNLOCK),
    ],
)
def test_the_ticket_of_an_owner_who_is_away_is_unlocked(
    otrs7: Client, world: Desk, values: Mapping[str, int], lock: int
) -> None:
    ticket_id = coras(world)
    owned_by(world, ticket_id, BO.id, lock=LOCK)
    row = {key: days if key == "valid" else _in_days(days) for key, days in values.items()}
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.id == BO.id).values(**row))
    assert answered(otrs7.of(CORA), ticket_id).lock_id == lock


def _in_days(days: int) -> datetime:
    return now() + timedelta(days=days)


@pytest.mark.parametrize("queue", ["Rejecting", "Anew"])
def test_a_queue_that_reopens_nothing_refuses_an_answer_and_its_form(
    portal: Client, portal_desk: Desk, queue: str
) -> None:
    closed = coras(portal_desk, queue=queue, state="closed successful")
    before = stored(portal_desk)
    for reply in (posted(portal, closed), portal.post(form_path(closed), {})):
        assert (reply.status, reply.json) == (403, CLOSED_FOR_GOOD)
    assert stored(portal_desk) == before
    assert posted(portal, coras(portal_desk, queue=queue)).status == 200


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"Subject": ""}, {"Subject"}),
        ({"Subject": None, "Body": None}, {"Subject", "Body"}),
        ({"NextStateID": "9"}, {"NextStateID"}),
        ({"NextStateID": "1", "PriorityID": "7"}, {"NextStateID", "PriorityID"}),
        ({"FormID": " "}, set()),
        ({"FormID": "?"}, {"FormID"}),
        ({"DynamicField_Product": "?", "DynamicField_Topics": "?"}, {"DynamicField_Product", "DynamicField_Topics"}),
    ],
)
def test_all_that_is_wrong_is_told_at_once(
    portal: Client, portal_desk: Desk, sent: Mapping[str, Any], wrong: set[str]
) -> None:
    reply = posted(portal, coras(portal_desk), **sent)
    assert (set(reply.errors) if reply.status == 422 else set()) == wrong


def test_the_subject_is_suggested_and_needed(portal: Client, portal_desk: Desk) -> None:
    ticket_id = coras(portal_desk, title="x" * 250, longest_title=255)
    fields = {one["Name"]: one for one in portal.post(form_path(ticket_id), {}).json["Schema"]["Fields"]}
    assert fields["Subject"]["Default"] == ("Re: " + "x" * 250)[:200]
    assert portal.post(path(ticket_id), {"Body": "x"}).errors.keys() == {"Subject"}
    assert posted(portal, ticket_id, Subject=fields["Subject"]["Default"]).status == 200


def test_a_ticket_that_is_not_theirs_is_refused_like_one_that_is_not_there(portal_desk: Desk) -> None:
    cato = Client(portal_desk).of(CATO)
    for ticket_id in (coras(portal_desk), 99999999, 10**30):
        assert posted(cato, ticket_id).status == cato.post(form_path(ticket_id), {}).status == 403
        assert posted(cato, ticket_id, Body="").errors.keys() == {"Body"}, "what is filled in comes first"
    for no_id in ("abc", "-1", "٣"):
        assert posted(cato, no_id).errors.keys() == {"TicketID"}


def test_a_colleague_may_answer_unless_companies_tickets_are_their_owners_alone(otrs7: Client, world: Desk) -> None:
    ticket_id = coras(world)
    assert posted(otrs7.of(CLEO), ticket_id).status == 200
    reconfigured(world, {"settings": {"Ticket::Frontend::CustomerDisableCompanyTicketAccess": True}})
    assert posted(otrs7.of(CLEO), ticket_id).status == 403


def test_where_groups_count_reading_is_not_enough(otrs7: Client, world: Desk) -> None:
    ticket_id = coras(world)
    rights = [{"login": "c1", "rights": {"sales": "ro"}}]
    reconfigured(world, {"settings": {"CustomerGroupSupport": True}, "customer_users": rights})
    assert posted(otrs7.of(CORA), ticket_id).status == 403
    assert otrs7.of(CORA).get(f"{TICKET}/id/{ticket_id}").status == 200


def test_without_choices_a_state_is_refused_and_a_priority_ignored(otrs7: Client, world: Desk) -> None:
    reconfigured(world, {"screens": {DETAIL: {"State": 0, "Priority": 0, "StateDefault": "in progress"}}})
    ticket_id = coras(world)
    cora = otrs7.of(CORA)
    assert posted(cora, ticket_id, NextStateID="2").errors.keys() == {"NextStateID"}
    row = answered(cora, ticket_id, PriorityID="5")
    assert (row.priority_id, row.state_id) == (3, STATES["in progress"])


def test_fields_that_are_not_sent_stay_as_they_are(portal: Client, portal_desk: Desk) -> None:
    ticket_id = coras(portal_desk)
    with portal_desk.look() as look:
        named = {one.name: one for one in look.config(Fields).of_tickets}
    with portal_desk.work(ADA) as work:
        set_fields(work, ticket_id, [(named["Product"], "gone"), (named["Topics"], ["red"]), (named["Approved"], "1")])
    posted(portal, ticket_id, DynamicField_Topics=["blue"])
    with portal_desk.look() as look:
        values = read_values(look.connection, list(named.values()), [ticket_id])[ticket_id]
    assert [values[named[name].id] for name in ("Product", "Topics", "Approved")] == ["gone", ["blue"], 1]


def test_the_customer_is_told_that_it_arrived(world: Desk) -> None:
    document = {
        "settings": {"SendmailModule": "SMTP"},
        "system_addresses": [{"email": "desk@acme.example", "name": "Desk"}],
        "auto_responses": [
            {
                "name": "Seen",
                "type": "auto follow up",
                "subject": "S",
                "text": "T",
                "system_address": "desk@acme.example",
            }
        ],
        "queues": [{"name": "Sales", "auto_responses": ["Seen"]}],
    }
    reconfigured(world, document)
    ticket_id = coras(world)
    answered(Client(world).of(CORA), ticket_id)
    with world.look() as look:
        mails = look.connection.execute(
            select(OutgoingMail.recipient).where(OutgoingMail.ticket_id == ticket_id)
        ).scalars()
        assert "c1@acme.example" in set(mails)


@pytest.mark.parametrize(
    ("event", "failure"),
    [
        (ArticleAdded, "CouldNotCreateArticle"),
        (StateSet, "CouldNotCreateArticle"),
        (FieldSet, "CouldNotSetDynamicField"),
    ],
)
def test_whatever_fails_nothing_is_left(portal: Client, portal_desk: Desk, event: Any, failure: str) -> None:
    ticket_id = coras(portal_desk, state="closed successful")
    before = stored(portal_desk)
    broken = Client(failing_on(portal_desk, event), portal.headers)
    assert posted(broken, ticket_id, DynamicField_Product="web").failure == failure
    assert stored(portal_desk) == before


def test_in_the_readers_language(portal: Client, portal_desk: Desk) -> None:
    closed = coras(portal_desk, queue="Rejecting", state="closed successful")
    reply = portal.post(form_path(closed), {}, {"accept-language": "de-AT"})
    assert reply.json["Error"].startswith("Das Ticket kann nicht wieder")
