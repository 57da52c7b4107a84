"""What strangers may send to do harm, and a desk that got all of it through each of its ways in."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.search.saved import Search, save_search
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import AgentActor
from tests.api.client import ADA, TICKET, Client
from tests.api.gotrs.client import CORA
from tests.api.gotrs.client import Client as GotrsClient
from tests.api.osticket.caller import KEY, Caller
from tests.mail.post import accepted, set_up
from tests.web.agent.client import Browser
from tests.web.furnished import ROOT_LOGIN, ROOT_PASSWORD
from tests.world.tickets import configured

DO = "window.pwned=1;alert(1)"
CORPUS: tuple[str, ...] = (
    f"<script>{DO}</script>",
    f"<scr<script>ipt>{DO}</script>",
    f'"><script>{DO}</script>',
    f'\'><img src=x onerror="{DO}">',
    f"<img src=x onerror={DO}>",
    f"<svg onload={DO}>",
    f"<svg><script>{DO}</script></svg>",
    f"<svg><animate onbegin={DO} attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'/>#x\"></svg>",
    f'<math><mtext></form><form><mglyph><style></math><img src onerror="{DO}">',
    f'<math><mi><mglyph><svg><mtext><textarea><path id="</textarea><img onerror={DO} src=1>">',
    f'<noscript><p title="</noscript><img src=x onerror={DO}>">',
    f"<!--><img src=x onerror={DO}>-->",
    f"<listing>&lt;img src=x onerror={DO}&gt;</listing>",
    f"</title><script>{DO}</script><title>",
    f"</textarea><script>{DO}</script>",
    f"--></style></script><script>{DO}</script>",
    f"<details open ontoggle={DO}>",
    f"<input autofocus onfocus={DO}>",
    f"<body onload={DO}>",
    f'<iframe srcdoc="<script>parent.{DO}</script>"></iframe>',
    f'<a href="javascript:{DO}">click</a>',
    f"javascript:{DO}//",
    f'<a href="java&#10;script:{DO}">click</a>',
    f'<form action="https://evil.example"><button formaction="javascript:{DO}">x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>@import 'https://evil.example/x.css';body{background:url(https://evil.example/y)}</style>",
    '<img src="https://evil.example/pixel.gif" srcset="https://evil.example/2x 2x">',
    '<p style="background:url(https://evil.example/z);position:fixed;inset:0">x</p>',
    '<object data="https://evil.example/x"></object><embed src="https://evil.example/x">',
    '<div hx-get="https://evil.example" hx-trigger="load" hx-on:load="alert(1)">x</div>',
    f'" onmouseover="{DO}" x="',
    f"' autofocus onfocus='{DO}",
    f"` onload=`{DO}",
    f'x" style="x:expression({DO})',
    "{{ 7 * 7 }}{% print(cycler) %}${7*7}#{7*7}<%= 7*7 %>",
    "{{ self.__init__.__globals__ }}%(name)s%s%n{0.__class__}",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;img src=x onerror=alert(1)&#62;",
    "\u202egnp.exe\u2066 \u200f\u200e\ufeff\u0000\u0007 text",
    "one\r\nBcc: victim@evil.example\r\n\r\n<script>alert(1)</script>",
    "W" * 300,
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<plaintext>",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + f"\ufdd0<img src=x onerror={DO}>",
    "../../../../etc/passwd\\..\\con.html",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
)
FOREIGN = "evil.example"
_INTAKE = {"label": "hostile", "key": KEY, "address": "192.0.2.1", "create_tickets": True}


@dataclass(frozen=True)
class Fields:
    """The texts of one ticket: each of the corpus comes to stand in each field of some ticket."""

    number: int
    texts: Sequence[str] = field(default=CORPUS)

    def at(self, place: int) -> str:
        return self.texts[(self.number + place * 7) % len(self.texts)]


def store_all(desk: Desk, reader: AgentActor) -> list[int]:
    """The ids of the tickets; `reader` has saved searches about them."""
    set_up(desk)
    configured(desk, intake_keys=[_INTAKE], settings={"GOTRS::CustomerTicketsPerHour": 0})
    evil = [f"{CORPUS[number]} Ltd." for number in range(5)]
    companies = [{"customer_id": f"evil{number}", "name": name} for number, name in enumerate(evil)]
    configured(desk, companies=companies, customer_users=[_customer(number) for number in range(len(evil))])
    before = _newest(desk)
    every = [Fields(number) for number in range(len(CORPUS))]
    gotrs = GotrsClient(desk).of(CORA)
    for one in every:
        accepted(desk, letter_of(one, f"hostile-{one.number}"))
        _over_generic_interface(desk, one)
        _over_osticket(desk, one)
        reply = gotrs.post("/api/v1/tickets", {"title": one.at(0), "queue_id": 5, "body": one.at(1)})
        assert reply.status in (201, 400), reply.body
    for one in every[:12]:
        _sign_in(desk, one)
    with desk.work(reader) as work:
        for one in every[:20]:
            save_search(work, Search(name=one.at(0)[:100], query=one.at(1)[:100]))
    return list(range(before + 1, _newest(desk) + 1))


def _newest(desk: Desk) -> int:
    with desk.look() as look:
        return look.connection.execute(select(func.max(Ticket.id))).scalar() or 0


def _customer(number: int) -> dict[str, str]:
    names = {"first_name": CORPUS[number][:60], "last_name": CORPUS[number + 5][:60]}
    address = f"evil{number}@acme.example"
    return {"login": f"evil{number}", "email": address, "customer_id": f"evil{number}", **names}


def letter_of(one: Fields, name: str) -> bytes:
    """A letter with all that a mail program can be made to send, from a customer with hostile names now and then."""
    sender = f"evil{one.number % 5}@acme.example" if one.number % 3 == 0 else f"who{one.number}@evil.example"
    head = {
        "From": f"{_word(one.at(1))} <{sender}>",
        "To": f"{_word(one.at(2))} <support@desk.example>",
        "Cc": f"{_word(one.at(3))} <cc@evil.example>",
        "Reply-To": f"{_word(one.at(4))} <reply@evil.example>",
        "Subject": _word(one.at(0)),
        "Message-ID": f"<{name}@evil.example>",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/mixed; boundary="b"',
    }
    html = "".join(f"<p>{one.at(place)}</p>" for place in range(5, 9))
    parts = [
        _part("text/html; charset=utf-8", html.encode("utf-8", "replace")),
        _part("text/html", html.encode("utf-8", "replace"), name=one.at(9)),
        _part("image/svg+xml", f"<svg xmlns='http://www.w3.org/2000/svg' onload='{DO}'/>".encode(), name=one.at(10)),
        _part("text/plain", one.at(11).encode("utf-8", "replace"), name=one.at(12)),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n{''.join(parts)}--b--\r\n".encode()


def _part(kind: str, content: bytes, *, name: str = "") -> str:
    place = f"Content-Disposition: attachment; filename*=utf-8''{quote(name)}\r\n" if name else ""
    body = b64encode(content).decode()
    return f"--b\r\nContent-Type: {kind}\r\n{place}Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n"


def _word(text: str) -> str:
    """An encoded word for every few letters, so that any of them can be sent."""
    pieces = [text[start : start + 12] for start in range(0, len(text), 12)]
    return "\r\n ".join(f"=?utf-8?b?{b64encode(one.encode()).decode()}?=" for one in pieces)


def _sign_in(desk: Desk, one: Fields) -> None:
    """As nobody, and as somebody with a browser of a strange name: both are written down."""
    client = re.sub(r"[^ -~]", "?", one.at(2))
    for login, password in ((one.at(0), one.at(1)), (ROOT_LOGIN, ROOT_PASSWORD)):
        browser = Browser(desk, address=f"198.51.100.{one.number}")
        reply = browser.post("/login", {"login": login, "password": password}, csrf=False, **{"user-agent": client})
        assert reply.status_code in (303, 401)


def _over_generic_interface(desk: Desk, one: Fields) -> None:
    file = {"Content": b64encode(b"x").decode(), "ContentType": "text/plain", "Filename": one.at(1)}
    reply = Client(desk).create(
        ADA,
        Ticket={**TICKET, "Title": one.at(0)},
        Article={
            "Subject": one.at(2),
            "Body": one.at(3) if one.number % 2 else f"<div>{one.at(3)}</div><p>{one.at(4)}</p>",
            "ContentType": "text/plain; charset=utf8" if one.number % 2 else "text/html; charset=utf8",
            "From": f'"{one.at(5)}" <x@evil.example>',
        },
        DynamicField=[{"Name": "Urgency", "Value": one.at(6)}, {"Name": "Notes", "Value": one.at(7)}],
        Attachment=file,
    )
    assert reply.status == 200


def _over_osticket(desk: Desk, one: Fields) -> None:
    sent = {"name": f"x {one.at(1)}", "email": f"os{one.number}@evil.example", "subject": f"x {one.at(0)}"}
    files = [{one.at(2): "data:text/plain,x"}]
    reply = Caller(desk).json({**sent, "message": f"data:text/html,{one.at(3)}", "attachments": files})
    assert reply.status in (201, 400) or reply.text.startswith("Unable to create new ticket"), reply
