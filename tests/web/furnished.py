"""A desk on which every page has something to show, and the addresses of all pages on it."""

import re
from collections.abc import Iterator, Mapping

from polydesk.desk.desk import Desk
from polydesk.desk.search.saved import Search, save_search
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.web.agent.routes import PAGES
from tests.world.cast import ROOT
from tests.world.tickets import opened

ROOT_LOGIN = "root@localhost"
"""An administrator, who may open every page."""
Places = Mapping[str, str]
"""What stands for the parameters of paths: by the path up to them, else by their names."""
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
ADMIN = "/admin"
LOOKS = {
    "/tickets/{id:int}": ("?change=title", "?change=state", "?change=customer", "?change=field%3AUrgency"),
    "/tickets/{id:int}/write": ("?kind=reply&new=1&to={article}", "?kind=phone&new=1"),
    "/tickets/new": ("?kind=email&customer=c1",),
    "/search": ("?q=printer", "?q=nothing+like+it"),
    "/views/{view}": ("?q=printer&state=4",),
}
"""What the same path can show besides."""
PARTS = {
    "/tickets/{id:int}/articles": "leads to the page",
    "/tickets/{id:int}/articles/{article:int}/body": "a frame",
    "/tickets/{id:int}/articles/{article:int}/text": "a part",
    "/tickets/{id:int}/files/{file:int}": "a file",
    "/views/counts": "a part",
    "/tickets/new/customers": "a part",
    "/tickets/new/similar": "a part",
    "/search/suggestions": "a part",
    "/palette": "a part",
    "/tickets/{id:int}/numbers": "a part",
}
"""What is not shown as a page of its own."""
MANY_TICKETS, MANY_ARTICLES = 55, 30
TITLES = ("Printer on the third floor prints every page twice", "Invoice 2026-4711 has the wrong VAT number", "VPN")
MAIL = NewArticle(
    subject="The printer again",
    body='<p>Hello,</p><p>it <b>still</b> smokes.</p><img src="cid:smoke@acme.example">',
    content_type="text/html; charset=utf-8",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora Customer" <c1@acme.example>',
    to="Support <support@desk.example>",
    cc="c2@acme.example",
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)
FILES = (
    NewFile(filename="smoke.png", content=PIXEL, content_type="image/png"),
    NewFile(filename="manual.pdf", content=b"%PDF-1.4\n%%EOF\n", content_type="application/pdf"),
    NewFile(filename="log.txt", content=b"paper jam\n", content_type="text/plain"),
)


def furnish(desk: Desk) -> Places:
    for number in range(MANY_TICKETS):
        opened(desk, title=f"{TITLES[number % len(TITLES)]} ({number})", customer_user="c1")
    ticket_id = opened(desk, ROOT, title=TITLES[0], customer_user="c1", article=None)
    other = opened(desk, ROOT, title="Toner", customer_user="c1")
    with desk.work(ROOT) as work:
        for number in range(MANY_ARTICLES):
            add_article(
                work, ticket_id, NewArticle(subject=f"Note {number}", body="Looked at it. " * 30, visible=False)
            )
        article_id = add_article(work, ticket_id, MAIL)
        attach_files(work, ticket_id, article_id, FILES)
        link_tickets(work, ticket_id, other, kind="ParentChild")
        set_priority(work, ticket_id, 5)
        address = {"view": "all", "address": "q=printer", "columns": ["number", "state"]}
        saved = save_search(work, Search(name="Printers", query="", filters=address, kind="TicketView"))
        save_search(work, Search(name="Smoke", query="smoke"))
    with desk.look(ROOT) as look:
        file_id = list_attachments(look, [article_id])[article_id][0].id
        day = look.now.date().isoformat()
    named = {"id": ticket_id, "article": article_id, "file": file_id, "saved": saved, "view": "all", "day": day}
    return {name: str(value) for name, value in {**named, "queue": 5, "state": 4, "priority": 3, "age": 0}.items()}


def paths() -> list[str]:
    """Of all pages that can be opened, as the table has them."""
    return [path for method, path, _view in PAGES if method == "GET"]


def whole_pages() -> list[str]:
    return [path for path in paths() if path not in PARTS]


def addresses(path: str, places: Places) -> Iterator[str]:
    """The page of a path, and what else it can show."""
    at = _PARAMETER.sub(lambda found: _place(path[: found.start()], found[1], places), path)
    yield at
    for query in LOOKS.get(path, ()):
        yield at + _PARAMETER.sub(lambda found: places[found[1]], query)


def _place(before: str, name: str, places: Places) -> str:
    """Administrators' pages are about all kinds of things; of most there is one with the id 1."""
    return places.get(before) or ("1" if before.startswith(ADMIN) else places[name])
