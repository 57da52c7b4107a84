"""TicketGet with all articles: two reads, and the same JSON."""

import time
from datetime import UTC, datetime
from typing import Any

from bench.floor.driver import Driver
from bench.floor.names import Known

# The columns' names are the keys of the answer.
_TICKET = {
    "ChangeBy": "change_by",
    "Changed": "change_time",
    "CreateBy": "create_by",
    "Created": "create_time",
    "CustomerID": "customer_id",
    "CustomerUserID": "customer_user",
    "EscalationResponseTime": "escalation_response_time",
    "EscalationSolutionTime": "escalation_solution_time",
    "EscalationTime": "escalation_time",
    "EscalationUpdateTime": "escalation_update_time",
    "LockID": "lock_id",
    "OwnerID": "owner_id",
    "PriorityID": "priority_id",
    "QueueID": "queue_id",
    "RealTillTimeNotUsed": "until_time",
    "ResponsibleID": "responsible_id",
    "SLAID": "coalesce(cast(sla_id AS text), '')",
    "ServiceID": "coalesce(cast(service_id AS text), '')",
    "StateID": "state_id",
    "TicketID": "id",
    "TicketNumber": "number",
    "TimeUnit": "accounted_hundredths",
    "Title": "title",
    "TypeID": "type_id",
    "UnlockTimeout": "unlock_timeout",
    "UntilTime": "until_time",
    "archived": "archived",
}
_ARTICLE = {
    "ArticleID": "a.id",
    "ArticleNumber": "a.number",
    "Bcc": "m.bcc",
    "Body": "m.body",
    "Cc": "m.cc",
    "ChangeBy": "a.change_by",
    "ChangeTime": "a.change_time",
    "CommunicationChannelID": "a.channel_id",
    "ContentType": "m.content_type",
    "CreateBy": "a.create_by",
    "CreateTime": "a.create_time",
    "From": 'm."from"',
    "InReplyTo": "m.in_reply_to",
    "IncomingTime": "m.incoming_time",
    "IsVisibleForCustomer": "a.visible",
    "MessageID": "m.message_id",
    "References": 'm."references"',
    "ReplyTo": "m.reply_to",
    "SenderTypeID": "cast(a.sender_type_id AS text)",
    "Subject": "m.subject",
    "TicketID": "a.ticket_id",
    "To": 'm."to"',
}
_SENDERS = {"1": "agent", "2": "system", "3": "customer"}
_SELECT_TICKET = f"SELECT {', '.join(_TICKET.values())} FROM ticket WHERE id = ? AND deleted_at IS NULL"
_SELECT_ARTICLES = f"""
SELECT {", ".join(_ARTICLE.values())} FROM article a JOIN article_mime m ON m.article_id = a.id
WHERE a.ticket_id = ? ORDER BY a.id
"""


def get(driver: Driver, known: Known, _agent: int, request: dict[str, Any]) -> dict[str, Any]:
    ticket_id = int(request["TicketID"])
    ticket = _ticket(known, driver.rows(_SELECT_TICKET, (ticket_id,))[0])
    ticket["Article"] = [_article(row) for row in driver.rows(_SELECT_ARTICLES, (ticket_id,))]
    return {"Ticket": [ticket]}


def _ticket(known: Known, row: tuple[Any, ...]) -> dict[str, Any]:
    shape = dict(zip(_TICKET, row, strict=True))
    created = str(shape["Created"])
    shape["Age"] = int(time.time() - datetime.fromisoformat(created).replace(tzinfo=UTC).timestamp())
    shape["ArchiveFlag"] = "y" if shape.pop("archived") else "n"
    shape["Created"], shape["Changed"] = created[:19], str(shape["Changed"])[:19]
    shape["Queue"], shape["GroupID"] = known.queues[shape["QueueID"]]
    shape["State"], shape["StateType"] = known.states[shape["StateID"]]
    shape["Owner"], shape["Responsible"] = known.agents[shape["OwnerID"]], known.agents[shape["ResponsibleID"]]
    shape["Lock"], shape["Type"] = known.locks[shape["LockID"]], known.types[shape["TypeID"]]
    shape["Priority"] = known.priorities[shape["PriorityID"]]
    return shape


def _article(row: tuple[Any, ...]) -> dict[str, Any]:
    shape = dict(zip(_ARTICLE, row, strict=True))
    content_type, _, charset = shape["ContentType"].partition("; charset=")
    shape["Charset"] = shape["ContentCharset"] = charset
    shape["MimeType"], shape["SenderType"] = content_type, _SENDERS[shape["SenderTypeID"]]
    shape["ChangeTime"], shape["CreateTime"] = str(shape["ChangeTime"])[:19], str(shape["CreateTime"])[:19]
    shape["IsDeleted"] = shape["IsEdited"] = shape["TimeUnit"] = 0
    return shape
