from dataclasses import replace

import pytest

from polydesk.desk.tickets.attach import NewFile
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.tickets import QUESTION, article_path, asked, file_ids, written
from tests.world.cast import CORA
from tests.world.tickets import configured

PICTURE = NewFile(
    filename="p.png", content=b"\x89PNG", content_type="image/png", content_id="<panel 1@x>", disposition="inline"
)
SHOWN = "text/html; charset=utf-8"


def body(client: Client, text: str, *, html: bool, files: tuple[NewFile, ...] = ()) -> tuple[Reply, str]:
    """The body of an article with this text, and the path its files are under."""
    ticket_id = asked(client.desk, article=None)
    article = replace(QUESTION, body=text, content_type="text/html; charset=utf-8" if html else "text/plain")
    article_id = written(client.desk, ticket_id, article, CORA, files=files)
    reply = client.of(CORA).get(article_path(ticket_id, article_id, "/body"))
    assert (reply.status, reply.headers["content-type"]) == (200, SHOWN)
    files_path = article_path(ticket_id, article_id, "/attachment")
    return reply, f"{files_path}/{file_ids(client.desk, article_id)[0]}" if files else files_path


def test_plain_text_is_quoted_and_its_addresses_are_links(shared: Client) -> None:
    reply, _ = body(shared, 'A <b>&\nsee https://a.example/?x=1&y=2. (http://b.example/"x)', html=False)
    assert reply.body.decode() == (
        "<pre>A &lt;b&gt;&amp;\nsee "
        '<a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">https://a.example/?x=1&amp;y=2</a>. '
        '(<a href="http://b.example/" rel="noopener noreferrer">http://b.example/</a>&quot;x)</pre>'
    )


@pytest.mark.parametrize("address", ["cid:panel%201@x", "CID:panel%201@x", "cid:panel 1@x"])
def test_pictures_of_the_article_are_found_under_their_attachments_path(shared: Client, address: str) -> None:
    reply, path = body(shared, f'<p>Look: <img src="{address}" alt="x"></p>', html=True, files=(PICTURE,))
    assert reply.body.decode() == f'<p>Look: <img src="{path}" alt="x"></p>'


def test_pictures_the_article_does_not_have_are_left_out(shared: Client) -> None:
    reply, _ = body(shared, '<img src="cid:other" alt="x"><a href="cid:other">y</a>', html=True, files=(PICTURE,))
    assert reply.body.decode() == '<img alt="x"><a rel="noopener noreferrer">y</a>'


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>steal()</script>",
        '<img src="x" onerror="steal()">',
        '<a href="javascript:steal()">open</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<form action="https://evil.example/"><input name="pw"></form>',
        "<style>body{background:url(https://evil.example/)}</style>",
        '<p style="background:url(https://evil.example/)">x</p>',
        '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
        '<svg><a xlink:href="javascript:steal()"><text>x</text></a></svg>',
        "<pre></pre><script>steal()</script>",
        "<img src=\"cid:x\" alt='<script>steal()</script>'>",
    ],
)
def test_a2_active_content_never_reaches_the_browser(shared: Client, hostile: str) -> None:
    for html in (True, False):
        reply, _ = body(shared, f"<p>Invoice attached.</p>{hostile}", html=html)
        assert b"Invoice attached." in reply.body
        for active in (
            b"<script",
            b"<iframe",
            b"<form",
            b"<input",
            b"<svg",
            b"<style",
            b"<base",
            b"<meta",
            b"<img src=x",
        ):
            assert active not in reply.body
        policy = reply.headers["content-security-policy"]
        assert policy == "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
        if html:
            assert not any(word in reply.body for word in (b'steal()"', b"javascript:", b"onerror", b"evil.example"))


def test_a14_pictures_from_elsewhere_tell_nobody_that_a_mail_was_read(shared: Client) -> None:
    sent = '<img src="https://evil.example/p.gif" alt="x"><a href="https://good.example/">y</a>'
    reply, _ = body(shared, sent, html=True)
    assert reply.body.decode() == '<img alt="x"><a href="https://good.example/" rel="noopener noreferrer">y</a>'


def test_a_desk_may_let_them_in(otrs7: Client) -> None:
    configured(otrs7.desk, settings={"OTRS7::RemoteContent": True})
    reply, _ = body(otrs7, '<img src="https://a.example/p.gif" alt="x">', html=True)
    assert reply.body.decode() == '<img src="https://a.example/p.gif" alt="x">'
    assert "img-src 'self' http: https:;" in reply.headers["content-security-policy"]


def test_d12_a_long_text_of_nothing_but_links_is_quoted_in_time(otrs7: Client) -> None:
    """On a desk of its own: on a shared one every later search would look through this text, again and again."""
    reply, _ = body(otrs7, "https://" * 100_000, html=False)
    assert reply.body.startswith(b"<pre>")
