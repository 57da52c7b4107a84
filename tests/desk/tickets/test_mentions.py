"""Whom a note calls in: colleagues who may read the ticket, told once by notice and mail."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.statistics.models import Notice
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.mentions import MOST, list_mentionable, mentioned_in
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.desk.tickets.queries import show_ticket
from polydesk.kernel.actors import Actor
from tests.world.cast import ADA, BO, CORA, NELL
from tests.world.tickets import NOTE, configured, opened


def told(desk: Desk) -> list[int]:
    with desk.look() as look:
        rows = select(Notice.agent_id).where(Notice.kind == "mentioned").order_by(Notice.id)
        return list(look.connection.execute(rows).scalars())


def mailed(desk: Desk) -> list[str]:
    with desk.look() as look:
        return list(look.connection.execute(select(OutgoingMail.recipient).order_by(OutgoingMail.id)).scalars())


def written(desk: Desk, body: str, actor: Actor = ADA, *, queue: str = "Sales", **more: Any) -> int:
    ticket_id = opened(desk, queue=queue, customer_user="c1")
    with desk.work(actor) as work:
        add_article(work, ticket_id, replace(NOTE, body=body, **more))
    return ticket_id


def logins(desk: Desk, text: str, queue: str = "Sales") -> list[str]:
    ticket_id = opened(desk, queue=queue)
    with desk.look(ADA) as look:
        ticket = show_ticket(look, ticket_id)
        assert ticket
        return [one.login for one in mentioned_in(look, ticket, text)]


@pytest.mark.parametrize(
    "text",
    [
        "@agent2",
        "Hi @AGENT2, look",
        "(@agent2)",
        "@agent2.",
        "a\n@agent2: b",
        "@agent2 @agent2",
        "@nobody-here @agent2!",
    ],
)
def test_a_login_after_an_at_sign_is_a_mention(world: Desk, text: str) -> None:
    assert logins(world, text) == ["agent2"]


@pytest.mark.parametrize(
    "text",
    ["agent2", "x@agent2", "@agent2x", "> @agent2", "a/@agent2", "@", "@@", "@" * 10_000, "@root@localhost"],
)
def test_what_only_looks_like_one_is_none(world: Desk, text: str) -> None:
    assert logins(world, text) == []


def test_who_is_mentioned_is_told_once_by_notice_and_mail(world: Desk) -> None:
    configured(world, settings={"SendmailModule": "SMTP"})
    written(world, "@agent2 please look, @agent2, and @agent1 as well")
    assert told(world) == [BO.id]
    assert len(mailed(world)) == 1


def test_c1_who_may_not_read_the_ticket_is_never_told(world: Desk) -> None:
    configured(world, settings={"SendmailModule": "SMTP"})
    written(world, "@nogroup1 @agent2", queue="Support")
    assert told(world) == [] and mailed(world) == []
    with world.look(NELL) as look:
        assert not look.connection.execute(select(Notice.id).where(Notice.agent_id == NELL.id)).all()


def test_what_comes_from_outside_calls_nobody_in(world: Desk) -> None:
    written(world, "@agent2", CORA, sender_type_id=SENDER_CUSTOMER, visible=True, history_type="WebRequestCustomer")
    written(world, "@agent2", sender_type_id=SENDER_CUSTOMER)
    written(world, "@agent2", history_type="EmailAgent")
    assert told(world) == []


def test_the_author_s_wish_to_mail_nobody_is_kept(world: Desk) -> None:
    configured(world, settings={"SendmailModule": "SMTP"})
    written(world, "@agent2", notify=NotifyWish(nobody=True))
    written(world, "@agent2", notify=NotifyWish(never=frozenset({BO.id})))
    assert mailed(world) == []


def test_a_note_tells_only_so_many(world: Desk) -> None:
    agents = [
        {"login": f"m{number}", "first_name": "M", "last_name": str(number), "email": f"m{number}@desk.example"}
        for number in range(MOST + 5)
    ]
    configured(world, agents=[{**one, "rights": {"sales": ["ro"]}} for one in agents])
    assert len(logins(world, " ".join(f"@{one['login']}" for one in agents))) == MOST


def test_those_who_may_be_meant_are_offered_by_login_and_name(world: Desk) -> None:
    def offered(typed: str, queue: str = "Sales") -> list[str]:
        ticket_id = opened(world, queue=queue)
        with world.look(ADA) as look:
            ticket = show_ticket(look, ticket_id)
            assert ticket
            return [one.login for one in list_mentionable(look, ticket, typed, limit=8)]

    assert offered("agent") == ["agent2"]
    assert offered("BO") == offered("bo ag") == ["agent2"]
    assert "nogroup1" not in offered("") and "root@localhost" not in offered("")
    assert "agent2" not in offered("", "Support")


def test_a_note_without_an_at_sign_is_as_before(world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(BO) as work:
        add_article(work, ticket_id, NewArticle(subject="s", body="b"))
    assert told(world) == []
