"""The ways mail leaves by: SMTP with TLS from the start or on demand, signed in or not, and a sendmail program."""

import ssl
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.mail.passwords import Passwords
from polydesk.mail.sending import route
from tests.certificates import Authority
from tests.conftest import Place
from tests.mail.sending.smtp_server import Received, smtp_server
from tests.mail.sending.test_postman import configure, queued, sent_by, stored

ON_SQLITE = pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
"""What is between us and the server asks no database."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "ca")


def tls(authority: Authority, transport: str) -> dict[str, Any]:
    context: ssl.SSLContext = authority.server_context()
    if transport == "SMTPS":
        return {"ssl_context": context}
    return {"tls_context": context, "require_starttls": True}


def known(authority: Authority) -> dict[str, Any]:
    return {"Mail::CAFile": str(authority.file), "SendmailModule::Host": "localhost"}


@ON_SQLITE
@pytest.mark.parametrize("transport", ["SMTPS", "SMTPTLS"])
def test_mail_goes_out_encrypted(world: Desk, world_place: Place, authority: Authority, transport: str) -> None:
    with smtp_server(**tls(authority, transport)) as (received, port):
        configure(world, port, SendmailModule=transport, **known(authority))
        queued(world)
        sent_by(world, world_place.data)
    assert len(received.envelopes) == 1


@ON_SQLITE
@pytest.mark.parametrize("transport", ["SMTPS", "SMTPTLS"])
def test_a_server_nobody_vouches_for_gets_nothing(
    world: Desk, world_place: Place, authority: Authority, transport: str
) -> None:
    with smtp_server(**tls(authority, transport)) as (received, port):
        configure(world, port, SendmailModule=transport)
        queued(world)
        sent_by(world, world_place.data)
    assert received.envelopes == []
    assert "certificate verify failed" in stored(world)[0].error


@ON_SQLITE
def test_a_server_that_does_not_offer_tls_gets_no_password(world: Desk, world_place: Place) -> None:
    with smtp_server(auth_require_tls=False) as (received, port):
        configure(world, port, **{"SendmailModule": "SMTPTLS", "SendmailModule::AuthUser": "desk"})
        Passwords(world_place.data).put(route.SMTP_ACCOUNT, "good")
        queued(world)
        sent_by(world, world_place.data)
    assert (received.envelopes, received.sign_ins) == ([], [])
    assert "STARTTLS" in stored(world)[0].error


def signed_in(world: Desk, place: Place, authority: Authority, **settings: Any) -> Received:
    with smtp_server(**tls(authority, "SMTPTLS"), auth_required=True) as (received, port):
        configure(
            world,
            port,
            **{"SendmailModule": "SMTPTLS", "SendmailModule::AuthUser": "desk", **known(authority), **settings},
        )
        queued(world)
        sent_by(world, place.data)
    return received


@ON_SQLITE
def test_the_desk_signs_in_with_its_password(world: Desk, world_place: Place, authority: Authority) -> None:
    Passwords(world_place.data).put(route.SMTP_ACCOUNT, "good")
    received = signed_in(world, world_place, authority)
    assert len(received.envelopes) == 1
    assert received.sign_ins


@ON_SQLITE
@pytest.mark.parametrize("password", ["bad", None])
def test_mail_waits_while_the_password_is_wrong_or_missing(
    world: Desk, world_place: Place, authority: Authority, password: str | None
) -> None:
    if password:
        Passwords(world_place.data).put(route.SMTP_ACCOUNT, password)
    assert signed_in(world, world_place, authority).envelopes == []
    [row] = stored(world)
    assert (row.state, row.attempts) == ("queued", 0)
    assert "bad" not in row.error.replace("bad sequence", "")


@ON_SQLITE
@pytest.mark.parametrize(("token", "arrived"), [("good", 1), ("stale", 0)])
def test_the_desk_signs_in_with_a_token(
    world: Desk,
    world_place: Place,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    token: str,
    arrived: int,
) -> None:
    asked: list[Any] = []

    def access_token(oauth: Any, purpose: str, account: str, *_rest: Any) -> str:
        asked.append((oauth["provider"], purpose, account))
        return token

    monkeypatch.setattr(route, "access_token", access_token)
    oauth2 = {"SendmailModule::AuthenticationType": "oauth2", "SendmailModule::OAuth2Provider": "microsoft"}
    received = signed_in(world, world_place, authority, **oauth2)
    assert len(received.envelopes) == arrived
    assert asked[0] == ("microsoft", "smtp", "smtp")
    assert received.tokens[0] == f"user=desk\x01auth=Bearer {token}\x01\x01"


PROGRAM = """#!/bin/sh
printf '%s\\n' "$@" >"{folder}/arguments"
cat >"{folder}/mail"
exit {code}
"""


@ON_SQLITE
@pytest.mark.parametrize(("code", "state"), [(0, "sent"), (67, "failed"), (75, "queued")])
def test_a_sendmail_program_takes_the_mail(
    world: Desk, world_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, state: str
) -> None:
    program = tmp_path / "sendmail"
    program.write_text(PROGRAM.format(folder=tmp_path, code=code))
    program.chmod(0o700)
    monkeypatch.setenv(route.SENDMAIL, str(program))
    configure(world, 1, SendmailModule="Sendmail")
    queued(world, recipient="-oQ/tmp@kiwi.test".replace("/", "."))
    sent_by(world, world_place.data)
    assert stored(world)[0].state == state
    assert (tmp_path / "arguments").read_text().split() == ["-i", "-f", "desk@kiwi.test", "--", "-oQ.tmp@kiwi.test"]
    assert "Subject: Mail 1\n" in (tmp_path / "mail").read_text()
