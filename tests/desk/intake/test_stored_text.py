"""How messages are stored: as they were sent, or, if asked for, as the original has them."""

import time

import pytest

from polydesk.desk.intake.stored_text import stored_text
from polydesk.desk.intake.submission import Text


def text(body: str) -> str:
    return stored_text(Text(body=body), as_original=True).body


def html(body: str) -> str:
    return stored_text(Text(body=body, is_html=True), as_original=True).body


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("a <b>bold</b> & <i>unclosed", "a <b>bold</b> & <i>unclosed</i>"),
        ("x <y and z", "x "),
        ("write to <kim@example.net> please", "write to <kim> please</kim>"),
        ("1 < 2 > 1", "1 < 2 > 1"),
        ("</i>a<br>b<b><i>c</b>", "a<br>b<b><i>c</i></b>"),
        ("  a\n\n\n\nb\r\n\r\n\r\nc ", "a\n\nb\r\n\r\n\r\nc"),
        ("ok ✓ 😀", "ok  "),
        ("\n", "-"),
        ("✓ ", "-"),
    ],
)
def test_plain_text_as_the_original(sent: str, stored: str) -> None:
    assert text(sent) == stored


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("<p><script>x</script><a href='javascript:x'>l</a><p>b", '<p><a href="denied:javascript:x">l</a></p><p>b</p>'),
        ("<html><head><title>t</title></head><body bgcolor=red><table><tr><td>c", "<table><tr><td>c</td></tr></table>"),
        ("<p style='color:red;position:fixed' onclick=x class=c>a</p>\n", '<p style="color:red" class="c">a</p> '),
        ("<img src='cid:a'><br clear=all>", '<img src="cid:a" alt="image" /><br style="clear:both" />'),
        ('<div dir="ltr">a<div>b</div>c</div>', "a<div>b c</div>"),
        ("<img src='data:image/gif;base64,AA=='>", '<img src="data:image/gif;base64,AA==" alt="image" />'),
        ("<svg onload=x></svg><form>a<input></form>", "a"),
        (" <br> &nbsp;<br/>", "-"),
    ],
)  # fmt: skip
def test_html_as_the_original(sent: str, stored: str) -> None:
    assert html(sent) == stored


@pytest.mark.parametrize("body", ["x <y and z", "<i>open", "ok ✓ 😀", "a\n\n\n\nb"])
def test_otherwise_nothing_is_lost(body: str) -> None:
    assert stored_text(Text(body=f" {body}\n"), as_original=False).body == body


def test_html_stays_as_it_came() -> None:
    sent = Text(body="<p onclick=x>a</p>\n", is_html=True)
    assert stored_text(sent, as_original=False) == sent


PIECES = ["<a ", "<a>", "</a>", "<", "<a <", "<b><i></b>", '<div dir="ltr">', "\n", "<!--", "&", "<a x="]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("is_html", [False, True])
def test_time_is_proportional_to_length(piece: str, is_html: bool) -> None:
    begun = time.process_time()
    stored_text(Text(body=piece * (600_000 // len(piece)), is_html=is_html), as_original=True)
    assert time.process_time() - begun < 5
