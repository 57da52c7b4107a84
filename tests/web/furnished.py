"""A desk on which every page has something to show, and the addresses of all pages on it."""

import re
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.search.saved import Search, save_search
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.new_ticket_drafts import keep_new_ticket_draft
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.web.agent.routes import PAGES
from tests.api.client import Client
from tests.desk.processes.purchase import PROCESS, imported, started
from tests.docs.pages import blocks
from tests.docs.test_howto import CONFIGURATION, WEB_SERVICES
from tests.hooks.hooking import hooked
from tests.mail.post import CORA as CORAS_MAIL
from tests.mail.post import OURS, accepted, set_up
from tests.web.agent.client import Browser
from tests.world.cast import CORA, ROOT
from tests.world.tickets import opened

ROOT_LOGIN, ROOT_PASSWORD = "root@localhost", "root-pw-1"
"""An administrator, who may open every page."""
Places = Mapping[str, str]
"""What stands for the parameters of paths: by the path up to them, else by their names. Of some paths the whole."""
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
ADMIN = "/admin"
LOOKS = {
    "/tickets/{id:int}": ("?change=title", "?change=state", "?change=customer", "?change=field%3AUrgency"),
    "/tickets/{id:int}/write": (
        "?kind=reply&new=1&all=1&to={article}",
        "?kind=forward&new=1&to={article}",
        *(f"?kind={kind}&new=1" for kind in ("email", "note", "phone")),
    ),
    "/tickets/new": ("?kind=email", "?kind=email&customer=c1", "?from_article={article}"),
    "/tickets/merge": ("?ticket={id}&ticket=1",),
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
    "/views/choices/{name}": "a part",
    "/tickets/new/customers": "a part",
    "/tickets/new/similar": "a part",
    "/search/suggestions": "a part",
    "/palette": "a part",
    "/palette/dialogs": "a part",
    "/tickets/{id:int}/articles/{article:int}/source.eml": "a file",
    "/tickets/{id:int}/pdf": "a file",
    "/tickets/{id:int}/held": "a part",
    "/tickets/{id:int}/mentions": "a part",
    "/account/sign-in/codes": "leads back where there are none",
    "/admin/audit/audit.csv": "a file",
    "/admin/audit/audit.json": "a file",
    "/admin/names/{section}": "a part",
    "/admin/mailboxes/consent": "an answer to what was begun elsewhere",
    "/admin/web-services/{id}/export": "a file",
    "/admin/web-services/{id}/wadl": "a file",
    "/admin/processes/{entity}/export": "a file",
    "/admin/templates/{id}/files/{file}": "a file",
    "/tickets/{id:int}/numbers": "a part",
}
"""What is not shown as a page of its own."""
BEGUN = [["kind", "email"], ["customer", "c1"], ["Title", "Half a <title>"], ["Body", "</textarea><script>"]]
BEGUN_FILE = {"key": "1" * 16, "name": "<img src=x>.txt", "kind": "text/plain", "size": 1, "hash": "2" * 64}
"""What an administrator has begun as a new ticket."""
MANY_TICKETS, MANY_ARTICLES = 55, 30
TITLES = ("Printer on the third floor prints every page twice", "Invoice 2026-4711 has the wrong VAT number", "VPN")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)
FILES = (("smoke.png", "image/png", PIXEL), ("manual.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"))


