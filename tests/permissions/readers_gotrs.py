"""All ways to read in GOTRS' /api/v1 that tell of tickets."""

from collections.abc import Mapping
from typing import Any

from tests.api.gotrs.client import Client, Reply
from tests.permissions.desks import QUEUES, RARE
from tests.permissions.oracle import View
from tests.permissions.reading import Findings

_V1 = "/api/v1"
_LISTS: dict[View, tuple[str, dict[str, Any]]] = {
    View.FOUND: ("/tickets", {"archived": 1, "include": "article_count,last_article"}),
    View.CURRENT: ("/tickets", {}),
    View.NAMED: ("/tickets", {"archived": 1, "search": RARE}),
    View.MINE: ("/dashboard/my-tickets", {}),
    View.WRITTEN: ("/search/tickets", {"archived": 1, "q": RARE}),
    View.WRITTEN_CURRENT: ("/search/tickets", {"q": RARE}),
}


class Reader:
    def __init__(self, client: Client, findings: Findings, *, is_agent: bool) -> None:
        self._client, self._findings, self._is_agent = client, findings, is_agent

    def read(self) -> None:
        for view, (path, query) in _LISTS.items():
            self._list(path, view, query)
        self._walk()
        self._search()
        self._saved_search()
        self._dashboard()
        self._one_by_one()
        if self._is_agent:
            self._queues()

    def _get(self, path: str, **query: Any) -> Reply:
        reply = self._client.get(_V1 + path, **query)
        self._findings.hear(f"{path} {query}", reply.body)
        return reply

    def _list(self, path: str, view: View, query: Mapping[str, Any]) -> None:
        """Agents who may read no queue are told so where they ask for the list of all."""
        reply = self._get(path, **query)
        way = f"{path} {dict(query)}"
        if path == "/tickets" and reply.status == 403:
            assert self._is_agent
            self._findings.see(way, view, ())
            return
        self._findings.see(way, view, self._findings.tickets(one["id"] for one in reply.data))
        if "include" in query:
            counts = [one["article_count"] for one in reply.data]
            self._findings.count(f"{way}: article_count", View.ARTICLES_FOUND, sum(counts))
        self._findings.count(f"{way}: total", view, reply.json["pagination"]["total"])

    def _walk(self) -> None:
        """From page to page, one ticket each."""
        listed: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            reply = self._get(
                "/search/tickets", archived=1, q="mark", per_page=1, **({"cursor": cursor} if cursor else {})
            )
            listed += [one["id"] for one in reply.data]
            cursor = reply.json["pagination"]["next_cursor"]
        self._findings.see("cursors", View.FOUND, self._findings.tickets(listed))

    def _search(self) -> None:
        found = self._get("/search", q=RARE).data
        see, count = self._findings.see, self._findings.count
        see("/search: tickets", View.WRITTEN_CURRENT, self._findings.tickets(one["id"] for one in found["tickets"]))
        see("/search: articles", View.ARTICLES_WRITTEN, self._findings.articles(one["id"] for one in found["articles"]))
        count("/search: counts of tickets", View.WRITTEN_CURRENT, found["counts"]["tickets"])
        count("/search: counts of articles", View.ARTICLES_WRITTEN, found["counts"]["articles"])
        suggested = self._get("/search/suggestions", q="mark").data
        see("/search/suggestions", View.FOUND, (one.split("z")[0].removeprefix("mark") for one in suggested))

    def _saved_search(self) -> None:
        saved = self._client.post(f"{_V1}/search/saved", {"name": "rare", "query": RARE}).data
        reply = self._client.post(f"{_V1}/search/saved/{saved['id']}/execute")
        names = self._findings.tickets(one["id"] for one in reply.data)
        self._findings.see("saved search", View.WRITTEN_CURRENT, names)
        self._findings.hear("saved search", reply.body)

    def _dashboard(self) -> None:
        stats = self._get("/dashboard/stats").data
        count = self._findings.count
        count("stats: total", View.CURRENT, stats["total_tickets"])
        count("stats: open", View.CURRENT, stats["open_tickets"])
        count("stats: created today", View.CURRENT, stats["created_today"])
        count("stats: mine", View.MINE, stats["my_tickets"])
        for chart in ("status", "priority"):
            values = self._get(f"/dashboard/charts/tickets-by-{chart}").data["values"]
            count(f"chart by {chart}", View.CURRENT, sum(values))
        told = self._get("/dashboard/activity", limit=100).data
        self._findings.see("activity", View.FOUND, self._findings.tickets({one["ticket_id"] for one in told}))
        self._get("/dashboard/notifications")

    def _one_by_one(self) -> None:
        findings = self._findings
        for by, keys in (("id", findings.built.tickets), ("number", findings.built.numbers)):
            replies = {name: self._get(f"/tickets/{key}") for name, key in keys.items()}
            findings.see(f"ticket by {by}", View.TICKETS, _there(replies))
        counts = [reply.data["article_count"] for reply in replies.values() if reply.status == 200]
        findings.count("ticket: article_count", View.ARTICLES, sum(counts))
        lists = {
            name: self._get(f"/tickets/{ticket_id}/articles", include_attachments=1)
            for name, ticket_id in findings.built.tickets.items()
        }
        findings.see("articles of a ticket", View.TICKETS, _there(lists))
        listed = [one for name in _there(lists) for one in lists[name].data]
        findings.see("articles listed", View.ARTICLES, findings.articles(one["id"] for one in listed))
        files = [file["id"] for one in listed for file in one["attachments"]]
        findings.see("attachments listed", View.FILES, findings.files(files))
        totals = [lists[name].json["pagination"]["total"] for name in _there(lists)]
        findings.count("articles of a ticket: total", View.ARTICLES, sum(totals))
        self._articles_one_by_one()

    def _articles_one_by_one(self) -> None:
        articles, files = {}, {}
        for ticket, ticket_id in self._findings.built.tickets.items():
            for name, article_id in self._findings.articles_of(ticket).items():
                articles[name] = self._get(f"/tickets/{ticket_id}/articles/{article_id}", include_attachments=1)
                file = f"{name}f"
                if file in self._findings.built.files:
                    files[file] = self._get(f"/tickets/{ticket_id}/attachments/{self._findings.built.files[file]}")
        self._findings.see("article", View.ARTICLES, _there(articles))
        self._findings.see("attachment", View.FILES, _there(files))
        shown = [file["id"] for name in _there(articles) for file in articles[name].data["attachments"]]
        self._findings.see("article: attachments", View.FILES, self._findings.files(shown))

    def _queues(self) -> None:
        """A queue that may not be read is refused; in others is what is found there."""
        found, current = [], 0
        for name in QUEUES:
            path = f"/queues/{self._findings.built.queues[name]}"
            stats = self._get(f"{path}/stats")
            tickets = self._get(f"{path}/tickets", archived=1)
            if stats.status == 403:
                assert tickets.status == 403
                continue
            current += stats.data["total_tickets"]
            found += [one["id"] for one in tickets.data]
        self._findings.count("queues: stats", View.CURRENT, current)
        self._findings.see("queues: tickets", View.FOUND, self._findings.tickets(found))
        queues = self._get("/queues", include_stats="true")
        listed = queues.data if queues.status == 200 else []
        self._findings.count("queues listed: stats", View.CURRENT, sum(one["ticket_count"] for one in listed))


def _there(replies: Mapping[str, Reply]) -> list[str]:
    """Those that were answered: whatever may not be read is not found."""
    assert {reply.status for reply in replies.values()} <= {200, 404}
    return [name for name, reply in replies.items() if reply.status == 200]
