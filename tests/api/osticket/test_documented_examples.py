"""The three payloads osTicket's own documentation shows, byte for byte as they stand there."""

from pathlib import Path

import pytest

from tests.api.osticket.caller import Caller

EXAMPLES = Path(__file__).parent / "examples"


class Sent:
    def __init__(self, osticket: Caller, extension: str) -> None:
        body = (EXAMPLES / f"ticket.{extension}").read_bytes()
        self.reply = osticket.send(f"/api/tickets.{extension}", body)
        self.body, self.files = osticket.body(self.reply), osticket.files(self.reply)
        self.ticket = osticket.ticket(self.reply)


@pytest.mark.parametrize("original", [False, True], ids=["careful", "as original"])
def test_xml(osticket: Caller, original: bool) -> None:
    sent = Sent(osticket.as_original if original else osticket, "xml")
    assert (sent.ticket.title, sent.body) == ("Testing API", "Message content here")
    assert sent.ticket.remote_address == "123.211.233.122"
    assert sent.files["file.txt"] == b"File content is here and is automatically trimmed"
    assert sent.files["image.gif"].startswith(b"GIF87a0\x000")


@pytest.mark.parametrize("original", [False, True], ids=["careful", "as original"])
def test_json_with_its_last_comma(osticket: Caller, original: bool) -> None:
    sent = Sent(osticket.as_original if original else osticket, "json")
    assert (sent.ticket.title, sent.body) == ("Testing API", "MESSAGE <b>HERE</b>")
    assert sent.files == {"file.txt": b"content", "image.png": b"..."}


@pytest.mark.parametrize("original", [False, True], ids=["careful", "as original"])
def test_email(osticket: Caller, original: bool) -> None:
    sent = Sent(osticket.as_original if original else osticket, "email")
    assert sent.ticket.title == "Testing"
    assert "Testing testing." in sent.body
    assert sent.files == {"file.txt": b"Joe daddys content\n"}
