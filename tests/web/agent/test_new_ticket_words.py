"""Text templates and the queue's frame on the form of a new ticket."""

import html

import httpx
import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.registry import Mailing
from tests.web.agent.client import HOST, Browser
from tests.web.agent.test_new_ticket import PATH, form, made
from tests.world.tickets import configured

TEMPLATES = [
    {
        "name": "Welcome",
        "kind": "Create",
        "text": "Dear <OTRS_CUSTOMER_REALNAME>, <OTRS_TICKET_Title>.%{ticket.number}",
    },
    {"name": "Hours", "kind": "Snippet", "text": "Nine to five."},
    {"name": "Thanks", "kind": "Answer", "text": "Thank you."},
]


@pytest.fixture(autouse=True)
def furnished(world: Desk) -> None:
    configured(
        world,
        settings={"Mail::FrameReplies": True, "SendmailModule": "SMTP"},
        templates=TEMPLATES,
        salutations=[{"name": "Friendly", "text": "Hello <OTRS_CUSTOMER_REALNAME>,"}],
        signatures=[{"name": "Team", "text": "Yours, <script>team</script>"}],
        queues=[{"name": "Sales", "group": "sales", "salutation": "Friendly", "signature": "Team"}],
    )


def template_id(desk: Desk, name: str) -> str:
    with desk.look() as look:
        return next(str(number) for number, one in look.config(Mailing).templates.items() if one.name == name)


def test_those_for_new_tickets_are_offered_and_filled(ada: Browser) -> None:
    page = ada.get(PATH).text
    assert ">Welcome<" in page and ">Hours<" in page and ">Thanks<" not in page
    sent = form(ada.desk, Title="<b>Ink</b>", template=template_id(ada.desk, "Welcome"))
    reply = ada.post(f"{PATH}/template", sent)
    assert reply.text == "Dear Cora Customer, <b>Ink</b>." and reply.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("wrong", ["0", "x", "9" * 40])
def test_what_is_no_template_is_not_found(ada: Browser, wrong: str) -> None:
    assert ada.post(f"{PATH}/template", form(ada.desk, template=wrong)).status_code == 404


def test_nothing_sent_is_too_strange_to_fill_a_template(ada: Browser) -> None:
    strange = dict.fromkeys(("QueueID", "StateID", "OwnerID", "TypeID", "customer"), "9" * 30)
    reply = ada.post(f"{PATH}/template", {**strange, "template": template_id(ada.desk, "Welcome")})
    assert reply.text == "Dear , ."


def test_without_scripts_a_button_puts_it_in_and_saves_nothing(ada: Browser) -> None:
    sent = form(ada.desk, Body="Typed", step="insert", template=template_id(ada.desk, "Hours"))
    reply = ada.post(PATH, sent)
    assert reply.status_code == 200 and "Typed\n\nNine to five." in reply.text


def test_the_frame_is_shown_for_mail_and_put_exactly_once(ada: Browser) -> None:
    page = ada.post(PATH, form(ada.desk, kind="email", step="refresh")).text
    assert "Hello Cora Customer," in html.unescape(page) and "<script>team" not in page
    assert "Yours," not in ada.post(PATH, form(ada.desk, kind="phone", step="refresh")).text
    made(ada.post(PATH, form(ada.desk, kind="email", Body="Text")))
    with ada.desk.look() as look:
        [content] = look.connection.execute(select(OutgoingMail.content).where(OutgoingMail.kind == "reply")).scalars()
    assert content["text"] == "Hello Cora Customer,\n\nText\n\nYours, <script>team</script>\n"


@pytest.mark.parametrize("cc", ["a@b.test, nonsense", "a@b.test, =?utf-8?q?x?=@b.test", "a@b.test\r\nBcc: c@d.test"])
def test_nobody_in_copy_is_left_out_unsaid(ada: Browser, cc: str) -> None:
    assert ada.post(PATH, form(ada.desk, kind="email", cc=cc)).status_code == 422


def test_files_that_are_too_large_are_refused_and_the_text_kept(ada: Browser) -> None:
    configured(ada.desk, settings={"WebMaxFileUpload": 3})
    parts = {**form(ada.desk, Body="Precious"), "csrf": ada.csrf}
    files = [("files", ("a.txt", b"four", "text/plain"))]
    request = httpx.Request("POST", HOST, data=parts, files=files)
    headers = {"origin": HOST, "content-type": request.headers["content-type"]}
    reply = ada.send("POST", PATH, request.read(), headers)
    assert reply.status_code == 422 and "Precious" in reply.text
    assert "larger than this desk takes" in reply.text
