"""TicketCreate with one article: the rows one TicketCreate of the desk leaves behind, in one transaction."""

import time
from typing import Any

from bench.floor.audit import audit
from bench.floor.driver import Driver
from bench.floor.names import Known
from bench.floor.update import HISTORY, moment

SENDER = '"Cora Customer" <c1@acme.example>'
_COUNT = """
INSERT INTO ticket_counter (name, value) VALUES (?, 1)
ON CONFLICT (name) DO UPDATE SET value = ticket_counter.value + 1 RETURNING value
"""
_TICKET = """
INSERT INTO ticket (number, title, queue_id, type_id, state_id, priority_id, lock_id, owner_id, responsible_id,
customer_id, customer_user, origin, until_time, unlock_timeout, escalation_time, escalation_response_time,
escalation_update_time, escalation_solution_time, accounted_hundredths, archived, answered, first_response_at,
last_agent_article_at, version, create_time, create_by, change_time, change_by)
VALUES (?, ?, ?, 1, ?, ?, 1, ?, ?, ?, ?, 'floor', 0, ?, 0, 0, 0, 0, 0, 0, 1, ?, ?, 3, ?, ?, ?, ?) RETURNING id
"""
_ARTICLE = """
INSERT INTO article (ticket_id, number, sender_type_id, channel_id, visible, create_time, create_by, change_time,
change_by) VALUES (?, 1, 1, 3, 1, ?, ?, ?, ?) RETURNING id
"""
_MIME = """
INSERT INTO article_mime (article_id, "from", reply_to, "to", cc, bcc, subject, message_id, in_reply_to, "references",
content_type, body, incoming_time) VALUES (?, ?, '', ?, '', '', ?, '', '', '', ?, ?, ?)
"""
_TITLE = "INSERT INTO fts_ticket_title (rowid, title) VALUES (?, ?)"
_INDEX = """
INSERT INTO fts_article (rowid, ticket_id, visible, sender, recipients, copies, subject, body, files)
VALUES (?, ?, 1, ?, ?, '', ?, ?, '')
"""
_WORDS = "INSERT INTO fts_words (rowid, ticket_id, visible, words) VALUES (?, ?, 1, ?)"


def create(driver: Driver, known: Known, agent: int, request: dict[str, Any]) -> dict[str, Any]:
    ticket, article = request["Ticket"], request["Article"]
    now, second = moment(driver), int(time.time())
    queue = next(number for number, (name, _) in known.queues.items() if name == ticket["Queue"])
    with driver.writing():
        day = time.strftime("%Y%m%d", time.gmtime())
        number = f"{day}99{driver.rows(_COUNT, (day,))[0][0]:06d}"
        properties = (number, ticket["Title"], queue, 1, 3, agent, agent, "acme", "c1", second)
        ticket_id = driver.rows(_TICKET, (*properties, now, now, now, agent, now, agent))[0][0]
        article_id = driver.rows(_ARTICLE, (ticket_id, now, agent, now, agent))[0][0]
        texts = (article["Subject"], article["ContentType"], article["Body"])
        driver.run(_MIME, (article_id, SENDER, ticket["Queue"], *texts, second))
        driver.run_many(HISTORY, _history(ticket_id, article_id, number, queue, agent, now))
        _index(driver, ticket_id, article_id, ticket, article)
        audit(driver, now, agent, "ticket.create", ticket_id, new={"title": ticket["Title"], "queue_id": queue})
    return {"ArticleID": article_id, "TicketID": str(ticket_id), "TicketNumber": number}


def _history(ticket: int, article: int, number: str, queue: int, agent: int, now: Any) -> list[tuple[Any, ...]]:
    entries = (
        (1, None, 1, f"%%{number}%%Bench%%3 normal%%new%%{ticket}"),
        (1, None, 38, "%%NULL%%%%NULL%%"),
        (1, None, 39, "%%NULL%%%%NULL%%"),
        (1, None, 21, "%%CustomerID=acme;CustomerUser=c1;"),
        (1, article, 1, "%%GenericInterface Create"),
        (1, None, 25, "Reset of unlock time."),
        (agent, None, 23, f"%%bench%%{agent}"),
        (agent, None, 34, f"%%bench%%{agent}"),
    )
    return [(ticket, about, kind, text, queue, 1, 3, owner, 1, now, agent) for owner, about, kind, text in entries]


def _index(driver: Driver, ticket_id: int, article_id: int, ticket: dict[str, Any], article: dict[str, Any]) -> None:
    title, subject, body = ticket["Title"].casefold(), article["Subject"].casefold(), article["Body"].casefold()
    driver.run(_TITLE, (ticket_id, title))
    distinct = " ".join(dict.fromkeys(body.split()))
    driver.run(_INDEX, (article_id, ticket_id, SENDER.casefold(), ticket["Queue"].casefold(), subject, distinct))
    words = f"{subject} cora customer c1 acme example {ticket['Queue'].casefold()} {body}"
    driver.run_many(_WORDS, [(-ticket_id, ticket_id, title), (article_id, ticket_id, words)])
