"""Class B8: what strangers send costs the desk nothing, and nobody may send without end."""

import pytest

from polydesk.web.agent import sent_forms
from tests.web.agent.client import HOST, Browser
from tests.world.tickets import configured

PLAIN, FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=XX"
_PART = b'--XX\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'
_FILE = b'--XX\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
_END = b"\r\n--XX--\r\n"


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_forms, "LARGEST", 3 * sent_forms.SMALL)


def status(browser: Browser, path: str, body: bytes, kind: str) -> int:
    return browser.send("POST", path, body, {"origin": HOST, "content-type": kind}).status_code


@pytest.mark.parametrize("path", ["/login", "/login/passkey", "/account/looks", "/tickets/1/write"])
def test_b8_strangers_send_little(browser: Browser, path: str) -> None:
    """Neither as one large value, nor as many, nor as a file."""
    most = b"x" * sent_forms.SMALL
    assert status(browser, path, b"login=" + most, PLAIN) in (400, 413)
    assert status(browser, path, b"".join(b"a%d=%s&" % (n, b"x" * 20_000) for n in range(60)), PLAIN) == 413
    assert status(browser, path, _FILE + most + _END, FILES) in (400, 413)


def test_b8_an_unknown_session_is_a_stranger(browser: Browser) -> None:
    browser.cookies = {"polydesk_agent": "guessed"}
    assert status(browser, "/account/looks", _FILE + b"x" * sent_forms.SMALL + _END, FILES) == 413


def test_b8_who_is_signed_in_sends_as_much_as_the_desk_takes(ada: Browser) -> None:
    configured(ada.desk, settings={"WebMaxFileUpload": 1_500_000})
    csrf = _PART % b"csrf" + ada.csrf.encode() + b"\r\n"
    fits, too_much = 2 * sent_forms.SMALL, 3 * sent_forms.SMALL
    assert status(ada, "/account/looks", csrf + _FILE + b"x" * fits + _END, FILES) == 303
    assert status(ada, "/account/looks", csrf + _FILE + b"x" * too_much + _END, FILES) == 413
    configured(ada.desk, settings={"WebMaxFileUpload": too_much})
    assert status(ada, "/account/looks", csrf + _FILE + b"x" * too_much + _END, FILES) == 303


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (_FILE, "multipart/form-data"),
        (b"no form at all", FILES),
        (_PART % b"a" + b"x" + b"\r\n" + _PART % b"", FILES),
        (b"&".join(b"a=1" for _ in range(2000)), PLAIN),
    ],
)
def test_what_is_no_form_is_a_mistake_of_its_sender(ada: Browser, body: bytes, kind: str) -> None:
    for path in ("/login", "/account/looks"):
        assert status(ada, path, body, kind) in (303, 400, 401, 403)
