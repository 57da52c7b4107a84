"""Commands that somebody on the way puts behind STARTTLS must not count as said inside TLS (CVE-2011-0411)."""

import socket
import ssl

import pytest

from polydesk.desk.desk import Desk
from tests.certificates import Authority
from tests.mail.fetch.mails import raw_messages, titles
from tests.mail.listening import Listening

INJECTED = b"EHLO evil.example\r\nMAIL FROM:<evil@evil.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n"
MESSAGE = b"From: evil@evil.example\r\nSubject: injected\r\n\r\nx\r\n.\r\n"


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
@pytest.mark.parametrize("injected", [INJECTED, INJECTED + MESSAGE, b"NOOP\r\n" * 50], ids=["open", "whole", "many"])
def test_what_was_sent_before_the_handshake_is_forgotten(
    world: Desk, listening: Listening, authority: Authority, protocol: str, injected: bytes
) -> None:
    hello = b"EHLO" if protocol == "smtp" else b"LHLO"
    files = {
        "CertificateFile": str(authority.folder / "localhost.pem"),
        "KeyFile": str(authority.folder / "localhost.key"),
    }
    before = titles(world)
    with listening(protocol, TLS="offered", **files) as port, socket.create_connection(("localhost", port)) as plain:
        answers(plain)
        say(plain, hello + b" client.example")
        say(plain, b"MAIL FROM:<c1@acme.example>")
        assert say(plain, b"STARTTLS\r\n" + injected.replace(b"EHLO", hello)).startswith(b"220")
        with ssl.create_default_context(cafile=str(authority.file)).wrap_socket(
            plain, server_hostname="localhost"
        ) as secure:
            assert say(secure, b"RCPT TO:<support@desk.example>").startswith(b"503"), "nothing said before counts"
            assert say(secure, hello + b" client.example").startswith(b"250-")
            assert say(secure, b"RCPT TO:<support@desk.example>").startswith(b"503")
            assert say(secure, b"QUIT").startswith(b"221")
    assert titles(world) == before
    assert raw_messages(world) == []


def say(connection: socket.socket, line: bytes) -> bytes:
    connection.sendall(line + b"\r\n")
    return answers(connection)


def answers(connection: socket.socket) -> bytes:
    """One answer, of several lines perhaps."""
    connection.settimeout(10)
    said = b""
    while not said.endswith(b"\r\n") or said.splitlines()[-1][3:4] == b"-":
        piece = connection.recv(4096)
        assert piece, said
        said += piece
    return said
