"""Answers with ready texts, and articles sent as mail with all that belongs to them."""

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.canned import send_canned_response
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.queries import mail_about
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.send_article import send_article
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import ArticleMime
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.writing.template_files import add_template_files
from polydesk.kernel.errors import NotFound
from tests.world.tickets import configured, opened

KIM = MailAddress("Kim Doe", "kim@kiwi.test")


def set_up(desk: Desk) -> int:
    configured(
        desk,
        templates=[{"id": 50, "name": "Outage", "kind": "Answer", "text": "We know, #%{ticket.number}."}],
        settings={"AutoResponse::QuotesSender": True, "Ticket::Hook": "#", "Ticket::SubjectFormat": "Right"},
    )
    return opened(desk, number="4711", title="Is there an outage?")


def test_a_ready_text_becomes_an_article_and_a_mail(world: Desk) -> None:
    ticket_id = set_up(world)
    with world.work() as work:
        ticket = load_ticket(work, ticket_id, "ro")
        article_id = send_canned_response(work, ticket, 50, to_email=KIM.email, to_name=KIM.name)
    with world.look() as look:
        [mail] = mail_about(look, ticket_id)
        article = look.connection.execute(select(ArticleMime.__table__).filter_by(article_id=article_id)).one()
    assert (mail.to, mail.subject) == ("Kim Doe <kim@kiwi.test>", "Re: Is there an outage? [#4711]")
    assert (article.body, article.message_id) == ("We know, #4711.", mail.message_id)


def test_a_text_that_is_not_there_is_an_error(world: Desk) -> None:
    ticket_id = set_up(world)
    with pytest.raises(NotFound), world.work() as work:
        send_canned_response(work, load_ticket(work, ticket_id, "ro"), 51, to_email=KIM.email, to_name=KIM.name)


def test_an_article_goes_out_with_its_files_and_keeps_its_id(world: Desk) -> None:
    ticket_id = set_up(world)
    with world.work() as work:
        ticket = load_ticket(work, ticket_id, "ro")
        article_id = add_article(work, ticket_id, NewArticle(subject="Re: x [#4711]", body="Hi"))
        attach_files(work, ticket_id, article_id, [NewFile(filename="a.txt", content=b"A", content_type="text/plain")])
        send_article(work, ticket, article_id, to=[KIM, MailAddress("again", "KIM@kiwi.test")])
    with world.look() as look:
        [row] = look.connection.execute(select(OutgoingMail.__table__)).all()
        [mail] = mail_about(look, ticket_id)
    assert row.subject == "Re: x [#4711]"
    assert [file["filename"] for file in row.content["files"]] == ["a.txt"]
    assert mail.message_id == f"<{row.message_id}>"


def test_a_reply_where_no_mail_came_before_answers_what_the_desk_sent_itself(world: Desk) -> None:
    ticket_id = set_up(world)
    for _ in range(2):
        with world.work() as work:
            ticket = load_ticket(work, ticket_id, "ro")
            send_canned_response(work, ticket, 50, to_email=KIM.email, to_name=KIM.name)
    with world.look() as look:
        first, second = look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id)).all()
    assert second.content["in_reply_to"] == first.message_id
    assert second.content["references"] == [first.message_id]


@pytest.mark.parametrize("is_html", [False, True])
def test_a_reply_can_go_between_its_queues_salutation_and_signature(world: Desk, is_html: bool) -> None:
    configured(
        world,
        salutations=[{"name": "S", "text": "Dear <OTRS_CUSTOMER_REALNAME>,\n"}],
        signatures=[{"name": "E", "text": "Yours\n<b>%{ticket.number}\n"}],
        queues=[{"name": "Sales", "salutation": "S", "signature": "E"}],
        settings={"Mail::FrameReplies": True},
    )
    ticket_id = opened(world, number="4711", article=None)
    kind = "text/html" if is_html else "text/plain"
    with world.work() as work:
        article_id = add_article(work, ticket_id, NewArticle(subject="s", body="Hi", content_type=kind))
        send_article(work, load_ticket(work, ticket_id, "ro"), article_id, to=[KIM])
    with world.look() as look:
        [row] = look.connection.execute(select(OutgoingMail.__table__)).all()
    assert row.content["text"] == "Dear Kim Doe,\n\nHi\n\nYours\n<b>4711\n"
    assert row.content["html"] == ("<p>Dear Kim Doe,</p>\nHi<p>Yours<br>\n&lt;b&gt;4711</p>\n" if is_html else "")


def test_a_ready_text_brings_its_files_in_whatever_queue(world: Desk) -> None:
    ticket_id = set_up(world)
    configured(world, templates=[{"name": "Outage", "queues": ["Junk"]}])
    with world.work() as work:
        add_template_files(work, 50, [NewFile(filename="terms.pdf", content=b"PDF", content_type="application/pdf")])
    with world.work() as work:
        ticket = load_ticket(work, ticket_id, "ro")
        article_id = send_canned_response(work, ticket, 50, to_email=KIM.email, to_name=KIM.name)
    with world.look() as look:
        [attached] = list_attachments(look, [article_id])[article_id]
        content = look.connection.execute(select(OutgoingMail.content)).scalar_one()
        assert look.files.get(attached.file_hash) == b"PDF"
    assert [file["filename"] for file in content["files"]] == [attached.filename] == ["terms.pdf"]
