"""Mailboxes, postmaster filters, and the mail that came in and goes out, on the administrators' pages."""

from pathlib import Path

import pytest
from sqlalchemy import update

from polydesk.desk.audit import seldom
from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.runs import record_run
from polydesk.desk.sending.account_mail import mail_new_password
from polydesk.desk.sending.models import OutgoingMail
from polydesk.mail.accept import take_mail
from polydesk.mail.passwords import Passwords, of_mailbox
from tests.api.generic_interface.test_statement_budget import counted
from tests.conftest import Place
from tests.mail.fetch.scripted_server import ScriptedServer
from tests.mail.post import letter
from tests.web.admin.form_fields import fields_of
from tests.web.agent.client import Browser
from tests.world.tickets import configured

BOXES = "/admin/mailboxes"
MAILBOX = {"name": "support", "protocol": "imap", "host": "127.0.0.1", "port": 1, "login": "cora", "insecure": True}


@pytest.fixture
def box(world: Desk) -> str:
    configured(world, mailboxes=[MAILBOX])
    with world.look() as look:
        return f"{BOXES}/{list_entries(look, 'mailboxes').entries[0]['id']}"


def stored(place: Place, name: str = "support") -> str | None:
    return Passwords(place.data).find(of_mailbox(name))


def test_a_password_is_stored_and_never_shown(root: Browser, world: Desk, world_place: Place, box: str) -> None:
    assert root.post(f"{box}/password", {"password": "very secret"}).status_code == 303
    assert stored(world_place) == "very secret"
    page = root.get(f"{box}/connection").text
    assert "One is stored" in page and "very secret" not in page
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(action="mailboxes.password"), offset=0, limit=9)[0]
    assert "very secret" not in str(entry)
    assert root.post(f"{box}/password", {"password": ""}).status_code == 422


@pytest.mark.parametrize(("key", "value"), [("host", "evil.example"), ("name", "other"), ("login", "x"), ("port", "2")])
def test_credential_theft(root: Browser, world_place: Place, box: str, key: str, value: str) -> None:
    """A stolen session cannot have a password sent to a server of the thief's."""
    Passwords(world_place.data).put(of_mailbox("support"), "very secret")
    form = fields_of(root.get(box).text, box)
    assert root.post(box, form).status_code == 303 and stored(world_place) == "very secret"
    assert root.post(box, form | {key: value}).status_code == 303
    assert stored(world_place) is None and stored(world_place, "other") is None


def test_credential_theft_by_the_name_of_another(root: Browser, world_place: Place, box: str) -> None:
    """Neither does a refused form take the password of another, nor a new mailbox come by one left behind."""
    for name in ("support", "left behind"):
        Passwords(world_place.data).put(of_mailbox(name), "very secret")
    form = {"protocol": "imaps", "host": "evil.example", "valid": "valid", "folder": "INBOX"}
    assert root.post(f"{BOXES}/new", form | {"name": "support"}).status_code == 422
    assert stored(world_place) == "very secret"
    assert root.post(f"{BOXES}/new", form | {"name": "left behind"}).status_code == 303
    assert stored(world_place, "left behind") is None


def test_a_test_tells_how_far_it_came(root: Browser, world: Desk, world_place: Place, box: str) -> None:
    assert "None is stored. Please type one in below." in root.post(f"{box}/test").text
    Passwords(world_place.data).put(of_mailbox("support"), "x")
    assert "Nothing answers at this host and port." in root.post(f"{box}/test").text
    with ScriptedServer([b"<script>x</script>\r\n"]) as server:
        configured(world, mailboxes=[MAILBOX | {"port": server.port}])
        page = root.post(f"{box}/test").text
    assert "does not speak this protocol" in page and "<script>x" not in page


