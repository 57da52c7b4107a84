"""Opening a ticket by the customers' form: what it takes, what becomes of it, and that it is all or nothing."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.events import ArticleAdded, FieldSet, TicketOpened
from polydesk.desk.tickets.models import CHANNEL_INTERNAL, SENDER_CUSTOMER
from tests.api.otrs7.client import Client
from tests.api.otrs7.portal import FORM, SALES, SUPPORT, TICKET, articles_of, failing_on, reconfigured, ticket_of
from tests.api.stored import stored
from tests.world.cast import CLEO, CORA
from tests.world.tickets import history

SCREEN = "ExternalFrontend::TicketCreate"


def posted(client: Client, **sent: Any) -> Any:
    return client.post(TICKET, {"Title": "Keyboard", "Body": "<p>It is gone.</p>", **sent})


def created(client: Client, **sent: Any) -> Any:
    """The ticket's row."""
    reply = posted(client, **sent)
    assert reply.status == 200, reply.body
    return ticket_of(client.desk, reply.json["TicketNumber"])


def test_what_is_not_chosen_is_as_the_screen_says(portal: Client, portal_desk: Desk) -> None:
    reply = posted(portal)
    assert reply.json == {"NextScreenAfterNewTicket": "TicketOverview", "TicketNumber": reply.json["TicketNumber"]}
    row = ticket_of(portal_desk, reply.json["TicketNumber"])
    assert (row.queue_id, row.priority_id, row.state_id, row.lock_id) == (int(SALES), 3, 1, 1)
    assert (row.customer_user, row.customer_id, row.owner_id, row.create_by) == ("c1", "acme", 1, 1)
    assert (row.service_id, row.sla_id, row.title) == (None, None, "Keyboard")


def test_what_is_chosen_is_set(portal: Client) -> None:
    row = created(portal, QueueID=7, PriorityID="4", ServiceID="1", SLAID="1")
    assert (row.queue_id, row.priority_id, row.service_id, row.sla_id) == (int(SUPPORT), 4, 1, 1)


def test_the_text_becomes_the_customers_article(portal: Client, portal_desk: Desk) -> None:
    row = created(portal, Title="  Keyboard\n lost ")
    [article] = articles_of(portal_desk, row.id)
    assert (article.sender_type_id, article.channel_id, article.visible) == (SENDER_CUSTOMER, CHANNEL_INTERNAL, 1)
    assert article._mapping["from"] == '"Cora Customer" <c1@acme.example>'
    assert (article.to, article.subject, article.created_by_customer) == ("Sales", "Keyboard lost", "c1")
    assert (article.html_body, article.body.strip()) == ("<p>It is gone.</p>", "It is gone.")
    kinds = [kind for kind, _text in history(portal_desk, row.id)]
    assert kinds[0] == "NewTicket"
    assert "WebRequestCustomer" in kinds


