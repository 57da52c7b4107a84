"""Small things beside the articles: their plain text, and keys that can be switched off."""

from polydesk.desk.desk import Desk
from tests.web.agent.client import Browser
from tests.web.agent.test_ticket import MAIL, with_article


def test_html_is_shown_as_plain_text_when_asked_for(ada: Browser, world: Desk) -> None:
    ticket_id, article_id = with_article(world, MAIL)
    path = f"/tickets/{ticket_id}/articles/{article_id}/body"
    assert f'href="{path}?plain=1" target="body-{article_id}"' in ada.get(f"/tickets/{ticket_id}").text
    reply = ada.get(f"{path}?plain=1")
    assert "<pre>\nHi" in reply.text
    assert "<p>Hi" not in reply.text
    assert "As it was sent" in reply.text
    assert "script-src" not in reply.headers["content-security-policy"]


def test_keys_of_a_single_letter_are_a_choice(ada: Browser) -> None:
    assert 'data-keys="off"' not in ada.get("/account").text
    for choice, is_off in (("off", True), ("sideways", True), ("on", False)):
        ada.post("/account/looks", {"keys": choice})
        assert ('data-keys="off"' in ada.get("/account").text) == is_off
