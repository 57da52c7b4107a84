"""Getting the first refresh token, against an OAuth2 server of the test's own."""

import base64
import hashlib
import re
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from polydesk.mail.authorize.code import Request, authorize_by_code, code_in
from polydesk.mail.authorize.grant import Applicant, NotAuthorized
from polydesk.mail.authorize.loopback import listening
from polydesk.mail.oauth import Client
from polydesk.mail.passwords import Passwords, of_client, of_mailbox
from tests.certificates import Authority
from tests.cli.running import Commands
from tests.mail.fetch.token_server import Answer, granted, token_server

SECRET = "the secret of the desk"
PENDING: Answer = (400, {}, b'{"error": "authorization_pending"}')
SLOWER: Answer = (400, {}, b'{"error": "slow_down"}')
DEVICE: Answer = (
    200,
    {},
    b'{"device_code": "d-code", "user_code": "ABCD-1", "verification_uri": "https://x.example/go", "interval": 1}',
)


class Provider:
    """Answers in turn what the test wrote down, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        self.url = ""

    def answer(self, form: dict[str, str]) -> Answer:
        self.asked.append(form)
        return self.answers.pop(0)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "of")


@pytest.fixture
def provider(authority: Authority) -> Iterator[Provider]:
    one = Provider()
    with token_server(authority, one.answer) as url:
        one.url = url
        yield one


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it would have waited."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


@pytest.fixture
def desk(polydesk: Commands, tmp_path: Path, authority: Authority, provider: Provider) -> Commands:
    def box(name: str, kind: str) -> str:
        oauth = f"{{provider: {kind}, client_id: desk, token_url: '{provider.url}'}}"
        return f"  - {{name: {name}, protocol: imaps, host: mail.example, login: x, oauth: {oauth}}}\n"

    smtp = f"SendmailModule::OAuth2Provider: microsoft\n  SendmailModule::OAuth2TokenURL: {provider.url}"
    settings = f"  Mail::CAFile: {authority.file}\n  SendmailModule::OAuth2ClientID: sender\n  {smtp}\n"
    file = tmp_path / "desk.yaml"
    file.write_text(f"settings:\n{settings}mailboxes:\n{box('m365', 'microsoft')}{box('gmail', 'google')}")
    polydesk.output("load", str(file))
    return polydesk


def stored(desk: Commands, account: str) -> str | None:
    return Passwords(desk.data).find(account)


def test_microsoft_gives_a_code_for_another_device(desk: Commands, provider: Provider, pauses: list[float]) -> None:
    provider.answers = [DEVICE, PENDING, SLOWER, PENDING, granted("a", refresh_token="the token")]
    told = desk.output("mail", "authorize", "m365")
    assert "https://x.example/go" in told
    assert "ABCD-1" in told
    assert "the token" not in told
    assert provider.asked[0] == {
        "client_id": "desk",
        "scope": "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
    }
    assert provider.asked[-1] == {
        "client_id": "desk",
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": "d-code",
    }
    assert pauses == [1, 1, 6, 6]
    assert stored(desk, of_mailbox("m365")) == "the token"
    assert (desk.data / "secrets" / of_mailbox("m365")).stat().st_mode & 0o777 == 0o600


def test_the_account_for_sending_is_signed_in_the_same_way(
    desk: Commands, provider: Provider, pauses: list[float]
) -> None:
    provider.answers = [DEVICE, granted("a", refresh_token="to send")]
    desk.output("mail", "authorize", "--smtp")
    assert provider.asked[0]["scope"] == "https://outlook.office.com/SMTP.Send offline_access"
    assert (stored(desk, "smtp"), pauses) == ("to send", [1])


REFUSALS: dict[str, tuple[list[Answer], str]] = {
    "declined": ([DEVICE, (400, {}, b'{"error": "access_denied"}')], "the sign-in was declined"),
    "too late": ([DEVICE, (400, {}, b'{"error": "expired_token"}')], "nobody signed in before the code ran out"),
    "no such application": ([(400, {}, b'{"error": "invalid_client"}')], "the provider refused: invalid_client"),
    "no token": ([DEVICE, granted("a")], "gave no refresh token"),
    "no JSON": ([(200, {}, b"<html>")], "no usable verification_uri"),
    "a page without TLS": ([(200, {}, DEVICE[2].replace(b"https:", b"http:"))], "no https page"),
    "terminal control": ([(200, {}, DEVICE[2].replace(b"ABCD", b"\\u001b[2J"))], "no usable user_code"),
    "the secret": ([DEVICE, (400, {}, f'{{"error": "no {SECRET}"}}'.encode())], "the provider refused: no …"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_told_in_one_line(desk: Commands, provider: Provider, pauses: list[float], name: str) -> None:
    Passwords(desk.data).put(of_client(of_mailbox("m365")), SECRET)
    provider.answers, said = REFUSALS[name]
    provider.answers = list(provider.answers)
    refusal = desk.refusal("mail", "authorize", "m365")
    assert said in refusal
    assert SECRET not in refusal
    assert stored(desk, of_mailbox("m365")) is None
    assert len(pauses) <= 1


def test_waiting_ends_when_the_code_runs_out(desk: Commands, provider: Provider, pauses: list[float]) -> None:
    short = DEVICE[2].replace(b'"interval": 1', b'"interval": 1, "expires_in": 3')
    provider.answers = [(200, {}, short), PENDING, PENDING, PENDING]
    assert "ran out" in desk.refusal("mail", "authorize", "m365")
    assert pauses == [1, 1, 1]


def applicant(provider: Provider, authority: Authority, data: Path) -> Applicant:
    client = Client(provider.url, "desk", "", "", "https://accounts.example/auth", "")
    context = ssl.create_default_context(cafile=str(authority.file))
    return Applicant(client, "mailbox-gmail", Passwords(data), context)


def test_google_s_browser_ends_at_an_address_that_is_pasted(
    provider: Provider, authority: Authority, tmp_path: Path
) -> None:
    provider.answers = [granted("a", refresh_token="the token")]
    asked: dict[str, list[str]] = {}

    def send(url: str, request: Request) -> str:
        asked.update(parse_qs(urlsplit(url).query))
        return f" {request.redirect_uri}?state={request.state}&code=c%2F1&scope=x\n"

    one = applicant(provider, authority, tmp_path)
    one.passwords.put("client-mailbox-gmail", SECRET)
    authorize_by_code(one, "http://127.0.0.1:8914/", send)
    assert one.passwords.get("mailbox-gmail") == "the token"
    form = provider.asked[0]
    digest = hashlib.sha256(form.pop("code_verifier").encode()).digest()
    assert asked["code_challenge"] == [base64.urlsafe_b64encode(digest).decode().rstrip("=")]
    assert (asked["scope"], asked["access_type"]) == (["https://mail.google.com/"], ["offline"])
    assert form == {
        "client_id": "desk",
        "client_secret": SECRET,
        "grant_type": "authorization_code",
        "code": "c/1",
        "redirect_uri": "http://127.0.0.1:8914/",
    }


@pytest.mark.parametrize(
    "typed", ["http://127.0.0.1:8914/?code=x&state=guessed", "nonsense", "http://[", "?" + "&" * 99]
)
def test_an_address_with_another_state_is_refused(desk: Commands, provider: Provider, typed: str) -> None:
    result = desk.run("mail", "authorize", "gmail", typed=f"{typed}\n")
    assert result.exit_code == 1
    assert "does not answer this sign-in" in result.stderr
    assert "https://accounts.google.com/o/oauth2/v2/auth?" in result.stdout
    assert provider.asked == []


@pytest.mark.parametrize(("query", "said"), [("error=access_denied", "access_denied"), ("a=b", "no code")])
def test_a_declined_sign_in_is_told(query: str, said: str) -> None:
    request = Request("http://127.0.0.1:1/")
    with pytest.raises(NotAuthorized) as refusal:
        code_in(f"http://127.0.0.1:1/?state={request.state}&{query}", request)
    assert said in str(refusal.value.details["message"])


def test_the_browser_can_be_waited_for_on_this_machine(
    provider: Provider, authority: Authority, tmp_path: Path
) -> None:
    provider.answers = [granted("a", refresh_token="the token")]
    seen: list[int] = []

    def browse(url: str) -> None:
        state = parse_qs(urlsplit(url).query)["state"][0]
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        for query in ("favicon.ico", "?code=stolen&state=guessed", f"?code=c&state={state}"):
            try:
                with urllib.request.urlopen(back + query, timeout=10) as page:
                    seen.append(page.status)
            except urllib.error.HTTPError as error:
                with error:
                    seen.append(error.code)

    with listening() as loopback:

        def send(url: str, request: Request) -> str:
            browser = threading.Thread(target=browse, args=(url,))
            browser.start()
            address = loopback.wait(request)
            browser.join()
            return address

        one = applicant(provider, authority, tmp_path)
        authorize_by_code(one, loopback.address, send)
    assert seen == [404, 404, 200]
    assert provider.asked[0]["code"] == "c"
    assert one.passwords.get("mailbox-gmail") == "the token"


def test_nobody_is_waited_for_without_end() -> None:
    with listening() as loopback, pytest.raises(NotAuthorized):
        loopback.wait(Request(loopback.address), seconds=0)


def test_a_mailbox_or_the_account_for_sending_is_named(desk: Commands) -> None:
    assert re.search("name a mailbox", desk.refusal("mail", "authorize"))
    assert re.search("name a mailbox", desk.refusal("mail", "authorize", "m365", "--smtp"))
