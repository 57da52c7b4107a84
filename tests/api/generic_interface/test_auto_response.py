"""Which articles of the Generic Interface are answered with their queue's auto-response, of which kind, to whom."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from tests.api.client import ADA, ARTICLE, CORA, Client
from tests.world.tickets import configured, history

KINDS = {
    "auto reply": "SendAutoReply",
    "auto follow up": "SendAutoFollowUp",
    "auto reject": "SendAutoReject",
    "auto reply/new ticket": "SendAutoReply",
    "auto remove": "Misc",
}
CUSTOMER = {"SenderType": "customer"}


@pytest.fixture
def client(world: Desk) -> Client:
    """A desk whose queue Sales answers in every way; its name for each text is the text's kind."""
    configured(
        world,
        auto_responses=[{"name": kind, "type": kind, "subject": kind, "text": "T"} for kind in KINDS],
        queues=[{"name": "Sales", "auto_responses": list(KINDS)}],
        settings={"SendmailModule": "SMTP"},
    )
    return Client(world)


def sent(client: Client) -> list[tuple[str, str]]:
    """Recipient and kind of each mail."""
    rows = select(OutgoingMail.recipient, OutgoingMail.subject).order_by(OutgoingMail.id)
    with client.desk.look() as look:
        return [(row.recipient, row.subject) for row in look.connection.execute(rows)]


def update(client: Client, who: Any = ADA, **article: Any) -> list[tuple[str, str]]:
    """What an article of a ticket that nobody was told of makes the desk send."""
    ticket_id = client.open(State="closed successful")
    assert sent(client) == []
    reply = client.update(ticket_id, who, Article={**ARTICLE, **article})
    assert not reply.error, reply.json
    return sent(client)


def test_a_new_ticket_is_answered_to_its_customer_whoever_sent_the_request(client: Client) -> None:
    ticket_id = client.open()
    assert sent(client) == [("c1@acme.example", "auto reply")]
    assert ("SendAutoReply", "%%c1@acme.example") in history(client.desk, ticket_id)


@pytest.mark.parametrize("kind", KINDS)
def test_the_article_names_the_kind(client: Client, kind: str) -> None:
    ticket_id = client.open(article={"AutoResponseType": kind})
    assert sent(client) == [("c1@acme.example", kind)]
    assert (KINDS[kind], "%%c1@acme.example") in history(client.desk, ticket_id)


def test_the_kind_may_be_written_in_any_case(client: Client) -> None:
    client.open(article={"AutoResponseType": "Auto Reject"})
    assert sent(client) == [("c1@acme.example", "auto reject")]


def test_a_customers_follow_up_is_confirmed(client: Client) -> None:
    assert update(client, **CUSTOMER) == [("c1@acme.example", "auto follow up")]


def test_an_agents_own_article_is_not_confirmed_unless_the_request_asks_for_it(client: Client) -> None:
    assert update(client) == []
    assert update(client, AutoResponseType="auto follow up") == [("c1@acme.example", "auto follow up")]


def test_the_addresses_in_from_are_answered(client: Client) -> None:
    answered = update(client, **CUSTOMER, From="Kim <kim@kiwi.test>, zed@zulu.test")
    assert answered == [("kim@kiwi.test", "auto follow up"), ("zed@zulu.test", "auto follow up")]


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@kiwi.test", "Postmaster <postmaster@kiwi.test>", "desk@kiwi.test"])
def test_mail_servers_and_ourselves_are_not_answered(client: Client, sender: str) -> None:
    configured(client.desk, system_addresses=[{"email": "desk@kiwi.test", "name": "Desk"}])
    assert update(client, **CUSTOMER, From=sender) == []


@pytest.mark.parametrize("article", [{"IsVisibleForCustomer": 0}, {"SenderType": "system"}])
def test_what_the_customer_may_not_see_and_what_the_desk_wrote_is_not_answered(client: Client, article: Any) -> None:
    client.open(article=article)
    assert sent(client) == []


def test_a_ticket_that_is_closed_from_the_start_is_not_confirmed(client: Client) -> None:
    client.open(State="closed successful")
    assert sent(client) == []


def test_a_queue_without_a_text_of_that_kind_does_not_answer(client: Client) -> None:
    client.open(Queue="Raw")
    configured(client.desk, auto_responses=[{"name": "auto reply", "valid": "invalid"}])
    client.open()
    assert sent(client) == []


def test_without_a_way_of_sending_nothing_is_queued(client: Client) -> None:
    configured(client.desk, settings={"SendmailModule": "DoNotSendEmail"})
    client.open()
    assert sent(client) == []


def test_a_refused_request_answers_nobody(client: Client) -> None:
    assert client.create(Article={"Subject": "s"}).error
    assert sent(client) == []


def test_customers_are_answered_themselves_whomever_they_name(client: Client) -> None:
    """Or anybody with a customer's password could have the desk write to strangers."""
    client.open(CORA, article={"From": "victim@zulu.test"}, CustomerUser="victim2@zulu.test")
    client.open(CORA, CustomerUser="c2")
    assert sent(client) == [("c1@acme.example", "auto reply")] * 2


def test_an_address_gets_so_many_a_day(client: Client) -> None:
    configured(client.desk, settings={"PostmasterMaxEmails": 2})
    last = [client.open() for _ in range(3)][-1]
    assert len(sent(client)) == 2
    assert ("LoopProtection", "%%c1@acme.example") in history(client.desk, last)
