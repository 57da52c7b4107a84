"""A mailbox is signed in at its provider in the browser, against an OAuth2 server of the test's own."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import update

from polydesk.desk.access.sign_in_models import SignInStep
from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.mail.passwords import Passwords, of_client, of_mailbox
from tests.certificates import Authority
from tests.conftest import Place
from tests.mail.fetch.token_server import Answer, granted, token_server
from tests.web.agent.client import Browser
from tests.world.tickets import configured

OWN, BACK = "https://otobo.example.test", "/admin/mailboxes/consent"
SECRET = "the secret of the desk"


@dataclass
class Provider:
    """Answers as the test says, and keeps what it was asked."""

    reply: Answer = field(default_factory=lambda: granted("a", refresh_token="the token"))
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, form: dict[str, str]) -> Answer:
        self.asked.append(form)
        return self.reply


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "of")


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def box(world: Desk, authority: Authority, provider: Provider) -> Iterator[str]:
    """Its page."""
    with token_server(authority, provider.answer) as url:
        oauth = {"provider": "microsoft", "client_id": "desk", "token_url": url}
        mailbox = {"name": "m365", "protocol": "imaps", "host": "mail.example", "login": "help@desk.example"}
        configured(world, settings={"Mail::CAFile": str(authority.file)}, mailboxes=[{**mailbox, "oauth": oauth}])
        with world.look() as look:
            [entry] = list_entries(look, "mailboxes", text="m365").entries
        yield f"/admin/mailboxes/{entry['id']}"


def asked_of(root: Browser, box: str) -> dict[str, str]:
    """What the provider is asked in the browser."""
    page = root.post(f"{box}/consent")
    assert page.status_code == 200, page.text
    place = unescape(re.findall(r'href="(https:[^"]*)"', page.text)[0])
    return {name: values[0] for name, values in parse_qs(urlsplit(place).query).items()}


def stored(place: Place) -> str | None:
    return Passwords(place.data).find(of_mailbox("m365"))


def test_consent_in_the_browser_brings_the_refresh_token(
    root: Browser, world: Desk, world_place: Place, provider: Provider, box: str
) -> None:
    Passwords(world_place.data).put(of_client(of_mailbox("m365")), SECRET)
    asked = asked_of(root, box)
    assert asked["redirect_uri"] == f"{OWN}{BACK}" and asked["scope"].endswith("offline_access")
    back = root.get(f"{BACK}?{urlencode({'state': asked['state'], 'code': 'the code'})}")
    assert back.headers["location"] == f"{box}/connection?saved=1"
    [form] = provider.asked
    digest = hashlib.sha256(form.pop("code_verifier").encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert form == {
        "grant_type": "authorization_code",
        "code": "the code",
        "client_id": "desk",
        "client_secret": SECRET,
        "redirect_uri": f"{OWN}{BACK}",
    }
    assert stored(world_place) == "the token"
    assert "the token" not in root.get(f"{box}/connection").text
    with world.look() as look:
        trail = list_audit(look, AuditFilter(entity_type="mailboxes"), offset=0, limit=20)[0]
    assert {"mailboxes.consent", "mailboxes.password"} <= {one.action for one in trail}
    assert "the token" not in str(trail) and SECRET not in str(trail)


def test_b13_an_answer_with_another_state_is_refused_and_ends_the_attempt(
    root: Browser, world_place: Place, provider: Provider, box: str
) -> None:
    """Cross-site request forgery: nobody puts their own account behind this mailbox."""
    state = asked_of(root, box)["state"]
    for query in ("code=x&state=guessed", f"code=x&state={state}"):
        root.get(f"{BACK}?{query}")
    assert provider.asked == [] and stored(world_place) is None


def test_an_attempt_is_of_one_session_only(root: Browser, world: Desk, provider: Provider, box: str) -> None:
    state = asked_of(root, box)["state"]
    other = Browser(world).of("root@localhost", "root-pw-1")
    other.cookies["polydesk_step"] = root.cookies["polydesk_step"]
    assert other.get(f"{BACK}?code=x&state={state}").status_code == 404
    assert root.get(f"{BACK}?code=x&state={state}").status_code == 404, "it is used up"
    assert provider.asked == []


def test_an_attempt_ends_after_a_while(root: Browser, world: Desk, provider: Provider, box: str) -> None:
    state = asked_of(root, box)["state"]
    with world.work() as work:
        work.connection.execute(update(SignInStep).values(expires_at=work.now - timedelta(seconds=1)))
    assert root.get(f"{BACK}?code=x&state={state}").status_code == 404
    assert provider.asked == []


def test_a_token_is_not_stored_for_a_mailbox_that_was_turned_elsewhere(
    root: Browser, world: Desk, world_place: Place, provider: Provider, box: str
) -> None:
    state = asked_of(root, box)["state"]
    configured(world, mailboxes=[{"name": "m365", "host": "elsewhere.example"}])
    page = root.get(f"{BACK}?code=x&state={state}")
    assert page.status_code == 422 and "changed meanwhile" in page.text
    assert provider.asked == [] and stored(world_place) is None


@pytest.mark.parametrize(
    ("reply", "query", "said"),
    [
        (granted("a"), "code=x", "gave no refresh token"),
        ((400, {}, f'{{"error": "no <b> {SECRET}"}}'.encode()), "code=x", "no &lt;b&gt; …"),
        (
            granted("a"),
            "error=access_denied&error_description=%3Cscript%3Ex",
            "declined: access_denied: &lt;script&gt;x",
        ),
        (granted("a"), "", "no code in it"),
    ],
)
def test_a_refusal_is_told_on_the_page_of_the_mailbox(
    root: Browser, world_place: Place, provider: Provider, box: str, reply: Answer, query: str, said: str
) -> None:
    Passwords(world_place.data).put(of_client(of_mailbox("m365")), SECRET)
    provider.reply = reply
    page = root.get(f"{BACK}?state={asked_of(root, box)['state']}&{query}")
    assert page.status_code == 422 and said in page.text and SECRET not in page.text
    assert stored(world_place) is None


def test_a_mailbox_with_a_password_of_its_own_is_not_signed_in_elsewhere(root: Browser, world: Desk) -> None:
    configured(world, mailboxes=[{"name": "plain", "protocol": "imaps", "host": "mail.example", "login": "x"}])
    with world.look() as look:
        [entry] = list_entries(look, "mailboxes", text="plain").entries
    assert "/consent" not in root.get(f"/admin/mailboxes/{entry['id']}/connection").text
    assert root.post(f"/admin/mailboxes/{entry['id']}/consent").status_code == 422
    assert root.get(BACK).status_code == 404