def test_dynamic_fields_of_the_screen_are_set_and_others_ignored(portal: Client, portal_desk: Desk) -> None:
    row = created(
        portal,
        DynamicField_Product="shop",
        DynamicField_Topics=["red", "blue"],
        DynamicField_DueDate="2027-01-02",
        DynamicField_Approved=True,
        DynamicField_Urgency="ignored",
        DynamicField_Unknown="ignored",
    )
    with portal_desk.look() as look:
        fields = look.config(Fields).of_tickets
        values = read_values(look.connection, fields, [row.id])[row.id]
        assert {one.name: values[one.id] for one in fields if one.id in values} == {
            "Product": "shop",
            "Topics": ["red", "blue"],
            "DueDate": "2027-01-02 00:00:00",
            "Approved": 1,
        }


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"Title": ""}, {"Title"}),
        ({"Title": None, "Body": " "}, {"Title", "Body"}),
        ({"Title": "x" * 201}, {"Title"}),
        ({"Body": "<script>alert(1)</script>"}, {"Body"}),
        ({"Body": "<p>&nbsp;</p>"}, {"Body"}),
        ({"Body": "x" * 1_000_001}, {"Body"}),
        ({"QueueID": "999999"}, {"QueueID"}),
        ({"QueueID": "Gone"}, {"QueueID"}),
        ({"QueueID": "-1"}, {"QueueID"}),
        ({"PriorityID": "6"}, {"PriorityID"}),
        ({"ServiceID": "4"}, {"ServiceID"}),
        ({"SLAID": "1"}, {"SLAID"}),
        ({"ServiceID": "2", "SLAID": "1"}, {"SLAID"}),
        ({"ServiceID": "x", "SLAID": "y"}, {"ServiceID", "SLAID"}),
        ({"FormID": "a/b"}, {"FormID"}),
        ({"FormID": "a\n"}, {"FormID"}),
        ({"DynamicField_Product": "Website"}, {"DynamicField_Product"}),
        ({"DynamicField_Topics": ["red", "pink"]}, {"DynamicField_Topics"}),
        (
            {"DynamicField_DueDate": "2027-02-30", "DynamicField_Approved": "2"},
            {"DynamicField_DueDate", "DynamicField_Approved"},
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once_and_nothing_stored(
    portal: Client, portal_desk: Desk, sent: Mapping[str, Any], wrong: set[str]
) -> None:
    before = stored(portal_desk)
    assert posted(portal, **sent).errors.keys() == wrong
    assert stored(portal_desk) == before


def test_c1_services_of_others_are_not_to_be_had(portal_desk: Desk) -> None:
    cleo = Client(portal_desk).of(CLEO)
    assert posted(cleo, ServiceID="1").errors.keys() == {"ServiceID"}


def test_an_invalid_queue_is_no_choice(portal: Client, portal_desk: Desk) -> None:
    reply = portal.post(FORM, {})
    [queue] = [one for one in reply.json["Schema"]["Fields"] if one["Name"] == "QueueID"]
    labels = [one["Label"] for one in queue["Options"]]
    assert ("Sales" in labels, "Gone" in labels, queue["Default"]) == (True, False, SALES)


@pytest.fixture
def closed_form(world: Desk) -> Client:
    """A form without choices."""
    screen = {"Queue": 0, "QueueDefault": "Support", "Priority": 0, "PriorityDefault": "2 low", "Service": 0, "Type": 0}
    reconfigured(world, {"screens": {SCREEN: screen}})
    return Client(world).of(CORA)


def test_without_a_choice_of_queues_another_than_the_default_is_refused(closed_form: Client) -> None:
    assert created(closed_form).queue_id == created(closed_form, QueueID=SUPPORT).queue_id == int(SUPPORT)
    assert posted(closed_form, QueueID=SALES).errors.keys() == {"QueueID"}


def test_without_the_other_choices_what_is_sent_is_ignored(closed_form: Client) -> None:
    row = created(closed_form, PriorityID="5", ServiceID="1", SLAID="1", TypeID="2")
    assert (row.priority_id, row.service_id, row.sla_id, row.type_id) == (2, None, None, 1)


def test_a_screen_whose_defaults_lead_nowhere_is_the_administrators_mistake(world: Desk) -> None:
    reconfigured(world, {"screens": {SCREEN: {"Queue": 0, "QueueDefault": "?", "Priority": 0, "PriorityDefault": "?"}}})
    client = Client(world).of(CORA)
    assert posted(client).errors.keys() == {"QueueID", "PriorityID"}
    reconfigured(world, {"screens": {SCREEN: {"QueueDefault": "Sales", "StateDefault": "?"}}})
    assert posted(client).failure == "CouldNotCreateTicket"


def test_types_services_and_slas_can_be_required(world: Desk) -> None:
    screen = {"QueueDefault": "Sales", "ServiceMandatory": 1, "SLAMandatory": 1, "DynamicField": {"Product": 2}}
    reconfigured(world, {"screens": {SCREEN: screen}, "settings": {"Ticket::Type": True}})
    client = Client(world).of(CORA)
    assert posted(client, TypeID="").errors.keys() == {"TypeID", "ServiceID", "SLAID", "DynamicField_Product"}
    row = created(client, ServiceID=2, SLAID=2, DynamicField_Product="web")
    assert (row.type_id, row.service_id, row.sla_id) == (1, 2, 2)


def test_acls_narrow_the_form_and_its_saving(world: Desk) -> None:
    only_low = {"Possible": {"Ticket": {"Priority": ["2 low", "3 normal"]}}}
    acl = {"name": "1", "match": {"Properties": {"Queue": {"Name": ["Support"]}}}, "change": only_low}
    reconfigured(world, {"screens": {SCREEN: {"QueueDefault": "Sales"}}, "acls": [acl]})
    client = Client(world).of(CORA)
    assert created(client, PriorityID="5").priority_id == 5
    assert posted(client, PriorityID="5", QueueID=SUPPORT).errors.keys() == {"PriorityID"}
    assert created(client, PriorityID="2", QueueID=SUPPORT).priority_id == 2


def test_customers_groups_narrow_the_queues(world: Desk) -> None:
    rights = [{"login": "c1", "rights": {"support": "rw", "sales": "ro"}}]
    settings = {"CustomerGroupSupport": True, "CustomerGroupAlwaysGroups": []}
    reconfigured(
        world, {"screens": {SCREEN: {"QueueDefault": "Sales"}}, "settings": settings, "customer_users": rights}
    )
    client = Client(world).of(CORA)
    assert posted(client).errors.keys() == posted(client, QueueID=SALES).errors.keys() == {"QueueID"}
    assert created(client, QueueID=SUPPORT).queue_id == int(SUPPORT)


def test_without_rich_text_the_body_is_plain(world: Desk) -> None:
    reconfigured(world, {"screens": {SCREEN: {"QueueDefault": "Sales"}}, "settings": {"Frontend::RichText": False}})
    row = created(Client(world).of(CORA), Body="if a <b> c\nthen")
    [article] = articles_of(world, row.id)
    assert (article.html_body, article.body) == (None, "if a <b> c\nthen")


def test_tickets_of_customers_belong_to_the_agent_for_them(world: Desk) -> None:
    reconfigured(world, {"screens": {SCREEN: {"QueueDefault": "Sales"}}, "settings": {"CustomerPanelUserID": 2}})
    assert created(Client(world).of(CORA)).owner_id == 2


def test_the_queues_auto_reply_goes_to_the_customer_and_the_agents_are_told(world: Desk) -> None:
    document = {
        "screens": {SCREEN: {"QueueDefault": "Sales"}},
        "settings": {"SendmailModule": "SMTP"},
        "system_addresses": [{"email": "desk@acme.example", "name": "Desk"}],
        "auto_responses": [
            {"name": "Got it", "type": "auto reply", "subject": "S", "text": "T", "system_address": "desk@acme.example"}
        ],
        "queues": [{"name": "Sales", "auto_responses": ["Got it"]}],
        "notifications": [
            {"name": "N", "events": ["new_ticket"], "recipients": ["queue_agents"], "subject": "New", "text": "T"}
        ],
    }
    reconfigured(world, document)
    row = created(Client(world).of(CORA))
    with world.look() as look:
        mails = list(
            look.connection.execute(select(OutgoingMail.recipient).where(OutgoingMail.ticket_id == row.id)).scalars()
        )
    assert "c1@acme.example" in mails
    assert len(mails) > 1
    assert "SendAutoReply" in [kind for kind, _text in history(world, row.id)]


@pytest.mark.parametrize(
    ("event", "failure"),
    [
        (TicketOpened, "CouldNotCreateTicket"),
        (FieldSet, "CouldNotSetDynamicField"),
        (ArticleAdded, "CouldNotCreateArticle"),
    ],
)
def test_whatever_fails_nothing_is_left(portal: Client, portal_desk: Desk, event: Any, failure: str) -> None:
    before = stored(portal_desk)
    broken = Client(failing_on(portal_desk, event), portal.headers)
    assert posted(broken, DynamicField_Product="web").failure == failure
    assert stored(portal_desk) == before


@pytest.mark.parametrize("path", [TICKET, FORM])
def test_a_token_is_needed_whatever_else_is_wrong(portal_desk: Desk, path: str) -> None:
    assert Client(portal_desk).send("POST", path, body=b"no json").status == 401


@pytest.mark.parametrize("path", [TICKET, FORM])
@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff", b'"x"', b"[" * 100_000, b'{"a":' * 100 + b"1" + b"}" * 100])
def test_a_body_that_is_no_object_is_refused(portal: Client, path: str, body: bytes) -> None:
    assert portal.send("POST", path, body=body).errors.keys() == {"_Body"}


@pytest.mark.parametrize(
    "sent",
    [{"Title": "a\x00b\ud800", "Body": "\x00<p>\udfff x</p>"}, {"Title": 5, "Body": 7.5}, {"Title": True, "Body": "x"}],
)
def test_what_no_database_holds_is_made_to_fit(portal: Client, sent: Mapping[str, Any]) -> None:
    assert posted(portal, **sent).status == 200
