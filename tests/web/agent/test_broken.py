"""Whatever breaks is told in the reader's language, with a way on, and nothing of it is said to strangers."""

import pytest

from polydesk.web.agent import notices
from tests.web.agent.client import Browser

FORM = {"content-type": "application/x-www-form-urlencoded"}
LARGE = b"body=" + b"x" * 1_100_000


def test_a_page_that_is_not_there(browser: Browser) -> None:
    reply = browser.get("/nowhere", **{"accept-language": "de"})
    assert (reply.status_code, "Diese Seite gibt es nicht." in reply.text) == (404, True)
    assert 'href="/"' in reply.text and reply.headers["cache-control"] == "no-store"
    assert browser.send("POST", "/nowhere").status_code == 404


def test_a_form_that_is_too_large(browser: Browser) -> None:
    reply = browser.send("POST", "/login", LARGE, {**FORM, "sec-fetch-site": "same-origin"})
    assert (reply.status_code, "larger than the desk takes" in reply.text) == (413, True)


def test_a_form_of_another_site(browser: Browser) -> None:
    reply = browser.send("POST", "/login", b"", {"origin": "https://evil.example"})
    assert (reply.status_code, "nothing was done" in reply.text) == (403, True)


def test_a_crash(ada: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "SHOWN", "a secret of the desk")
    reply = ada.get("/notices")
    assert (reply.status_code, "It was written down." in reply.text) == (500, True)
    assert "secret" not in reply.text and "Traceback" not in reply.text
