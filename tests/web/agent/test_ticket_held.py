"""Mail that was sent is held back for some seconds: nothing of it is there, and it can be taken back whole."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import AgentRight
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.statistics.notices import list_notices
from polydesk.desk.tickets.article_queries import list_articles_page
from polydesk.desk.tickets.drafts import find_draft
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.writing.models import HeldWriting
from polydesk.desk.writing.send_due import AFTER_A_DEFECT, send_due
from polydesk.kernel.clock import now
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import STATES, at, configured, history, opened, ticket_row

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def ticket_id(world: Desk) -> int:
    configured(world, settings={"SendmailModule": "SMTP"})
    return opened(world, customer_user="c1")


def send(browser: Browser, ticket_id: int, **more: Any) -> Any:
    text = {
        "kind": "reply",
        "to": "a@b.test",
        "bcc": "h@b.test",
        "subject": HOSTILE,
        "body": "Precious",
        "seen": "9" * 18,
    }
    return browser.post(f"/tickets/{ticket_id}/write", text | more)


def count(desk: Desk, ticket_id: int) -> int:
    with desk.look(ADA) as look:
        return list_articles_page(look, ticket_id, offset=0, limit=1)[1]


def rows(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(HeldWriting.__table__)))


def later(desk: Desk, seconds: float) -> Desk:
    return at(desk, now() + timedelta(seconds=seconds))


def draft(desk: Desk, ticket_id: int) -> Any:
    with desk.look(ADA) as look:
        found = find_draft(look, ticket_id, "reply")
    return found.content if found else None


def test_nothing_is_there_until_its_time_has_come(ada: Browser, browser: Browser, ticket_id: int) -> None:
    before = history(ada.desk, ticket_id)
    reply = send(ada, ticket_id, state=str(STATES["closed successful"]), units="2")
    assert reply.headers["location"] == f"/tickets/{ticket_id}#held"
    send_due(later(ada.desk, 8))
    assert count(ada.desk, ticket_id) == 1 and history(ada.desk, ticket_id) == before
    assert draft(ada.desk, ticket_id) is None
    page = ada.get(f"/tickets/{ticket_id}").text
    assert re.search(r"Goes out in (9|10) seconds\.", page) and ">Undo<" in page
    assert ">Undo<" not in browser.of("agent2", "agent2-pw").get(f"/tickets/{ticket_id}").text


def test_it_goes_out_whole_and_once_as_its_writer(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id, state=str(STATES["closed successful"]), units="2")
    for _ in range(2):
        send_due(later(ada.desk, 11))
    assert count(ada.desk, ticket_id) == 2 and rows(ada.desk) == []
    row = ticket_row(ada.desk, ticket_id)
    assert (row.state_id, row.accounted_hundredths) == (STATES["closed successful"], 200)
    with ada.desk.look(ADA) as look:
        new = list_articles_page(look, ticket_id, offset=1, limit=1)[0][0]
        mails = look.connection.execute(select(OutgoingMail.recipient).where(OutgoingMail.article_id == new.id))
        assert sorted(mails.scalars()) == ["a@b.test", "h@b.test"]
    assert (new.create_by, new.body, new.subject) == (ADA.id, "Precious", HOSTILE)
    page = ada.get(f"/tickets/{ticket_id}").text
    assert "Precious" in page and HOSTILE not in page and ">Undo<" not in page


def test_what_a_click_too_many_sends_again_goes_once(ada: Browser, ticket_id: int) -> None:
    for body in ("Precious", "Precious", "Something else"):
        assert send(ada, ticket_id, body=body).headers["location"] == f"/tickets/{ticket_id}#held"
    assert [one.content["body"] for one in rows(ada.desk)] == ["Precious", "Something else"]
    assert draft(ada.desk, ticket_id) is None


def test_taken_back_it_is_the_draft_again(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id)
    [held] = rows(ada.desk)
    reply = ada.post(f"/tickets/{ticket_id}/held/{held.id}/undo")
    assert reply.headers["location"] == f"/tickets/{ticket_id}/write?kind=reply"
    send_due(later(ada.desk, 60))
    assert count(ada.desk, ticket_id) == 1 and rows(ada.desk) == []
    content = draft(ada.desk, ticket_id)
    assert (content["body"], content["bcc"], content["subject"]) == ("Precious", "h@b.test", HOSTILE)


def test_too_late_is_said(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id)
    [held] = rows(ada.desk)
    send_due(later(ada.desk, 11))
    reply = ada.post(f"/tickets/{ticket_id}/held/{held.id}/undo")
    assert "too late to take it back" in ada.get(reply.headers["location"]).text
    assert count(ada.desk, ticket_id) == 2


def test_another_draft_is_not_written_over(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id)
    ada.post(f"/tickets/{ticket_id}/draft", {"kind": "reply", "body": "Another"})
    [held] = rows(ada.desk)
    path = f"/tickets/{ticket_id}/held/{held.id}"
    assert ada.post(f"{path}/undo").headers["location"] == f"/tickets/{ticket_id}#held"
    send_due(later(ada.desk, 60))
    assert count(ada.desk, ticket_id) == 1 and draft(ada.desk, ticket_id)["body"] == "Another"
    assert "Stopped. You had begun another text" in ada.get(f"/tickets/{ticket_id}").text
    ada.post(f"/tickets/{ticket_id}/draft/discard", {"kind": "reply"})
    ada.post(f"{path}/undo")
    assert draft(ada.desk, ticket_id)["body"] == "Precious"


def test_it_need_not_be_waited_for(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id)
    [held] = rows(ada.desk)
    ada.post(f"/tickets/{ticket_id}/held/{held.id}/send")
    send_due(later(ada.desk, 0))
    assert count(ada.desk, ticket_id) == 2
    assert ada.post(f"/tickets/{ticket_id}/held/{held.id}/send").status_code == 303


@pytest.mark.parametrize("number", ["0", "9" * 30, "1"])
def test_c1_nobody_reaches_what_somebody_else_has_sent(
    ada: Browser, browser: Browser, ticket_id: int, number: str
) -> None:
    send(ada, ticket_id)
    [held] = rows(ada.desk)
    bo = browser.of("agent2", "agent2-pw")
    for action in ("undo", "send"):
        bo.post(f"/tickets/{ticket_id}/held/{held.id if number == '1' else number}/{action}")
    assert rows(ada.desk) == [held]


@pytest.mark.parametrize("change", ["right", "merged", "deleted"])
def test_what_cannot_be_sent_any_more_stays_and_is_told(ada: Browser, ticket_id: int, change: str) -> None:
    send(ada, ticket_id)
    with ada.desk.work() as work:
        ticket = update(Ticket).where(Ticket.id == ticket_id)
        if change == "right":
            work.connection.execute(delete(AgentRight).where(AgentRight.agent_id == ADA.id))
            work.configuration_changed()
        elif change == "merged":
            work.connection.execute(ticket.values(state_id=STATES["merged"]))
        else:
            work.connection.execute(ticket.values(deleted_at=work.now))
    for _ in range(2):
        send_due(later(ada.desk, 11))
    [held] = rows(ada.desk)
    assert held.problem and held.send_at is None and held.content["body"] == "Precious"
    if change == "merged":
        with ada.desk.look(ADA) as look:
            assert [one.kind for one in list_notices(look, limit=9).rows] == ["not_sent"]
        assert "This was not sent" in ada.get(f"/tickets/{ticket_id}").text
        ada.post(f"/tickets/{ticket_id}/held/{held.id}/undo")
        assert draft(ada.desk, ticket_id)["body"] == "Precious"


def test_a_defect_loses_nothing_and_is_tried_again(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id)
    with ada.desk.work() as work:
        [content] = work.connection.execute(select(HeldWriting.content)).scalars()
        strange = {"key": "k", "name": "n", "kind": "t/x", "size": 1}
        work.connection.execute(update(HeldWriting).values(content={**content, "files": [strange]}))
    send_due(later(ada.desk, 11))
    [held] = rows(ada.desk)
    assert count(ada.desk, ticket_id) == 1
    assert held.send_at > now() + AFTER_A_DEFECT


def test_the_agent_chooses_how_long_and_the_desk_otherwise(ada: Browser, ticket_id: int) -> None:
    for seconds, articles in (("0", 2), ("30", 2), ("nonsense", 2), ("", 2)):
        ada.post("/account/looks", {"undo": seconds})
        send(ada, ticket_id, body=f"Precious {seconds}")
        assert count(ada.desk, ticket_id) == articles
    left = [round((row.send_at - row.create_time).total_seconds()) for row in rows(ada.desk)]
    assert left == [30, 30, 10]
    configured(ada.desk, settings={"Ticket::Frontend::UndoSendSeconds": 0})
    send(ada, ticket_id)
    assert count(ada.desk, ticket_id) == 3


def test_notes_are_not_held(ada: Browser, ticket_id: int) -> None:
    send(ada, ticket_id, kind="note")
    assert count(ada.desk, ticket_id) == 2


def test_a_page_with_many_held_costs_no_more_statements(ada: Browser, ticket_id: int) -> None:
    path = f"/tickets/{ticket_id}"
    send(ada, ticket_id)
    ada.get(path)
    with counted(ada.desk) as for_one:
        ada.get(path)
    for number in range(3):
        send(ada, ticket_id, body=f"Precious {number}")
    with counted(ada.desk) as for_many:
        assert ada.get(path).text.count("data-held=") == 4
    assert len(for_one) == len(for_many)
