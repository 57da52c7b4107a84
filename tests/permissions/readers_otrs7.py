"""All ways a customer has to read tickets in OTRS 7's API."""

from typing import Any

from tests.api.otrs7.client import Client, Reply
from tests.permissions.desks import RARE
from tests.permissions.oracle import View
from tests.permissions.reading import Findings

_CUSTOMER = "/api/customer"
_TICKET = f"{_CUSTOMER}/ticket"
_SCREENS = "/api/frontend/external/ticket"
_NEXT_STEP = "ExternalFrontend::ProcessTicketNextStep"
_LISTS: dict[View, dict[str, Any]] = {
    View.OWN: {"LastCustomerSubject": 1},
    View.FOUND: {"CompanyTickets": 1, "LastCustomerSubject": 1, "Extended": 1},
    View.OWN_SAID: {"Search": RARE},
    View.SAID: {"Search": RARE, "CompanyTickets": 1},
}


class Reader:
    def __init__(self, client: Client, findings: Findings, *, own_tickets_only: bool) -> None:
        self._client, self._findings, self._own_tickets_only = client, findings, own_tickets_only

    def read(self) -> None:
        for view, query in _LISTS.items():
            self._list(view, query)
        self._tickets()
        self._articles()
        self._get(f"{_CUSTOMER}/personal-notifications/list")

    def _get(self, path: str, **query: Any) -> Reply:
        reply = self._client.get(path, **query)
        self._findings.hear(f"{path} {query}", reply.body)
        return reply

    def _list(self, view: View, query: dict[str, Any]) -> None:
        """Where companies' tickets are nobody's business, asking for them is asking for what there is not."""
        listed, counted = self._get(f"{_TICKET}/list", **query), self._get(f"{_TICKET}/count", **query)
        if self._own_tickets_only and "CompanyTickets" in query:
            assert (listed.status, counted.status) == (404, 404)
            return
        shown = self._findings.tickets(one["TicketID"] for one in listed.json["List"])
        self._findings.see(f"list {query}", view, shown)
        self._findings.count(f"list {query}: total", view, listed.json["TotalTickets"])
        self._findings.count(f"count {query}", view, counted.json["TotalTickets"])

    def _tickets(self) -> None:
        findings, built = self._findings, self._findings.built
        by_id = {name: self._get(f"{_TICKET}/id/{one}") for name, one in built.tickets.items()}
        by_number = {name: self._get(f"{_TICKET}/number/{one}") for name, one in built.numbers.items()}
        screens = {name: self._get(f"{_SCREENS}/detail-view/{one}") for name, one in built.numbers.items()}
        processes = {
            name: self._get(f"{_TICKET}/process/{one}", EndpointContext=_NEXT_STEP)
            for name, one in built.tickets.items()
        }
        findings.see("ticket by id", View.TICKETS, _let_in(by_id, 200))
        findings.see("ticket by number", View.TICKETS, _let_in(by_number, 200))
        findings.see("detail view", View.TICKETS, _let_in(screens, 200))
        findings.see("process of a ticket", View.TICKETS, _let_in(processes, 422))  # which says that there is none
        heads = [head for name in _let_in(by_id, 200) for head in by_id[name].json["Articles"]]
        findings.see("ticket: articles", View.ARTICLES, findings.articles(one["ArticleID"] for one in heads))
        with_files = [
            f"{name}f" for one in heads if one["HasAttachments"] for name in findings.articles([one["ArticleID"]])
        ]
        findings.see("ticket: articles with files", View.FILES, with_files)

    def _articles(self) -> None:
        whole, bodies, files, heads = {}, {}, {}, {}
        for ticket, ticket_id in self._findings.built.tickets.items():
            for name, article_id in self._findings.articles_of(ticket).items():
                path = f"{_TICKET}/{ticket_id}/article/{article_id}"
                whole[name], bodies[name] = self._get(path), self._get(f"{path}/body")
                if f"{name}f" in self._findings.built.files:
                    file = f"{path}/attachment/{self._findings.built.files[f'{name}f']}"
                    files[f"{name}f"], heads[f"{name}f"] = self._get(file), self._client.head(file)
        see = self._findings.see
        see("article", View.ARTICLES, _let_in(whole, 200))
        see("body", View.ARTICLES, _let_in(bodies, 200))
        see("attachment", View.FILES, _let_in(files, 200))
        see("HEAD of attachment", View.FILES, _let_in(heads, 200))
        shown = [file["AttachmentID"] for name in _let_in(whole, 200) for file in whole[name].json["Attachments"]]
        see("article: attachments", View.FILES, self._findings.files(shown))


def _let_in(replies: dict[str, Reply], status: int) -> list[str]:
    """Those with this answer: all others are forbidden, there or not."""
    assert {reply.status for reply in replies.values()} <= {status, 403}
    return [name for name, reply in replies.items() if reply.status == status]
