"""Class A3: hostile HTML that the desk itself would carry out to customers and agents by mail."""

from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.alert import alert
from polydesk.desk.sending.auto_respond import auto_respond
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.send_article import send_article
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.kernel.work import Work
from tests.world.tickets import configured, opened

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<form action="https://evil.test"><input formaction="javascript:alert(1)"></form>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<div style="background:url(javascript:alert(1))">x</div>',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<meta http-equiv="refresh" content="0;url=https://evil.test"><base href="https://evil.test">',
    "</p></body></html><script>alert(1)</script>",
]
HARMLESS = {"p", "br", "a", "img", "div", "span"}


class Reader(HTMLParser):
    """What a mail program would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def html_of(work: Work) -> list[str]:
    rows = work.connection.execute(select(OutgoingMail.content).order_by(OutgoingMail.id)).scalars()
    return [row["html"] for row in rows]


def assert_harmless(html: str) -> None:
    assert html
    reader = Reader()
    reader.feed(html)
    assert reader.tags <= HARMLESS
    for name, value in reader.attributes:
        assert not name.startswith("on") and name not in ("formaction", "srcdoc")
        assert "script" not in value.lower() and "url(" not in value.lower()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_article_goes_out_cleaned(world: Desk, hostile: str) -> None:
    ticket_id = opened(world)
    with world.work() as work:
        new = NewArticle(subject="s", body=f"<p>Hello</p>{hostile}", content_type="text/html; charset=utf-8")
        article_id = add_article(work, ticket_id, new)
        send_article(work, load_ticket(work, ticket_id, "ro"), article_id, to=[MailAddress("", "kim@kiwi.test")])
        assert_harmless(html_of(work)[0])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_values_in_html_texts_are_escaped_for_customers_and_agents(world: Desk, hostile: str) -> None:
    text: dict[str, Any] = {
        "subject": "S",
        "text": "<p>%{recipient}: <OTRS_TICKET_Title> <OTRS_CUSTOMER_BODY></p>",
        "content_type": "text/html",
    }
    configured(
        world,
        auto_responses=[{"name": "A", "type": "auto reply", **text}],
        notifications=[{"name": "N", "events": ["new_ticket"], "recipients": ["admin"], **text}],
        queues=[{"name": "Sales", "auto_responses": ["A"]}],
        settings={"AutoResponse::QuotesSender": True},
    )
    ticket_id = opened(world, title=hostile, article=NewArticle(subject=hostile, body=hostile))
    with world.work() as work:
        ticket = load_ticket(work, ticket_id, "ro")
        auto_respond(work, ticket, "new", article_id=1, to_email="kim@kiwi.test", to_name=hostile)
        alert(work, ticket, "new_ticket", article_id=1)
        answered, alerted = html_of(work)
    assert_harmless(answered)
    assert_harmless(alerted)
