"""TLS at the mail listener: offered, required, or from the first byte."""

import shutil
import smtplib
import socket
import ssl
import time
from pathlib import Path

import pytest

from polydesk.desk.desk import Desk
from polydesk.mail import listener, listener_door
from tests.certificates import Authority
from tests.mail.fetch.mails import mail, titles
from tests.mail.listening import Listening

RECIPIENT = "support@desk.example"


def files(authority: Authority) -> dict[str, str]:
    folder = authority.folder
    return {"CertificateFile": str(folder / "localhost.pem"), "KeyFile": str(folder / "localhost.key")}


def trusting(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.file))


def send(client: smtplib.SMTP, subject: str) -> None:
    client.sendmail("c1@acme.example", [RECIPIENT], mail(subject))


def test_starttls_is_offered(world: Desk, listening: Listening, authority: Authority) -> None:
    with listening(TLS="offered", **files(authority)) as port, smtplib.SMTP("localhost", port) as client:
        send(client, "in the clear")
        client.starttls(context=trusting(authority))
        send(client, "inside")
        assert not client.has_extn("auth")
        assert not client.has_extn("starttls")
    assert titles(world)[-2:] == ["in the clear", "inside"]


def test_starttls_can_be_required(world: Desk, listening: Listening, authority: Authority) -> None:
    with listening(TLS="required", **files(authority)) as port, smtplib.SMTP("localhost", port) as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as refusal:
            send(client, "in the clear")
        client.starttls(context=trusting(authority))
        send(client, "inside")
    assert refusal.value.smtp_code == 530
    assert titles(world)[-1] == "inside"
    assert "in the clear" not in titles(world)


def test_lmtp_knows_starttls_as_well(world: Desk, listening: Listening, authority: Authority) -> None:
    with listening("lmtp", TLS="required", **files(authority)) as port, smtplib.LMTP("localhost", port) as client:
        with pytest.raises(smtplib.SMTPSenderRefused):
            send(client, "in the clear")
        client.starttls(context=trusting(authority))
        send(client, "inside")
    assert titles(world)[-1] == "inside"


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_tls_can_come_first(world: Desk, listening: Listening, authority: Authority, protocol: str) -> None:
    with listening(protocol, TLS="implicit", **files(authority)) as port:
        plain = socket.create_connection(("localhost", port))
        secure = trusting(authority).wrap_socket(plain, server_hostname="localhost")
        client = smtplib.SMTP() if protocol == "smtp" else smtplib.LMTP()
        client.sock, client.file = secure, None
        assert client.getreply()[0] == 220
        send(client, "inside")
        client.quit()
    assert titles(world)[-1] == "inside"


@pytest.mark.parametrize("mode", ["offered", "implicit"])
def test_old_tls_is_refused(listening: Listening, authority: Authority, mode: str) -> None:
    old = trusting(authority)
    with pytest.warns(DeprecationWarning):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with listening(TLS=mode, **files(authority)) as port, pytest.raises(ssl.SSLError):
        if mode == "implicit":
            smtplib.SMTP_SSL("localhost", port, context=old)
        else:
            smtplib.SMTP("localhost", port).starttls(context=old)


def shown_certificate(port: int) -> str:
    """To a new connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP("localhost", port) as client:
        client.starttls(context=context)
        assert isinstance(client.sock, ssl.SSLSocket)
        return (client.sock.getpeercert(binary_form=True) or b"").hex()


def put(authority: Authority, folder: Path, name: str) -> None:
    shutil.copy(authority.folder / name, folder / "new")
    (folder / "new").rename(folder / name)


def test_a_renewed_certificate_is_shown_to_new_connections(
    listening: Listening, authority: Authority, tmp_path: Path
) -> None:
    folder = tmp_path / "live"
    shutil.copytree(authority.folder, folder)
    renewed = Authority(tmp_path / "renewed")
    names = {"CertificateFile": str(folder / "localhost.pem"), "KeyFile": str(folder / "localhost.key")}
    with listening(TLS="offered", **names) as port:
        old = shown_certificate(port)
        put(renewed, folder, "localhost.pem")
        time.sleep(0.5)
        assert shown_certificate(port) == old, "a certificate without its key must not be used"
        put(renewed, folder, "localhost.key")
        ends = time.monotonic() + 5
        while shown_certificate(port) == old and time.monotonic() < ends:
            time.sleep(0.05)
        assert shown_certificate(port) != old


@pytest.mark.parametrize("mode", ["offered", "required", "implicit"])
def test_without_a_certificate_nobody_is_let_in(
    world: Desk, listening: Listening, authority: Authority, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.mail.listening.wait_for", lambda _port: time.sleep(0.3))
    monkeypatch.setattr(listener, "_RETRY_SECONDS", 0.1)
    wrong = files(authority) | {"KeyFile": str(authority.folder / "authority.key")}
    for settings in ({}, wrong):
        with listening(TLS=mode, **settings) as port, pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize("mode", ["offered", "implicit"])
def test_failed_handshakes_take_no_places_for_long(
    world: Desk, listening: Listening, authority: Authority, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 2)
    with listening(TLS=mode, **files(authority)) as port:
        for rubbish in (b"\x16\x03\x01nothing of the kind\r\n" * 20, b"QUIT\r\n" * 50, b""):
            for _ in range(2):
                with socket.create_connection(("localhost", port), timeout=5) as connection:
                    if mode == "offered":
                        connection.recv(200)
                        connection.sendall(b"STARTTLS\r\n")
                        connection.recv(200)
                    connection.sendall(rubbish)
            time.sleep(0.1)
        context = trusting(authority)
        with (
            smtplib.SMTP_SSL("localhost", port, context=context)
            if mode == "implicit"
            else started(port, context) as client
        ):
            send(client, "still here")
    assert titles(world)[-1] == "still here"


def started(port: int, context: ssl.SSLContext) -> smtplib.SMTP:
    client = smtplib.SMTP("localhost", port)
    client.starttls(context=context)
    return client


def test_who_says_nothing_loses_the_place(
    listening: Listening, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 1)
    monkeypatch.setattr(listener_door, "HANDSHAKE_SECONDS", 1)
    with listening(TLS="implicit", **files(authority)) as port:
        time.sleep(0.1)
        with socket.create_connection(("localhost", port)) as silent:
            with pytest.raises(OSError):
                smtplib.SMTP_SSL("localhost", port, context=trusting(authority), timeout=5)
            assert silent.recv(100) == b""
        smtplib.SMTP_SSL("localhost", port, context=trusting(authority)).close()
