"""All ways to read in the Generic Interface: TicketSearch, TicketGet, TicketHistoryGet."""

import base64
from typing import Any

from tests.api.client import Client
from tests.permissions.desks import RARE
from tests.permissions.oracle import View
from tests.permissions.reading import Findings

_SEARCHES: dict[View, dict[str, Any]] = {
    View.FOUND: {"SearchInArchive": "AllTickets"},
    View.CURRENT: {},
    View.NAMED: {"Title": f"*{RARE}*", "SearchInArchive": "AllTickets"},
    View.SAID: {"Fulltext": RARE, "SearchInArchive": "AllTickets"},
    View.SAID_CURRENT: {"Fulltext": RARE},
}


def read(client: Client, session: str, findings: Findings) -> None:
    who = {"SessionID": session}
    for view, parameters in _SEARCHES.items():
        way = f"TicketSearch {parameters}"
        findings.see(way, view, findings.tickets(client.search(who, **parameters)))
    _get(client, who, findings)
    _histories(client, who, findings)


def _get(client: Client, who: dict[str, str], findings: Findings) -> None:
    tickets, articles, files = [], [], []
    for name, ticket_id in findings.built.tickets.items():
        reply = client.get(ticket_id, who, AllArticles=1, Attachments=1)
        findings.hear("TicketGet", reply.body)
        if reply.error:
            assert reply.error == "TicketGet.AccessDenied"
            continue
        tickets.append(name)
        for article in reply.json["Ticket"][0].get("Article", []):
            articles.append(int(article["ArticleID"]))
            for file in article.get("Attachment", []):
                findings.hear("TicketGet: contents", base64.b64decode(file["Content"]))
                files.append(file["Filename"].partition("z")[0].removeprefix("mark"))
    findings.see("TicketGet", View.TICKETS, tickets)
    findings.see("TicketGet: articles", View.ARTICLES, findings.articles(articles))
    findings.see("TicketGet: attachments", View.FILES, files)


def _histories(client: Client, who: dict[str, str], findings: Findings) -> None:
    read = []
    for name, ticket_id in findings.built.tickets.items():
        reply = client.history(ticket_id, who)
        findings.hear("TicketHistoryGet", reply.body)
        if not reply.error:
            read.append(name)
    findings.see("TicketHistoryGet", View.HISTORIES, read)
