"""A ticket as a PDF."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.web.agent import ticket_pdf
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.web.agent.pdf_text import pages_and_text
from tests.world.cast import ADA, ROOT
from tests.world.tickets import NOTE, opened, ticket_row

EVIL = "\\) Tj ET (<script>alert(1)</script> /JavaScript /OpenAction <</S /URI>> {nb} \u202egnp.exe\x07"


def with_text(desk: Desk, body: str, *, title: str = "Printer") -> int:
    ticket_id = opened(desk, article=None, customer_user="c1", title=title)
    with desk.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="Grüße", body=body, from_="Κώστας <k@x.example>"))
    return ticket_id


def test_head_properties_and_articles_can_be_read(ada: Browser, world: Desk) -> None:
    ticket_id = with_text(world, "Жалоба: the printer", title="Drucker kaputt")
    with world.work(ADA) as work:
        note = add_article(work, ticket_id, NOTE)
        attach_files(work, ticket_id, note, [NewFile(filename="log.txt", content=b"x")])
    reply = ada.get(f"/tickets/{ticket_id}/pdf")
    number = ticket_row(world, ticket_id).number
    assert reply.headers["content-type"] == "application/pdf"
    assert f'attachment; filename="ticket-{number}.pdf"' in reply.headers["content-disposition"]
    pages, text = pages_and_text(reply.content)
    assert pages == 1
    for wanted in (
        number,
        "Drucker kaputt",
        "3 normal",
        "Sales",
        "Κώστας <k@x.example>",
        "Жалоба: the printer",
        "Subject: Grüße",
        "Internal: the customer does not see it",
        "Attachments: log.txt",
        "1 / \n1",
    ):
        assert wanted in text, wanted


def test_it_speaks_the_readers_language(ada: Browser, world: Desk) -> None:
    reply = ada.get(f"/tickets/{with_text(world, 'b')}/pdf", **{"accept-language": "de"})
    text = pages_and_text(reply.content)[1]
    assert "Priorität" in text
    assert "Betreff: Grüße" in text


def test_long_words_and_many_lines_stay_on_the_paper(ada: Browser, world: Desk) -> None:
    word = "a" * 5_000
    pages, text = pages_and_text(ada.get(f"/tickets/{with_text(world, word + chr(10) * 100 + 'end')}/pdf").content)
    assert sum(len(line) for line in text.split("\n") if set(line) == {"a"}) == 5_000
    assert pages == 4
    assert "2 / \n4" in text


def test_a6_what_is_too_much_is_left_out_and_told(ada: Browser, world: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticket_pdf, "MOST_CHARACTERS", 300)
    ticket_id = with_text(world, "first " * 20)
    with world.work(ADA) as work:
        for number in range(4):
            add_article(work, ticket_id, NewArticle(subject="s", body=f"article {number} " + "x" * 500))
    text = pages_and_text(ada.get(f"/tickets/{ticket_id}/pdf").content)[1]
    assert "article 0" in text
    assert "article 1" not in text
    assert "The rest of this article is left out." in text
    assert "3 articles are left out." in text


def test_a1_what_strangers_wrote_is_only_drawn(ada: Browser, world: Desk) -> None:
    ticket_id = with_text(world, EVIL, title=EVIL)
    raw = ada.get(f"/tickets/{ticket_id}/pdf").content
    assert b"/JavaScript" not in raw
    assert b"/URI" not in raw
    text = pages_and_text(raw)[1]
    assert "\\) Tj ET (<script>alert(1)</script> /JavaScript /OpenAction <</S /URI>> { nb } gnp.exe" in text


def test_c1_who_may_not_see_a_ticket_gets_none(ada: Browser, world: Desk) -> None:
    assert ada.get(f"/tickets/{opened(world, ROOT, queue='Secret')}/pdf").status_code == 404


def test_it_takes_as_many_statements_for_one_article_as_for_many(ada: Browser, world: Desk) -> None:
    ticket_id = with_text(world, "b")
    path = f"/tickets/{ticket_id}/pdf"
    ada.get(path)
    with counted(world) as few:
        ada.get(path)
    with world.work(ADA) as work:
        for _ in range(9):
            add_article(work, ticket_id, NOTE)
    with counted(world) as many:
        ada.get(path)
    assert len(few) == len(many) <= 10, many
