"""One conversation across the dialects: in by IMAP, answered through the Generic Interface, out by SMTP, and back."""

from email.message import EmailMessage

from polydesk.desk.desk import Desk
from tests.api.client import ADA, Client
from tests.mail.fetch.conftest import Account
from tests.mail.post import CORA, id_of, letter, set_up
from tests.mail.sending.smtp_server import Received, smtp_server
from tests.mail.sending.test_postman import configure, sent_by

ANSWER = {
    "Subject": "Re: Quasar",
    "Body": "Turn it off and on.",
    "ContentType": "text/plain; charset=utf-8",
    "CommunicationChannel": "Email",
    "SenderType": "agent",
    "IsVisibleForCustomer": 1,
}
CLOSED, OPEN = "closed successful", "open"


def test_a_mail_is_found_answered_and_closed_and_its_reply_opens_the_ticket_again(account: Account) -> None:
    desk, data = account.fetching.desk, account.fetching.data
    set_up(desk)
    account.configure("imaps")
    with smtp_server() as (received, port):
        configure(desk, port)
        question = letter(subject="Quasar does not start")
        ticket_id = _came_in(account, question)
        answer = Client(desk).update(ticket_id, Ticket={"State": CLOSED}, Article=ANSWER)
        assert "ArticleID" in answer.json, answer.body
        assert _state(desk, ticket_id) == CLOSED
        sent_by(desk, data)
        mailed = _mailed(received, "Turn it off and on.")
        assert str(mailed["To"]) == CORA
        assert id_of(question) in str(mailed["In-Reply-To"]) and id_of(question) in str(mailed["References"])
        ours = str(mailed["Message-ID"])
        reply = letter(subject=str(mailed["Subject"]), text="It starts, but smokes.", In_Reply_To=ours, References=ours)
        account.server.deliver(account.name, reply)
        account.fetching.run()
    ticket = Client(desk).ticket(ticket_id, AllArticles=1)
    assert ticket["State"] == OPEN
    said = [one["Body"].strip() for one in ticket["Article"]]
    assert said == ["It does not print.", "Turn it off and on.", "It starts, but smokes."]
    assert [one["SenderType"] for one in ticket["Article"]] == ["customer", "agent", "customer"]


def _came_in(account: Account, mail: bytes) -> int:
    account.server.deliver(account.name, mail)
    account.fetching.run()
    [ticket_id] = Client(account.fetching.desk).search(ADA, Title="*Quasar*")
    return ticket_id


def _state(desk: Desk, ticket_id: int) -> str:
    return str(Client(desk).ticket(ticket_id)["State"])


def _mailed(received: Received, text: str) -> EmailMessage:
    [found] = [one for one in received.messages if text in one.get_body(("plain",)).get_content()]  # type: ignore[union-attr]
    return found
