"""Which articles of the Generic Interface go out as mail, to whom, and as an answer to what."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_CUSTOMER
from tests.api.client import ADA, ARTICLE, CORA, Client
from tests.world.tickets import configured, opened

MAIL = {**ARTICLE, "CommunicationChannel": "Email"}
QUESTION = NewArticle(
    subject="Printer",
    body="It smokes.",
    sender_type_id=SENDER_CUSTOMER,
    channel_id=CHANNEL_EMAIL,
    message_id="<q2@kiwi.test>",
    references="<q1@kiwi.test>",
)


def outgoing(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id)))


def asked(desk: Desk) -> int:
    configured(desk, settings={"SendmailModule": "SMTP"})
    return opened(desk, article=QUESTION, customer_user="c1", number="4711")


def update(desk: Desk, ticket_id: int, who: Any = ADA, **article: Any) -> Any:
    reply = Client(desk).update(ticket_id, who, Article={**MAIL, **article})
    assert not reply.error, reply.json
    return reply.json


def test_an_agents_mail_goes_to_the_customer_as_an_answer(world: Desk) -> None:
    ticket_id = asked(world)
    article_id = update(world, ticket_id)["ArticleID"]
    [mail] = outgoing(world)
    assert (mail.article_id, mail.recipient, mail.state) == (article_id, "c1@acme.example", "queued")
    assert mail.subject == "[Ticket#4711] It smokes"
    assert mail.content["in_reply_to"] == "q2@kiwi.test"
    assert mail.content["references"] == ["q1@kiwi.test", "q2@kiwi.test"]
    assert mail.sender == mail.content["sender"]["email"]


def test_recipients_of_the_request_are_used_and_each_gets_the_mail(world: Desk) -> None:
    ticket_id = asked(world)
    update(world, ticket_id, To="Zed <zed@zulu.test>", Cc="cc@zulu.test", Bcc="bcc@zulu.test, zed@zulu.test")
    mails = outgoing(world)
    assert [mail.recipient for mail in mails] == ["zed@zulu.test", "cc@zulu.test", "bcc@zulu.test"]
    assert len({mail.message_id for mail in mails}) == 1
    assert "bcc" not in str([mail.content for mail in mails])


@pytest.mark.parametrize(
    "article",
    [
        {"CommunicationChannel": "Internal"},
        {"CommunicationChannel": "Phone"},
        {"IsVisibleForCustomer": 0},
        {"IsVisibleForCustomer": 0, "ArticleSend": 1},
        {"SenderType": "customer"},
        {"SenderType": "system"},
        {"ArticleSend": 0},
        {"ArticleSend": ""},
    ],
)
def test_what_is_no_mail_of_an_agent_to_the_customer_stays(world: Desk, article: dict[str, Any]) -> None:
    update(world, asked(world), **article)
    assert outgoing(world) == []


def test_customers_cannot_make_the_desk_send_mail(world: Desk) -> None:
    ticket_id = asked(world)
    forged = {**MAIL, "SenderType": "agent", "ArticleSend": 1, "To": "victim@zulu.test"}
    Client(world).update(ticket_id, CORA, Article=forged)
    Client(world).open(CORA, article=forged)
    assert outgoing(world) == []


def test_sending_can_be_asked_for_in_any_channel_and_on_create(world: Desk) -> None:
    ticket_id = asked(world)
    configured(world, settings={"GenericInterface::SendEmailArticles": False})
    update(world, ticket_id)
    assert outgoing(world) == []
    update(world, ticket_id, CommunicationChannel="Internal", ArticleSend=1)
    Client(world).open(article={**MAIL, "ArticleSend": "1"})
    Client(world).open(article=MAIL)
    assert [mail.recipient for mail in outgoing(world)] == ["c1@acme.example", "c1@acme.example"]


def test_without_a_way_of_sending_nothing_is_queued(world: Desk) -> None:
    ticket_id = opened(world, article=QUESTION, customer_user="c1")
    update(world, ticket_id)
    assert outgoing(world) == []
