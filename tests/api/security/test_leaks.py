"""Classes C3, C4, C6: what searches, notes and unknown keys give away or let in."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import RowMapping

from polydesk.desk.tickets.models import Article, ArticleMime, Ticket
from polydesk.kernel.db import Base
from tests.api.client import ADA, ARTICLE, BO, CATO, CLEO, CORA, NELL, RAE, TICKET, Client
from tests.api.stored import stored

ROOT = {"UserLogin": "root@localhost", "Password": "root-pw-1"}
READS = {
    "root@localhost": {"Sales", "Support", "Secret", "Misc"},
    "agent1": {"Sales", "Support", "Misc"},
    "agent2": {"Sales", "Misc"},
    "ro1": {"Sales", "Misc"},
    "nogroup1": set(),
}
COMPANIES = {"c1": "acme", "c2": "acme", "c3": "globex"}
WORDS = ("apple", "banana", "cherry", "damson")


@dataclass(frozen=True)
class Made:
    """A ticket as the oracle knows it."""

    id: int
    title: str
    queue: str
    state: str
    customer: str
    spoken: str
    noted: str

    def is_seen_by(self, login: str) -> bool:
        if login in READS:
            return self.queue in READS[login]
        return COMPANIES[login] == COMPANIES[self.customer]

    def words_for(self, login: str) -> set[str]:
        return {self.spoken, self.noted} if login in READS else {self.spoken}


def some_tickets(client: Client, dice: random.Random) -> list[Made]:
    return [_one(client, dice, number) for number in range(24)]


def _one(client: Client, dice: random.Random, number: int) -> Made:
    title = f"{dice.choice(WORDS)} {number}"
    queue, state = (
        dice.choice(("Sales", "Support", "Secret", "Misc")),
        dice.choice(("new", "open", "closed successful")),
    )
    customer, spoken, noted = dice.choice(("c1", "c2", "c3")), dice.choice(WORDS), dice.choice(WORDS)
    parts = {"Title": title, "Queue": queue, "State": state, "CustomerUser": customer}
    ticket_id = client.open(ROOT, article={"Body": f"{spoken} pie", "Subject": "spoken"}, **parts)
    note = {**ARTICLE, "Subject": "noted", "Body": f"{noted} jam", "IsVisibleForCustomer": 0}
    assert client.update(ticket_id, ROOT, Article=note).error == ""
    return Made(ticket_id, title, queue, state, customer, spoken, noted)


@pytest.mark.parametrize("seed", [1, 2])
def test_c3_a_search_finds_exactly_what_the_oracle_says(client: Client, seed: int) -> None:
    dice = random.Random(seed)
    made = some_tickets(client, dice)
    for who in (ROOT, ADA, BO, RAE, NELL, CORA, CLEO, CATO):
        login = next(iter(who.values()))
        session = {"SessionID": client.session(who)}
        seen = [one for one in made if one.is_seen_by(login)][::-1]
        for word in WORDS:
            by_title = client.search(session, Title=f"{word}*")
            by_body = client.search(session, MIMEBase_Body=word)
            anywhere = client.search(session, Fulltext=word)
            hits = {one.id for one in seen if word in one.words_for(login)}
            titled = [one.id for one in seen if one.title.startswith(word)]
            assert by_title == titled, (login, word)
            assert set(by_body) == hits, (login, word)
            assert set(anywhere) == hits | set(titled), (login, word)
        for state in ("new", "open", "closed successful"):
            assert client.search(session, States=state) == [one.id for one in seen if one.state == state]
        limit = dice.randrange(1, 6)
        assert client.search(session, Limit=limit) == [one.id for one in seen][:limit]
        assert client.search(session, Queues=["Secret"]) == [one.id for one in seen if one.queue == "Secret"]


CANARY = "xanthocanary"


def noted(client: Client) -> int:
    """A ticket of c1 whose internal note carries the canary in every field that takes text."""
    ticket_id = client.open()
    note = {
        **ARTICLE,
        "Subject": f"{CANARY} subject",
        "Body": f"<b>{CANARY}</b> body",
        "ContentType": "text/html; charset=utf-8",
        "IsVisibleForCustomer": 0,
        "From": f"{CANARY}@zulu.test",
        "To": f"{CANARY}@zulu.test",
        "Cc": f"{CANARY}@zulu.test",
        "HistoryComment": CANARY,
    }
    file = {"Filename": f"{CANARY}.txt", "Content": "eGFudGhvY2FuYXJ5", "ContentType": "text/plain"}
    field = {"Name": "CallRef", "Value": CANARY}
    assert client.update(ticket_id, Article=note, Attachment=file, DynamicField=field).error == ""
    return ticket_id


GET_ALL = {
    "AllArticles": 1, "Attachments": 1, "HTMLBodyAsAttachment": 1, "DynamicFields": 1, "Extended": 1, "ArticleLimit": 9,
    "ArticleSenderType": ["agent", "system", "customer"],
}  # fmt: skip


def holds_canary(body: bytes) -> bool:
    return CANARY in body.decode() or "eGFudGhvY2FuYXJ5" in body.decode()


@pytest.mark.parametrize("who", [CORA, CLEO])
def test_c4_an_internal_note_never_reaches_a_customer(client: Client, who: dict[str, str]) -> None:
    ticket_id = noted(client)
    assert holds_canary(client.get(ticket_id, ADA, **GET_ALL).body)
    otobo = Client(client.desk, "OTOBO")
    replies = [
        client.get(ticket_id, who, **GET_ALL),
        client.get(ticket_id, who, **{**GET_ALL, "ArticleOrder": "DESC", "ArticleSenderType": "agent"}),
        client.history(ticket_id, who),
        otobo.send("PUT", "/ticket", {**who, "TicketID": ticket_id, "Ticket": {"Title": "Mine"}}),
        otobo.send("PUT", "/ticket", {**who, "TicketID": ticket_id, "Article": ARTICLE}),
    ]
    assert not [reply for reply in replies if holds_canary(reply.body)]
    last = replies[3].json["Ticket"]["Article"]
    assert last["IsVisibleForCustomer"] == 1


@pytest.mark.parametrize(
    "criteria",
    [
        *({f"MIMEBase_{name}": CANARY} for name in ("From", "To", "Cc", "Subject", "Body", "AttachmentName")),
        {"Fulltext": CANARY},
        {"Fulltext": f"{CANARY[:6]}*"},
        {"MIMEBase_Body": CANARY, "MIMEBase_Subject": "smokes", "ContentSearch": "OR", "Title": "nothing"},
    ],
    ids=str,
)
def test_c4_nor_does_a_customers_search_betray_it(client: Client, criteria: dict[str, str]) -> None:
    ticket_id = noted(client)
    assert client.search(CORA, TicketID=ticket_id) == [ticket_id]
    assert client.search(CORA, **criteria) == []


COLUMNS = sorted(
    {key for model in (Ticket, Article, ArticleMime) for key in [column.name for column in model.__table__.columns]}
)
CAMEL = sorted({"".join(part.title() for part in name.split("_")) for name in COLUMNS})
MORE = [
    "CreateBy", "ChangeBy", "Created", "TicketNumber", "TicketID", "Age", "ArchiveFlag", "UnlockTimeout", "UserID",
    "PermissionUserID", "ArticleID", "IncomingTime", "ArticleNumber", "IsDeleted", "GroupID", "EscalationTime",
    "DeletedAt",
]  # fmt: skip
MEANT = {"Title", "Subject", "Body", "From", "To", "Cc", "Bcc", "ContentType", "CustomerId", "CustomerUser"}
UNKNOWN = [name for name in (*COLUMNS, *CAMEL, *MORE) if name not in MEANT]
CHANGING = {"id", "number", "create_time", "change_time", "unlock_timeout", "article_id", "ticket_id", "incoming_time"}


def rows_of(client: Client) -> list[list[dict[str, Any]]]:
    """Tickets, articles and their texts, without what differs between any two of them."""
    tables = (Base.metadata.tables[name] for name in ("ticket", "article", "article_mime"))
    with client.desk.look() as look:
        found = [look.connection.execute(table.select()).mappings().all() for table in tables]
    return [[_settled(row) for row in rows] for rows in found]


def _settled(row: RowMapping) -> dict[str, Any]:
    return {key: row[key] for key in row if key not in CHANGING and not isinstance(row[key], datetime)}


def test_c6_keys_nobody_knows_change_nothing_on_create(client: Client) -> None:
    client.create()
    extra = dict.fromkeys(UNKNOWN, 3)
    assert client.create({**ADA, **extra}, Ticket={**extra, **TICKET}, Article={**extra, **ARTICLE}).error == ""
    for first, second in rows_of(client):
        assert first == second


def test_c6_keys_nobody_knows_change_nothing_on_update(client: Client) -> None:
    ticket_id = client.open()
    before, rows = stored(client.desk), rows_of(client)
    assert client.update(ticket_id, Ticket=dict.fromkeys(UNKNOWN, 3)).error == ""
    assert (stored(client.desk), rows_of(client)) == (before, rows)


def test_c6_nobody_can_act_as_somebody_else(client: Client) -> None:
    extra = {"UserID": 1, "PermissionUserID": 1, "OwnerUserID": 1, "actor": 1, "UserType": "Agent"}
    ticket_id = client.open(ROOT, Queue="Secret")
    assert client.get(ticket_id, CORA | extra).error == ""
    assert client.get(ticket_id, BO | extra).error == "TicketGet.AccessDenied"
    assert client.update(ticket_id, CATO | extra, Ticket={"Title": "x", **extra}).error == "TicketUpdate.AccessDenied"
