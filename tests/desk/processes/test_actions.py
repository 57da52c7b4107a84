"""Each action of transitions, and what it does not do."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.processes.actions import run_action
from polydesk.desk.processes.parts import Action
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.desk.tickets.queries import list_articles
from polydesk.kernel.clock import epoch
from polydesk.kernel.errors import DeskError
from tests.desk.processes.purchase import field_of
from tests.world.cast import ADA
from tests.world.tickets import LOCK, NOON, STATES, at, history, opened, ticket_row


def done(desk: Desk, kind: str, **config: Any) -> int:
    """The id of a new ticket to which this was done."""
    ticket_id = opened(desk, title="Printer", customer_user="c1", customer_id="acme")
    do(desk, ticket_id, kind, **config)
    return ticket_id


def do(desk: Desk, ticket_id: int, kind: str, **config: Any) -> None:
    with desk.work() as work:
        run_action(work, load_ticket(work, ticket_id, "ro"), Action("TA", "Do", kind, config))


@pytest.mark.parametrize(
    ("kind", "config", "column", "value"),
    [
        ("TicketQueueSet", {"Queue": "Support"}, "queue_id", 7),
        ("TicketQueueSet", {"QueueID": "7"}, "queue_id", 7),
        ("TicketStateSet", {"State": "closed successful"}, "state_id", STATES["closed successful"]),
        ("TicketPrioritySet", {"Priority": "5 very high"}, "priority_id", 5),
        ("TicketLockSet", {"Lock": "lock"}, "lock_id", LOCK),
        ("TicketOwnerSet", {"Owner": "agent2"}, "owner_id", 3),
        ("TicketResponsibleSet", {"ResponsibleID": "3"}, "responsible_id", 3),
        ("TicketTitleSet", {"Title": "<OTRS_TICKET_CustomerUserID>: <OTRS_TICKET_Title>"}, "title", "c1: Printer"),
        ("TicketCustomerSet", {"No": "globex", "User": "c3"}, "customer_user", "c3"),
        ("TicketCustomerSet", {"CustomerID": "globex"}, "customer_id", "globex"),
    ],
)
def test_an_action_sets_its_property(purchase: Desk, kind: str, config: Any, column: str, value: Any) -> None:
    assert getattr(ticket_row(purchase, done(purchase, kind, **config)), column) == value


def test_types_services_and_slas_are_set(purchase: Desk) -> None:
    with purchase.look() as look:
        catalogue = look.config(Catalogue)
        kind = next(one for one in catalogue.types if one.valid and one.id != 1)
        service = catalogue.services.named("Hosting")
        sla = next(one for one in catalogue.slas if service and service.id in one.service_ids)
    ticket_id = done(purchase, "TicketTypeSet", Type=kind.name)
    do(purchase, ticket_id, "TicketServiceSet", Service="Hosting")
    do(purchase, ticket_id, "TicketSLASet", SLA=sla.name)
    row = ticket_row(purchase, ticket_id)
    assert service
    assert (row.type_id, row.service_id, row.sla_id) == (kind.id, service.id, sla.id)


def test_a_pending_ticket_waits_for_a_time_or_until_a_moment(purchase: Desk) -> None:
    then = at(purchase, NOON)
    pending = {"State": "pending reminder"}
    waiting = done(then, "TicketStateSet", **pending, PendingTimeDiff="3600")
    assert ticket_row(then, waiting).until_time == epoch(NOON) + 3600
    later = done(then, "TicketStateSet", **pending, PendingTime="2026-10-01 12:00:00")
    assert ticket_row(then, later).until_time == epoch(NOON) + 3 * 86400


def test_dynamic_fields_of_each_kind_are_set(purchase: Desk) -> None:
    values = {"Urgency": "high", "Product": "web", "Topics": ["red", "blue"], "Approved": "1", "DueDate": "2026-12-24"}
    ticket_id = done(purchase, "DynamicFieldSet", **values)
    assert field_of(purchase, ticket_id, "Topics") == ["red", "blue"]
    assert field_of(purchase, ticket_id, "Approved") == 1
    assert field_of(purchase, ticket_id, "DueDate") == "2026-12-24 00:00:00"
    do(purchase, ticket_id, "DynamicFieldSet", Urgency="<OTRS_TICKET_DynamicField_Topics>")
    assert field_of(purchase, ticket_id, "Urgency") == "red, blue"


def test_an_article_is_written_as_configured(purchase: Desk) -> None:
    config = {
        "SenderType": "agent",
        "CommunicationChannel": "Phone",
        "IsVisibleForCustomer": "1",
        "Subject": "About <OTRS_TICKET_TicketNumber>",
        "Body": "Hello",
        "HistoryType": "PhoneCallAgent",
        "HistoryComment": "called",
        "TimeUnit": "1.5",
        "UserID": "2",
    }
    ticket_id = done(purchase, "TicketArticleCreate", **config)
    with purchase.look(ADA) as look:
        article = list_articles(look, [ticket_id])[ticket_id][-1]
    number = ticket_row(purchase, ticket_id).number
    assert (article.subject, article.visible, article.channel_id, article.create_by) == (f"About {number}", 1, 2, 2)
    assert "agent1@" in article.from_
    assert ("PhoneCallAgent", "called") in history(purchase, ticket_id)
    assert ticket_row(purchase, ticket_id).accounted_hundredths == 150


def test_the_customers_last_words_can_be_quoted(purchase: Desk) -> None:
    ticket_id = opened(
        purchase,
        customer_user="c1",
        article=NewArticle(subject="My <b>shop</b>", body="<OTRS_TICKET_Title> & more", sender_type_id=SENDER_CUSTOMER),
    )
    config = {"Subject": "<OTRS_CUSTOMER_SUBJECT>", "Body": "<p><OTRS_CUSTOMER_BODY></p>", "MimeType": "text/html"}
    do(purchase, ticket_id, "TicketArticleCreate", **config)
    with purchase.look(ADA) as look:
        article = list_articles(look, [ticket_id])[ticket_id][-1]
    assert article.subject == "My <b>shop</b>"
    assert article.html_body == "<p>&lt;OTRS_TICKET_Title&gt; &amp; more</p>"


def test_the_older_words_for_articles_are_known(purchase: Desk) -> None:
    ticket_id = done(purchase, "TicketArticleCreate", ArticleType="note-external", Subject="s", Body="b")
    with purchase.look(ADA) as look:
        assert list_articles(look, [ticket_id])[ticket_id][-1].visible == 1


def test_a_ticket_is_opened_with_all_that_is_said(purchase: Desk) -> None:
    config = {
        "Title": "Child of <OTRS_TICKET_Title>",
        "Queue": "Support",
        "State": "pending reminder",
        "PendingTimeDiff": "60",
        "Lock": "lock",
        "Owner": "agent2",
        "Responsible": "agent1",
        "CustomerUser": "c3",
        "ArchiveFlag": "y",
        "Subject": "First",
        "Body": "Article",
        "LinkAs": "Parent",
        "DynamicField_Product": "app",
    }
    old = done(purchase, "TicketCreate", **config)
    new = ticket_row(purchase, old + 1)
    assert (new.title, new.queue_id, new.customer_user, new.owner_id, new.responsible_id) == (
        "Child of Printer",
        7,
        "c3",
        3,
        2,
    )
    assert (new.lock_id, new.archived, new.until_time > 0) == (LOCK, 1, True)
    assert field_of(purchase, new.id, "Product") == "app"
    with purchase.look(ADA) as look:
        assert [one.subject for one in list_articles(look, [new.id])[new.id]] == ["First"]


def test_an_unknown_kind_does_nothing(purchase: Desk) -> None:
    ticket_id = opened(purchase)
    before = history(purchase, ticket_id)
    do(purchase, ticket_id, "ExecuteInvoker", Invoker="x")
    assert history(purchase, ticket_id) == before


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("TicketQueueSet", {}),
    ("TicketQueueSet", {"Queue": "Nowhere"}),
    ("TicketQueueSet", {"Queue": "Old Queue"}),
    ("TicketQueueSet", {"QueueID": "9" * 30}),
    ("TicketStateSet", {"State": "pending reminder", "PendingTime": "tomorrow"}),
    ("TicketStateSet", {"State": "pending reminder", "PendingTimeDiff": "999999999999999999"}),
    ("TicketTitleSet", {"Title": "<OTRS_TICKET_DynamicField_Urgency>"}),
    ("TicketServiceSet", {"Service": "Backup"}),
    ("TicketSLASet", {"SLA": "Gold"}),
    ("TicketOwnerSet", {"Owner": "nobody"}),
    ("DynamicFieldSet", {"Nothing": "x"}),
    ("DynamicFieldSet", {"Product": "car"}),
    ("DynamicFieldSet", {"ProcessManagementActivityID": "Activity-9"}),
    ("TicketArticleCreate", {"Subject": "s"}),
    ("TicketArticleCreate", {"Subject": "s", "Body": "b", "SenderType": "robot"}),
    ("TicketArticleCreate", {"Subject": "s", "Body": "b", "CommunicationChannel": "Chat"}),
    ("TicketArticleCreate", {"Subject": "s", "Body": "b", "TimeUnit": "an hour"}),
    ("TicketArticleCreate", {"Subject": "s", "Body": "b", "TimeUnit": "1e30"}),
    ("TicketCreate", {"Queue": "Sales"}),
    ("TicketCreate", {"Title": "t", "Queue": "Nowhere"}),
    ("TicketCreate", {"Title": "t", "SLA": "Gold"}),
    ("TicketCreate", {"Title": "t", "Subject": "s", "Body": "b", "SenderType": "robot"}),
    ("TicketTitleSet", {"Title": "t", "UserID": "999"}),
]


@pytest.mark.parametrize(("kind", "config"), REFUSED)
def test_what_can_not_be_done_changes_nothing(purchase: Desk, kind: str, config: dict[str, Any]) -> None:
    ticket_id = opened(purchase)
    before = ticket_row(purchase, ticket_id), history(purchase, ticket_id)
    with purchase.work() as work, pytest.raises(DeskError):
        run_action(work, load_ticket(work, ticket_id, "ro"), Action("TA", "Do", kind, config))
    assert (ticket_row(purchase, ticket_id), history(purchase, ticket_id)) == before
    assert opened(purchase) == ticket_id + 1  # no other ticket was
