from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.notifications.views import expire_views
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.collaborate import add_collaborators
from polydesk.kernel import clock
from tests.api.otrs7.client import Client
from tests.world.cast import ADA, CLEO, CORA
from tests.world.tickets import at, configured, opened

LIST = "/api/customer/personal-notifications/list"
SEE = "/api/customer/personal-notifications/seen-set"
ANSWERED = {
    "name": "Answered",
    "events": ["ArticleAdded"],
    "recipients": ["customer"],
    "subject": "Answer to <OTRS_TICKET_TicketNumber>",
    "text": "Somebody wrote.",
}


@pytest.fixture
def cora(otrs7: Client) -> Client:
    configured(otrs7.desk, notifications=[ANSWERED])
    return otrs7.of(CORA)


def answer(client: Client, ticket_id: int, *, visible: bool = True) -> None:
    with client.desk.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="Re", body="Here.", visible=visible))


def listed(client: Client, **query: Any) -> list[Any]:
    reply = client.get(LIST, None, **query)
    assert reply.status == 200, reply.body
    return list(reply.json["List"])


def test_a_notification_to_a_customer_is_shown_as_well_as_mailed(cora: Client) -> None:
    ticket_id = opened(cora.desk, customer_user="c1", customer_id="acme")
    answer(cora, ticket_id)
    [one] = listed(cora)
    assert one["Marker"]["Status"] == "Unread"
    content = one["Content"]
    assert content["Title"] == f"Answer to {content['TicketNumber']}"
    assert (content["Description"], content["ObjectType"], content["ObjectID"]) == ("Answered", "Ticket", ticket_id)
    assert content["NotificationID"] == str(one["Marker"]["NotificationID"])


def test_what_a_customer_may_not_see_is_not_told(cora: Client) -> None:
    answer(cora, opened(cora.desk, customer_user="c1", customer_id="acme"), visible=False)
    assert listed(cora) == []


def test_it_is_shown_even_when_there_was_mail_enough(cora: Client) -> None:
    configured(cora.desk, settings={"PostmasterMaxEmailsPerTicket": 1})
    ticket_id = opened(cora.desk, customer_user="c1", customer_id="acme")
    for _ in range(3):
        answer(cora, ticket_id)
    assert len(listed(cora)) == 3


def test_newest_first_by_pages(cora: Client) -> None:
    ticket_id = opened(cora.desk, customer_user="c1", customer_id="acme")
    for _ in range(3):
        answer(cora, ticket_id)
    numbers = [one["Marker"]["NotificationID"] for one in listed(cora)]
    assert numbers == sorted(numbers, reverse=True)
    assert [one["Marker"]["NotificationID"] for one in listed(cora, NotificationsPerPage=2, Page=2)] == numbers[2:]
    reply = cora.get(LIST, None, NotificationsPerPage=2, Page=9)
    assert (reply.json["TotalNotifications"], reply.json["List"]) == (3, [])


@pytest.mark.parametrize(
    ("name", "value"),
    [("Page", "x"), ("Page", "0"), ("NotificationsPerPage", "101"), ("NotificationsPerPage", "-1"), ("Seen", "2")],
)
def test_bad_parameters(cora: Client, name: str, value: str) -> None:
    assert set(cora.get(LIST, None, **{name: value}).errors) == {name}


class TestSeen:
    def test_one(self, cora: Client) -> None:
        ticket_id = opened(cora.desk, customer_user="c1", customer_id="acme")
        answer(cora, ticket_id)
        answer(cora, ticket_id)
        newest = listed(cora)[0]["Marker"]["NotificationID"]
        assert cora.post(SEE, {"Filter": "NotificationID", "NotificationID": newest}).json == {}
        assert [one["Marker"]["NotificationID"] for one in listed(cora, Seen=1)] == [newest]
        assert len(listed(cora, Seen=0)) == 1

    @pytest.mark.parametrize(("wanted", "left"), [("All", 0), ("Ticket", 0), ("Appointment", 1)])
    def test_by_filter(self, cora: Client, wanted: str, left: int) -> None:
        answer(cora, opened(cora.desk, customer_user="c1", customer_id="acme"))
        assert cora.post(SEE, {"Filter": wanted}).json == {}
        assert len(listed(cora, Seen=0)) == left

    def test_somebody_elses_is_like_none(self, otrs7: Client, cora: Client) -> None:
        answer(cora, opened(cora.desk, customer_user="c1", customer_id="acme"))
        number = listed(cora)[0]["Marker"]["NotificationID"]
        cleo = otrs7.of(CLEO)
        absent = cleo.post(SEE, {"Filter": "x", "NotificationID": "999999999999999999999"})
        assert cleo.post(SEE, {"Filter": "x", "NotificationID": number}).errors == absent.errors
        assert listed(cleo) == []
        assert len(listed(cora, Seen=0)) == 1

    def test_what_is_needed(self, cora: Client) -> None:
        assert set(cora.post(SEE, {"NotificationID": "x"}).errors) == {"Filter", "NotificationID"}


def test_a_collaborator_sees_it_as_well(otrs7: Client) -> None:
    configured(otrs7.desk, notifications=[{**ANSWERED, "recipients": ["collaborators"]}])
    ticket_id = opened(otrs7.desk, customer_user="c1", customer_id="acme")
    with otrs7.desk.work() as work:
        [cleo] = work.connection.execute(select(CustomerUser.id).where(CustomerUser.login == "c2")).scalars()
        add_collaborators(work, ticket_id, [cleo])
    answer(otrs7, ticket_id)
    assert len(listed(otrs7.of(CLEO))) == 1


def test_old_ones_are_forgotten(cora: Client) -> None:
    answer(cora, opened(cora.desk, customer_user="c1", customer_id="acme"))
    for days, left in ((700, 1), (731, 0)):
        expire_views(at(cora.desk, clock.now() + timedelta(days=days)))
        assert len(listed(cora)) == left