def furnish(desk: Desk, folder: Path) -> Places:
    """With all that the examples of the documents configure; `folder` is for files of it."""
    _configure(desk, folder)
    hooked(desk)
    Client(desk).create()  # for the log of a web service, and the deliveries of a webhook
    for number in range(MANY_TICKETS):
        opened(desk, title=f"{TITLES[number % len(TITLES)]} ({number})", customer_user="c1")
    set_up(desk)
    mail = accepted(desk, _mail())
    assert mail.ticket_id and mail.article_id
    ticket_id, article_id = mail.ticket_id, mail.article_id
    other = opened(desk, ROOT, title="Toner", customer_user="c1")
    with desk.work(ROOT) as work:
        for number in range(MANY_ARTICLES):
            add_article(
                work, ticket_id, NewArticle(subject=f"Note {number}", body="Looked at it. " * 30, visible=False)
            )
        link_tickets(work, ticket_id, other, kind="ParentChild")
        keep_new_ticket_draft(work, "email", "0" * 16, BEGUN, (BEGUN_FILE,))
        set_priority(work, ticket_id, 5)
        address = {"view": "all", "address": "q=printer", "columns": ["number", "state"]}
        saved = save_search(work, Search(name="Printers", query="", filters=address, kind="TicketView"))
        save_search(work, Search(name="Smoke", query="smoke"))
    with desk.look(ROOT) as look:
        file_id = list_attachments(look, [article_id])[article_id][0].id
        day = look.now.date().isoformat()
    named = {
        "id": ticket_id,
        "article": article_id,
        "file": file_id,
        "saved": saved,
        "view": "all",
        "name": "owner",
        "day": day,
        "kind": "open",
    }
    named |= {"queue": 5, "state": 4, "priority": 3, "age": 0, "process": PROCESS}
    step = f"/tickets/{_in_a_process(desk)}/process/ActivityDialog-refuse"
    places = {name: str(value) for name, value in named.items()}
    named_itself = {"/tickets/{id:int}/process/{dialog}": step, "/admin/names/": "queues"}
    return {**places, **_places_in_lists(desk), **named_itself}


def _in_a_process(desk: Desk) -> int:
    imported(desk)
    return started(desk, {"Title": "Shop window", "DynamicField_Product": "web"}, CORA).ticket_id


def _configure(desk: Desk, folder: Path) -> None:
    """docs/howto/configuration.md has an example of each kind of entry: tests/docs/test_howto.py asks for it."""
    document = folder / "desk.yaml"
    document.write_text("\n".join(blocks(CONFIGURATION, "yaml")), "utf-8")
    (folder / "monitoring.yml").write_text(blocks(WEB_SERVICES, "yaml")[0], "utf-8")
    with desk.work() as work:
        load_configuration(work, read_document(document))


def _places_in_lists(desk: Desk) -> dict[str, str]:
    """What administrators' lists lead to: the first entry of each."""
    browser = Browser(desk).of(ROOT_LOGIN, ROOT_PASSWORD)
    places: dict[str, str] = {}

    def first_in_list(before: str, _name: str) -> str:
        if before not in places:
            links = re.findall(f'href="{re.escape(before)}([^/"?#]+)"', browser.get(before.rstrip("/")).text)
            places[before] = next((one for one in links if one not in ("new", "log")), "1")
        return places[before]

    for path in paths():
        if path.startswith(ADMIN):
            _filled(path, first_in_list)
    return places


def _mail() -> bytes:
    """A letter with a picture in its text and files."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Cc"] = CORAS_MAIL, OURS, "c2@acme.example"
    mail["Subject"], mail["Message-ID"] = TITLES[0], "<furnished@acme.example>"
    mail.set_content("Hello, it still smokes.")
    mail.add_alternative('<p>Hello, it <b>still</b> smokes.</p><img src="cid:smoke@acme.example">', subtype="html")
    for name, kind, content in FILES:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, main, sub, filename=name)
    mail.add_attachment("paper jam\n", filename="log.txt")
    return mail.as_bytes()


def paths() -> list[str]:
    """Of all pages that can be opened, as the table has them."""
    return [path for method, path, _view in PAGES if method == "GET"]


def whole_pages() -> list[str]:
    return [path for path in paths() if path not in PARTS]


def addresses(path: str, places: Places) -> Iterator[str]:
    """The page of a path, and what else it can show."""
    at = places.get(path) or _filled(path, lambda before, name: places[before] if before in places else places[name])
    yield at
    for query in LOOKS.get(path, ()):
        yield at + _PARAMETER.sub(lambda found: places[found[1]], query)


def _filled(path: str, choose: Callable[[str, str], str]) -> str:
    """The path with what is chosen for its parameters, by what stands before each and its name."""
    filled, end = "", 0
    for found in _PARAMETER.finditer(path):
        filled += path[end : found.start()]
        filled += choose(filled, found[1])
        end = found.end()
    return filled + path[end:]
