import pytest

from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.kernel.actors import AgentActor, CustomerActor
from tests.desk.search.finder import Finder

CORA = CustomerActor("c1", ("acme",))


def test_every_word_has_to_occur_in_title_or_articles(finder: Finder) -> None:
    finder.open("Printer", body="paper jam in tray two", file="photo-of-tray.png")
    finder.open("Printer", body="no toner")
    assert finder.people_find("printer tray") == ["Printer"]
    assert finder.people_find("printer tray toner") == []
    assert finder.people_find("zed@zulu.example jam") == ["Printer"]
    assert finder.people_find("photo") == ["Printer"]


def test_newest_first(finder: Finder) -> None:
    finder.open("printer old")
    finder.open("printer new")
    assert finder.people_find("printer") == ["printer new", "printer old"]


def test_only_the_last_word_may_be_unfinished(finder: Finder) -> None:
    finder.open("Straße gesperrt für Ärzte")
    assert finder.people_find("strasse gesp") == ["Straße gesperrt für Ärzte"]
    assert finder.people_find("stra gesperrt") == []
    assert finder.people_find("arzte") == finder.people_find("ÄRZTE") == ["Straße gesperrt für Ärzte"]


def test_a_phrase_is_found_in_its_order(finder: Finder) -> None:
    finder.open("paper jam")
    assert finder.people_find('"paper jam"') == ["paper jam"]
    assert finder.people_find('"jam paper"') == []


def test_customers_find_neither_others_nor_what_is_hidden_from_them(finder: Finder) -> None:
    own = finder.open("own", body="shown", customer_user="c1")
    finder.open("other", body="shown", customer_user="x")
    with finder.desk.work() as work:
        add_article(work, own, NewArticle(subject="note", body="secret remark", visible=False))
    assert finder.people_find("shown", CORA) == ["own"]
    assert finder.people_find("secret", CORA) == finder.people_find("own secret", CORA) == []
    assert finder.people_find("secret") == ["own"]


def test_agents_find_only_what_they_may_see(finder: Finder) -> None:
    finder.open("printer")
    assert finder.people_find("printer", AgentActor(99, "stranger")) == []


def test_a_new_title_replaces_the_old_one(finder: Finder) -> None:
    ticket_id = finder.open("before")
    with finder.desk.work() as work:
        rename_ticket(work, ticket_id, "after")
    assert (finder.people_find("before"), finder.people_find("after")) == ([], ["before"])
    assert (finder.find(Title="before"), finder.find(Title="AFTER")) == ([], ["before"])


def test_files_attached_later_are_found(finder: Finder) -> None:
    ticket_id = finder.open("late")
    with finder.desk.work() as work:
        article_id = add_article(work, ticket_id, NewArticle(subject="s", body="b"))
    with finder.desk.work() as work:
        attach_files(work, ticket_id, article_id, [NewFile(filename="invoice.pdf", content=b"x")])
    assert finder.people_find("invoice.pdf") == ["late"]


@pytest.mark.parametrize(
    "text", ['"', "*", "AND", "NOT x", "a:b", "NEAR(", "^x", "-", "'", "\\", ":*", "x & | !", "(" * 900, "\ud800", "½²"]
)
def test_hostile_queries_find_nothing(finder: Finder, text: str) -> None:
    finder.open("printer", body="paper")
    assert finder.people_find(text) == []


def test_a_huge_text_is_accepted(finder: Finder) -> None:
    finder.open("huge", body="".join(chr(0x4E00 + n % 20_000) + " " for n in range(300_000)))
    assert finder.people_find("huge") == ["huge"]
