"""Pictures within a message are files of the ticket."""

import base64
import re
import time
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.tickets.models import Attachment
from tests.api.osticket.caller import Caller, Reply
from tests.world.tickets import configured

GIF = b"GIF89a" * 4
HTML = f'<p>See <img src="data:image/gif;base64,{base64.b64encode(GIF).decode()}"></p>'


def attached(osticket: Caller, reply: Reply) -> list[Any]:
    assert reply.status == 201, reply
    with osticket.desk.look() as look:
        return list(look.connection.execute(select(Attachment.__table__)))


def as_json(osticket: Caller, html: str = HTML, **parts: Any) -> Reply:
    return osticket.json(message=f"data:text/html;charset=utf-8,{html}", **parts)


def as_xml(osticket: Caller, html: str = HTML) -> Reply:
    ticket = '<ticket><name>Kim</name><email>kim@api.example.net</email><subject>s</subject><message type="text/html">'
    return osticket.xml(f"{ticket}<![CDATA[{html}]]></message></ticket>")


@pytest.mark.parametrize("send", [as_json, as_xml, lambda osticket: as_json(osticket.as_original)])
def test_the_message_refers_to_its_pictures(osticket: Caller, send: Any) -> None:
    reply = send(osticket)
    [file] = attached(osticket, reply)
    assert osticket.files(reply) == {file.filename: GIF}
    assert re.fullmatch(r"image[0-9a-f]{4}\.gif", file.filename)
    assert (file.disposition, file.content_type) == ("inline", "image/gif")
    assert f'src="cid:{file.content_id.strip("<>")}"' in osticket.body(reply)


def test_plain_text_keeps_what_looks_like_a_picture(osticket: Caller) -> None:
    reply = osticket.json(message=HTML)
    assert attached(osticket, reply) == []
    assert osticket.body(reply) == HTML


def test_a_picture_beyond_the_limit_of_attachments_is_noted(osticket: Caller) -> None:
    configured(osticket.desk, settings={"osTicket::max_file_size": 10})
    reply = as_json(osticket)
    assert attached(osticket, reply) == []
    note, message = osticket.articles(reply)
    assert re.fullmatch(r"image[0-9a-f]{4}\.gif: File size is too large", note.body)
    assert "data:" not in (message.html_body or message.body)


def test_ten_thousand_pictures_are_no_burden(osticket: Caller) -> None:
    many = "".join(f'<img src="data:image/gif;base64,{n:016d}">' for n in range(10_000))
    begun = time.perf_counter()
    files = attached(osticket, as_json(osticket, many))
    assert time.perf_counter() - begun < 5
    assert len(files) == 200