def test_server_side_request_forgery(root: Browser, world: Desk, box: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries are few, and written down."""
    monkeypatch.setattr(seldom, "MOST", 2)
    for _ in range(2):
        assert root.post(f"{box}/test").status_code == 200
    page = root.post(f"{box}/test")
    assert page.status_code == 422 and "ten minutes" in page.text
    with world.look() as look:
        assert list_audit(look, AuditFilter(action="mailboxes.test"), offset=0, limit=1)[1] == 2


def test_fetching_now_says_how_it_went(root: Browser, world: Desk, box: str) -> None:
    page = root.post(f"{box}/fetch")
    assert page.status_code == 200 and "0 mails were fetched." in page.text and "no_password" in page.text
    configured(world, mailboxes=[MAILBOX | {"valid": "invalid"}])
    assert root.post(f"{box}/fetch").status_code == 404


def test_the_last_run_is_shown(root: Browser, world: Desk, box: str) -> None:
    with world.work() as work:
        record_run(work, int(box.rpartition("/")[2]), taken=3, error="<b>full</b>")
    for page in (box, f"{box}/connection", "/admin/incoming-mail"):
        assert "&lt;b&gt;full&lt;/b&gt;" in root.get(page).text


def test_a_filter_is_made_of_rows_and_tried(root: Browser, world: Desk) -> None:
    form = {
        "name": "Monitoring",
        "position": "1",
        "stop": "1",
        "valid": "valid",
        "match/header/0": "Subject",
        "match/pattern/0": "^ALARM: (.*)",
        "match/header/3": "From",
        "match/pattern/3": "boss",
        "match/not/3": "1",
        "set/header/0": "X-OTRS-Title",
        "set/value/0": "[***]",
    }
    assert root.post("/admin/postmaster-filters/new", form).status_code == 303
    with world.look() as look:
        entry = list_entries(look, "postmaster_filters").entries[-1]
    assert entry["match"] == [
        {"header": "Subject", "pattern": "^ALARM: (.*)"},
        {"header": "From", "pattern": "boss", "not": True},
    ]
    path = f"/admin/postmaster-filters/{entry['id']}"
    assert root.post(path, fields_of(root.get(path).text, path)).status_code == 303
    with world.look() as look:
        assert list_entries(look, "postmaster_filters").entries[-1] == entry
    page = root.post(
        "/admin/postmaster-filters/try", {"mail": "From: x@y.example\nSubject: ALARM: disk full\n\nx"}
    ).text
    assert "x-otrs-title: disk full" in page and "No others are asked after it." in page
    assert "disk full</code>" not in root.post("/admin/postmaster-filters/try", {"mail": "Subject: hello\n\nx"}).text


def test_a_pattern_without_bounds_is_refused(root: Browser) -> None:
    form = {"name": "x", "position": "0", "valid": "valid", "match/header/0": "From", "match/pattern/0": "(a+)+$"}
    page = root.post("/admin/postmaster-filters/new", form)
    assert page.status_code == 422 and 'value="(a+)+$"' in page.text


def test_a_mail_that_came_in_is_shown_tried_and_retried(root: Browser, world: Desk) -> None:
    hostile = letter(subject="<script>x</script>", sender="kim@kiwi.example")
    mail_id = take_mail(world, hostile, source="pipe").mail_id
    assert "<script>x" not in root.get("/admin/incoming-mail?state=accepted").text
    page = root.get(f"/admin/incoming-mail/{mail_id}?raw=1").text
    assert "<script>x" not in page and "Message-ID" in page
    assert root.post("/admin/postmaster-filters/try", {"number": str(mail_id)}).status_code == 200
    assert root.post("/admin/postmaster-filters/try", {"number": "9" * 30}).status_code == 404
    assert root.post(f"/admin/incoming-mail/{mail_id}/retry").headers["location"].endswith("tried=accepted")
    assert root.get("/admin/incoming-mail/999").status_code == 404


def test_a_test_mail_is_queued_shows_what_the_server_said_and_can_be_sent_again(root: Browser, world: Desk) -> None:
    sent = root.post("/admin/outgoing-mail/test", {"address": "kim@kiwi.example"})
    shown = sent.headers["location"]
    assert "kim@kiwi.example" in root.get(shown).text
    assert "no way of sending is set up" in root.get(shown).text
    configured(world, settings={"SendmailModule": "SMTP"})
    for state, said in (
        ("queued", "on its way"),
        ("failed", "<q>550 no &lt;such&gt; box</q>"),
        ("sent", "has taken it"),
    ):
        with world.work() as work:
            change = update(OutgoingMail).where(OutgoingMail.recipient == "kim@kiwi.example")
            work.connection.execute(change.values(state=state, error="550 no <such> box" if state == "failed" else ""))
        assert said in root.get(shown).text
    with world.work() as work:
        work.connection.execute(change.values(state="held"))
    configured(world, settings={"SendmailModule": "DoNotSendEmail"})
    page = root.get("/admin/outgoing-mail?state=held").text
    number = page.partition('href="/admin/outgoing-mail/')[2].partition('"')[0]
    assert "A test of your help desk" in root.get(f"/admin/outgoing-mail/{number}").text
    assert root.post(f"/admin/outgoing-mail/{number}/again").status_code == 303
    with world.look() as look:
        assert list_audit(look, AuditFilter(action="mail.send_again"), offset=0, limit=1)[1] == 1
    assert "1 held" not in page and root.get("/admin/outgoing-mail?state=queued").text.count("/again") == 1


@pytest.mark.parametrize("address", ["", "kim", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"])
def test_a_test_mail_goes_to_one_address(root: Browser, world: Desk, address: str) -> None:
    """CRLF injection: what is typed is an address, or refused and shown again."""
    page = root.post("/admin/outgoing-mail/test", {"address": address})
    assert page.status_code == 422 and "This is no e-mail address" in page.text
    assert "Nothing waits" in root.get("/admin/outgoing-mail").text


def test_a_new_mailbox_leads_to_its_password(root: Browser) -> None:
    form = {"name": "New", "protocol": "imaps", "host": "mail.example", "valid": "valid"}
    address = root.post("/admin/mailboxes/new", form).headers["location"]
    assert address.endswith("/connection?made=1") and "Give it its password" in root.get(address).text


def test_what_lets_somebody_into_an_account_is_not_shown(root: Browser, world: Desk) -> None:
    with world.work() as work:
        mail_new_password(work, "c1", "very secret")
    page = root.get("/admin/outgoing-mail/1").text
    assert "Your new password" in page and "very secret" not in page


@pytest.mark.parametrize("page", ["/connection", "", "incoming", "outgoing"])
def test_a_page_costs_few_statements(root: Browser, world: Desk, box: str, page: str) -> None:
    path = f"/admin/{page}-mail" if page.isalpha() else f"{box}{page}"
    root.get(path)
    with counted(world) as statements:
        assert root.get(path).status_code == 200
    assert len(statements) <= 9, statements


def test_secrets_have_no_way_out_of_their_folder(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path)
    outside = tmp_path / "kept"
    outside.write_text("x")
    passwords.put("a", "b")
    passwords.forget("../kept")
    assert outside.exists() and passwords.find("a") == "b"
