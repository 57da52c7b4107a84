from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.tickets import opened, ticket_row


def test_tickets_are_offered_by_number_and_by_title(ada: Browser) -> None:
    ticket_id = opened(ada.desk, title="Toner <b>")
    for text in (ticket_row(ada.desk, ticket_id).number, "oner"):
        reply = ada.get(f"/palette?q={text}").text
        assert f'href="/tickets/{ticket_id}"' in reply and "Toner &lt;b&gt;" in reply


def test_words_can_be_searched_for_everywhere(ada: Browser) -> None:
    assert 'href="/search?q=a%26b%3C"' in ada.get("/palette?q=a%26b%3C").text


def test_broken_object_level_authorization_of_offers(browser: Browser) -> None:
    opened(browser.desk, title="Secret toner")
    assert "Secret" not in browser.of("nogroup1", "nogroup1-pw").get("/palette?q=toner").text


def test_without_a_text_ones_own_latest_are_offered(ada: Browser) -> None:
    opened(ada.desk, title="Nobody's")
    assert "Nobody" not in ada.get("/palette").text


def test_the_palette_and_the_help_are_fetched_when_wanted(ada: Browser) -> None:
    text = ada.get("/palette/dialogs").text
    assert '<dialog id="palette"' in text and '<dialog id="keys"' in text
    assert "<dialog" not in ada.get("/search").text


def test_an_offer_is_few_statements(ada: Browser) -> None:
    opened(ada.desk, title="Toner")
    ada.get("/palette?q=toner")
    with counted(ada.desk) as statements:
        ada.get("/palette?q=toner")
    assert len(statements) <= 5, statements
    assert not [one for one in statements if "count(" in one], "nobody is told how many there are"


def test_administrators_are_offered_the_pages_of_administration(browser: Browser) -> None:
    root = browser.of("root@localhost", "root-pw-1")
    assert 'href="/admin/customer-users"' in root.get("/palette?q=customer+us").text
    assert 'href="/admin"' in root.get("/").text


def test_broken_access_control_of_offers(ada: Browser) -> None:
    assert "/admin" not in ada.get("/palette?q=customer").text + ada.get("/").text
