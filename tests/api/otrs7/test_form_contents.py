"""What a form holds: its files become the article's, its pictures inline ones, its text harmless."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.otrs7.client import Client
from tests.api.otrs7.portal import TICKET, articles_of, files_of, ticket_of, uploads_of
from tests.api.otrs7.test_uploads import PNG, new_form, sent
from tests.world.cast import CATO


def picture(client: Client, form_id: str, name: str = "dot.png") -> str:
    """The address the editor shows it under."""
    url: str = sent(client, form_id, name, PNG, name="upload", kind="image/png").json["url"]
    return url


def article_of(client: Client, form_id: str, body: str) -> Any:
    reply = client.post(TICKET, {"Title": "t", "Body": body, "FormID": form_id})
    assert reply.status == 200, reply.body
    [article] = articles_of(client.desk, ticket_of(client.desk, reply.json["TicketNumber"]).id)
    return article


def test_files_of_the_form_become_the_articles_and_the_form_is_empty(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    sent(portal, form_id, "a.txt", b"first")
    sent(portal, form_id, "b.txt", b"second")
    article = article_of(portal, form_id, "See files.")
    files = [
        (one.filename, one.disposition, portal_desk.files.get(one.file_hash))
        for one in files_of(portal_desk, article.id)
    ]
    assert files == [("a.txt", "attachment", b"first"), ("b.txt", "attachment", b"second")]
    assert uploads_of(portal_desk, form_id) == []
    assert files_of(portal_desk, article_of(portal, form_id, "Again.").id) == []


@pytest.mark.parametrize("host", ["", "https://desk.example"])
def test_pictures_the_text_shows_become_inline_files(portal: Client, portal_desk: Desk, host: str) -> None:
    form_id = new_form()
    url = picture(portal, form_id)
    article = article_of(portal, form_id, f"<p>Look:<img alt='x' SRC = '{host}{url}&amp;x=1'></p>")
    [file] = files_of(portal_desk, article.id)
    content_id = url.partition("ContentID=")[2]
    assert (file.disposition, file.content_id) == ("inline", f"<{content_id}>")
    assert f'src="cid:{content_id}"' in article.html_body
    assert "/api/customer/upload" not in article.html_body


def test_pictures_the_text_does_not_show_are_dropped(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    url = picture(portal, form_id)
    sent(portal, form_id, "kept.txt")
    article = article_of(portal, form_id, f"Only named: {url} &lt;img src=&quot;{url}&quot;&gt;")
    assert [one.filename for one in files_of(portal_desk, article.id)] == ["kept.txt"]
    assert uploads_of(portal_desk, form_id) == []


def test_c1_pictures_of_another_form_are_not_taken(portal: Client, portal_desk: Desk) -> None:
    others, mine = new_form(), new_form()
    url = picture(portal, others)
    picture(portal, mine)
    article = article_of(portal, mine, f'x <img src="{url}">')
    assert files_of(portal_desk, article.id) == []
    assert "src" not in article.html_body
    assert uploads_of(portal_desk, others) == ["dot.png"]


def test_c1_the_form_of_somebody_else_is_as_good_as_empty(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    sent(portal, form_id)
    article = article_of(Client(portal_desk).of(CATO), form_id, "x")
    assert files_of(portal_desk, article.id) == []
    assert uploads_of(portal_desk, form_id) == ["a.txt"]


HOSTILE = [
    "<script>alert(1)</script>x",
    "<img src=x onerror=alert(1)>",
    "x<a href='javascript:alert(1)'>y</a>",
    "x<iframe src='https://evil.example'></iframe>",
    "x<form action='/api/customer/auth/logout' method=post><input type=submit></form>",
    "x<svg><script>alert(1)</script></svg>",
    "x<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "x<div style='position:fixed;top:0;background:url(https://evil.example)'>y</div>",
    "x<img src=\"//[::1\" alt='ContentID='><img src='http://[x?ContentID=1'>",
    "x<base href='https://evil.example'><meta http-equiv=refresh content='0;url=https://evil.example'>",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_a1_what_acts_is_gone_before_it_is_stored(portal: Client, body: str) -> None:
    form_id = new_form()
    picture(portal, form_id)
    kept = article_of(portal, form_id, body).html_body.lower()
    for active in (
        "<script",
        "onerror",
        "javascript:",
        "<iframe",
        "<form",
        "<svg",
        "position",
        "url(",
        "<base",
        "<meta",
    ):
        assert active not in kept


@pytest.mark.parametrize(
    "trick",
    ['<img src="{url}" onerror="alert(1)">', "<img src='{url}\"onerror=alert(1) x=\"'>", "<scr<img src='{url}'>ipt>x"],
)
def test_a2_an_address_of_a_picture_brings_nothing_in(portal: Client, trick: str) -> None:
    form_id = new_form()
    url = picture(portal, form_id)
    kept = article_of(portal, form_id, "x" + trick.replace("{url}", url)).html_body
    assert "onerror" not in kept.replace("&quot;onerror", "")
    assert "<script" not in kept


def test_names_that_were_taken_twice_are_told_apart(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    sent(portal, form_id, "a.txt")
    sent(portal, form_id, "A.txt")
    article = article_of(portal, form_id, "x")
    assert [one.filename for one in files_of(portal_desk, article.id)] == ["a.txt", "A.txt"]
