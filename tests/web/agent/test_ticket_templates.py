"""Text templates while writing: which are offered, what is put in, and the queue's frame around it."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.add_article import NewArticle, add_article
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import configured, opened, ticket_row

MAIL = NewArticle(
    subject="Help",
    body="It smokes <script>alert(1)</script>",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora <b>Customer</b>" <c1@acme.example>',
)
TEMPLATES = [
    {
        "name": "Thank you & good-bye",
        "kind": "Answer",
        "text": "Dear <OTRS_CUSTOMER_REALNAME>,\n%{ticket.number}: <OTOBO_CUSTOMER_Body> (<OTRS_CURRENT_UserLogin>)",
    },
    {"name": "Rich", "kind": "Note", "text": "<p>a <b>&lt;OTRS_TICKET_Title&gt;</b></p>", "content_type": "text/html"},
    {"name": "Hours", "kind": "Snippet", "text": "Nine to five."},
    {"name": "<script>alert(2)</script>", "kind": "Snippet", "text": "{{ 7 * 7 }} <OTRS_Nonsense>${x}"},
    {"name": "Old", "kind": "Answer", "text": "x", "valid": "invalid"},
]


@pytest.fixture
def ticket_id(world: Desk) -> int:
    configured(world, settings={"SendmailModule": "SMTP", "Ticket::Frontend::UndoSendSeconds": 0}, templates=TEMPLATES)
    return opened(world, customer_user="c1", article=MAIL)


def template_id(desk: Desk, name: str) -> str:
    with desk.look() as look:
        return next(str(number) for number, one in look.config(Mailing).templates.items() if one.name == name)


def sent(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "to": "Zoe Zed <zoe@else.example>", "subject": "s", "body": "b", "seen": "9" * 18, **more}


def text_of(browser: Browser, ticket_id: int, kind: str, name: str, **more: str) -> Any:
    chosen = sent(kind, template=template_id(browser.desk, name), **more)
    return browser.post(f"/tickets/{ticket_id}/template", chosen)


def test_those_for_what_is_written_are_offered(ada: Browser, ticket_id: int) -> None:
    for kind, names in (
        ("reply", ["Hours", "Thank you & good-bye"]),
        ("note", ["Hours", "Rich"]),
        ("phone", ["Hours"]),
    ):
        page = ada.get(f"/tickets/{ticket_id}/write?kind={kind}").text
        offered = re.findall(r'<option value="\d+" data-shortcut="([\w-]*)">(.*?)</option>', page)
        assert [html.unescape(name) for _, name in offered if "script" not in name] == names
        assert "<script>alert" not in page
    assert ("thank-you-good-bye", "Thank you &amp; good-bye") in re.findall(
        r'data-shortcut="([\w-]*)">(.*?)</option>', ada.get(f"/tickets/{ticket_id}/write?kind=reply").text
    )


def test_placeholders_are_filled_for_the_one_it_goes_to(ada: Browser, ticket_id: int) -> None:
    reply = text_of(ada, ticket_id, "reply", "Thank you & good-bye")
    number = ticket_row(ada.desk, ticket_id).number
    assert reply.text == f"Dear Zoe Zed,\n{number}: It smokes <script>alert(1)</script> (agent1)"
    assert reply.headers["content-type"].startswith("text/plain")


def test_a_rich_one_becomes_plain_text(ada: Browser, ticket_id: int) -> None:
    assert text_of(ada, ticket_id, "note", "Rich").text.strip() == "a Printer"


def test_what_is_no_placeholder_is_never_worked_out(ada: Browser, ticket_id: int) -> None:
    assert text_of(ada, ticket_id, "note", "<script>alert(2)</script>").text == "{{ 7 * 7 }} ${x}"


def test_without_scripts_a_button_puts_it_above_the_quote_and_keeps_all(ada: Browser, ticket_id: int) -> None:
    chosen = sent("reply", action="insert", template=template_id(ada.desk, "Hours"), body="\n\n> quoted", cc="x@y.test")
    reply = ada.post(f"/tickets/{ticket_id}/write", chosen)
    assert reply.headers["location"] == f"/tickets/{ticket_id}/write?kind=reply#write-body"
    page = ada.get(f"/tickets/{ticket_id}/write?kind=reply").text
    assert "Nine to five.\n\n&gt; quoted" in page and 'value="x@y.test"' in page
    ada.post(f"/tickets/{ticket_id}/write", {**chosen, "body": "Typed"})
    assert "Typed\n\nNine to five." in ada.get(f"/tickets/{ticket_id}/write?kind=reply").text


@pytest.mark.parametrize("wrong", ["0", "99999", "x", "9" * 30, "-1"])
def test_what_is_no_template_is_not_found(ada: Browser, ticket_id: int, wrong: str) -> None:
    assert ada.post(f"/tickets/{ticket_id}/template", sent("note", template=wrong)).status_code == 404


def test_one_of_another_kind_or_out_of_use_is_not_found(ada: Browser, ticket_id: int) -> None:
    assert text_of(ada, ticket_id, "note", "Thank you & good-bye").status_code == 404


def test_c1_it_tells_nothing_of_tickets_one_may_not_see(browser: Browser, ticket_id: int) -> None:
    nell = browser.of("nogroup1", "nogroup1-pw")
    assert text_of(nell, ticket_id, "reply", "Hours").status_code == 404


def test_c1_an_article_of_another_ticket_is_not_quoted(ada: Browser, ticket_id: int) -> None:
    other = opened(ada.desk, article=NewArticle(subject="x", body="Top secret", sender_type_id=3))
    with ada.desk.look() as look:
        article_id = look.connection.exec_driver_sql(f"SELECT id FROM article WHERE ticket_id = {other}").scalar_one()
    text = text_of(ada, ticket_id, "reply", "Thank you & good-bye", answers=str(article_id)).text
    assert "Top secret" not in text and "It smokes" in text


def test_c4_an_internal_note_is_not_told_by_a_template(ada: Browser, ticket_id: int) -> None:
    with ada.desk.work(ADA) as work:
        note = add_article(work, ticket_id, NewArticle(subject="s", body="Never tell them", visible=False))
    text = text_of(ada, ticket_id, "reply", "Thank you & good-bye", answers=str(note)).text
    assert "Never tell them" not in text and "It smokes" in text


class TestFrame:
    @pytest.fixture
    def framed(self, ticket_id: int, world: Desk) -> int:
        configured(
            world,
            settings={"Mail::FrameReplies": True},
            salutations=[{"name": "Friendly", "text": "Hello <OTRS_CUSTOMER_REALNAME>,"}],
            signatures=[{"name": "Team", "text": "Yours, <script>team</script>"}],
            queues=[{"name": "Sales", "group": "sales", "salutation": "Friendly", "signature": "Team"}],
        )
        return ticket_id

    def test_is_shown_and_put_exactly_once(self, ada: Browser, framed: int) -> None:
        page = ada.get(f"/tickets/{framed}/write?kind=email").text
        assert "Hello Cora Customer," in html.unescape(page) or "Hello" in page
        assert "Yours, &lt;script&gt;team&lt;/script&gt;" in page and "<script>team" not in page
        assert ada.post(f"/tickets/{framed}/write", sent("email", action="send")).status_code == 303
        with ada.desk.look() as look:
            [content] = look.connection.execute(
                select(OutgoingMail.content).where(OutgoingMail.kind == "reply")
            ).scalars()
        assert content["text"] == "Hello Zoe Zed,\n\nb\n\nYours, <script>team</script>\n"

    def test_stands_around_no_note_and_nowhere_if_the_desk_puts_none(self, ada: Browser, framed: int) -> None:
        assert "Yours," not in ada.get(f"/tickets/{framed}/write?kind=note").text
        configured(ada.desk, settings={"Mail::FrameReplies": False})
        assert "Yours," not in ada.get(f"/tickets/{framed}/write?kind=reply").text


def test_writing_costs_as_many_statements_with_many_templates_as_with_one(ada: Browser, ticket_id: int) -> None:
    path = f"/tickets/{ticket_id}/write?kind=reply"
    ada.get(path)
    with counted(ada.desk) as for_few:
        ada.get(path)
    many = [{"name": f"Template {number}", "kind": "Answer", "text": "x"} for number in range(30)]
    configured(ada.desk, templates=many)
    ada.get(path)
    with counted(ada.desk) as for_many:
        assert ada.get(path).text.count("data-shortcut") > 30
    assert len(for_few) == len(for_many) <= 12, for_many
