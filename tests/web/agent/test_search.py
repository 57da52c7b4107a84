import re

from polydesk.desk.desk import Desk
from polydesk.desk.search.hits import excerpt, find_hits, marked, words_in
from polydesk.desk.tickets.add_article import NewArticle
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, CORA
from tests.world.tickets import opened, ticket_row

ARTICLE = NewArticle(subject="s", body="Since Monday the <b>toner</b> is empty, and nobody came.")


def test_words_are_found_in_articles_and_marked(ada: Browser) -> None:
    ticket_id = opened(ada.desk, title="Printer on floor 3", article=ARTICLE)
    text = ada.get("/search?q=toner+floor").text
    assert f'href="/tickets/{ticket_id}' in text and "1 ticket" in text
    assert "&lt;b&gt;<mark>toner</mark>&lt;/b&gt; is empty" in text
    assert "Printer on <mark>floor</mark> 3" in text


def test_the_number_of_a_ticket_leads_there(ada: Browser) -> None:
    ticket_id = opened(ada.desk)
    number = ticket_row(ada.desk, ticket_id).number
    for typed in (number, f"%23{number}", f"+{number}+"):
        assert ada.get(f"/search?q={typed}").headers["location"] == f"/tickets/{ticket_id}"


def test_broken_object_level_authorization_of_hits(browser: Browser) -> None:
    """Neither hits nor numbers, totals or suggestions tell of tickets somebody may not see."""
    hidden = opened(browser.desk, title="Secret toner", article=ARTICLE)
    nell = browser.of("nogroup1", "nogroup1-pw")
    text = nell.get("/search?q=toner").text
    assert "0 tickets" in text and "Secret" not in text
    assert nell.get(f"/search?q={ticket_row(browser.desk, hidden).number}").status_code == 200
    assert "Secret" not in nell.get("/search/suggestions?q=secr").text


def test_filters_narrow_it_down(ada: Browser) -> None:
    opened(ada.desk, title="Toner here")
    opened(ada.desk, title="Toner there", state="closed successful")
    closed = re.search(r'value="(\d+)">closed successful', ada.get("/search?q=toner").text)
    assert closed
    text = ada.get(f"/search?q=toner&state={closed[1]}").text
    assert "1 ticket" in text and "there" in text and "here</a>" not in text.replace("there</a>", "")


def test_long_lists_have_pages(ada: Browser) -> None:
    for number in range(27):
        opened(ada.desk, title=f"Toner {number}", article=None)
    first = ada.get("/search?q=toner").text
    assert "27 tickets" in first and 'rel="next" href="/search?q=toner&amp;page=2"' in first
    second = ada.get("/search?q=toner&page=2").text
    assert second.count('class="hit-title"') == 2 and 'rel="next"' not in second


def test_suggestions_come_while_typing(ada: Browser) -> None:
    opened(ada.desk, title='Toner "<x>"')
    assert '<option value="Toner &#34;&lt;x&gt;&#34;">' in ada.get("/search/suggestions?q=ton").text


class TestSaved:
    def test_a_search_is_kept_found_and_forgotten(self, ada: Browser) -> None:
        ada.post("/search/saved", {"q": "toner", "name": "My <toner>", "state": "4"})
        text = ada.get("/search").text
        assert '<a href="/search?q=toner&amp;state=4">My &lt;toner&gt;</a>' in text
        saved = re.search(r'name="saved" value="(\d+)"', text)
        assert saved
        ada.post("/search/saved/delete", {"saved": saved[1]})
        assert "toner" not in ada.get("/search").text

    def test_only_shared_ones_are_seen_by_others(self, ada: Browser, browser: Browser) -> None:
        ada.post("/search/saved", {"q": "toner", "name": "Mine"})
        ada.post("/search/saved", {"q": "toner", "name": "Ours", "shared": "1"})
        text = browser.of("agent2", "agent2-pw").get("/search").text
        assert ">Ours</a>" in text and "Mine" not in text

    def test_nobody_deletes_anothers(self, ada: Browser, browser: Browser) -> None:
        ada.post("/search/saved", {"q": "toner", "name": "Ours", "shared": "1"})
        saved = re.search(r'name="saved" value="(\d+)"', ada.get("/search").text)
        assert saved
        reply = browser.of("agent2", "agent2-pw").post("/search/saved/delete", {"saved": saved[1]})
        assert reply.status_code == 404
        assert ">Ours</a>" in ada.get("/search").text


def test_odd_addresses_are_no_error(ada: Browser) -> None:
    for query in ("q=", "q=%00", "q=%22", "q=*)(", "q=a&state=x&queue=-1&page=99999999999999999999", "q=%F0%9F%98%80"):
        assert ada.get(f"/search?{query}").status_code == 200


def test_it_costs_the_same_for_one_and_for_many(ada: Browser) -> None:
    opened(ada.desk, title="Toner", article=ARTICLE)
    ada.get("/search?q=toner")
    with counted(ada.desk) as for_one:
        ada.get("/search?q=toner")
    for _ in range(5):
        opened(ada.desk, title="Toner", article=ARTICLE)
    with counted(ada.desk) as for_many:
        ada.get("/search?q=toner")
    assert len(for_one) == len(for_many) <= 9, for_many


def test_excerpts_stand_around_the_first_word() -> None:
    words = words_in("Toner")
    long = "x " * 200 + "the TONER ran out " + "y " * 200
    assert [text for text, is_hit in excerpt(long, words) if is_hit] == ["TONER"]
    assert excerpt("nothing of it", words) == [("nothing of it", False)]
    assert marked("a.b", words_in("b a")) == [("a", True), (".", False), ("b", True)]


def test_customers_get_no_hits_in_what_is_hidden_from_them(world: Desk) -> None:
    ticket_id = opened(world, article=NewArticle(subject="s", body="hidden toner", visible=False))
    with world.look(ADA) as look:
        assert ticket_id in find_hits(look, [ticket_id], "toner")
        assert not find_hits(look.acting(CORA), [ticket_id], "toner")


def test_the_query_language_narrows_down_and_is_completed(ada: Browser) -> None:
    opened(ada.desk, title="Toner here")
    opened(ada.desk, title="Toner there", state="closed successful")
    text = ada.get("/search?q=toner+state:closed").text
    assert "1 ticket" in text and "<mark>Toner</mark> there" in text
    assert "queue:&lt;b&gt; stands for" in ada.get("/search?q=toner+queue:%3Cb%3E").text
    assert (
        '<option value="toner state:&#34;closed successful&#34;">'
        in ada.get("/search/suggestions?q=toner+state:cl").text
    )
