import time

import pytest

from polydesk.kernel.html import to_text

# HTML articles of a real OTOBO beside the text it made of them.
REAL_PAIRS = [
    ("<p>Hi <i>there</i></p>", "\nHi there\n\n"),
    ("<p>Hello <b>desk</b></p>", "\nHello desk\n\n"),
    ("<b>bold</b>", "bold"),
    ("<p>Cost: 12,50 €</p><p>Kind regards</p>", "\nCost: 12,50 €\n\nKind regards\n\n"),
    ("<p>Steps:<br/> 1. open<br/> 2. click</p>", "\nSteps:\n 1. open\n 2. click\n\n"),
    ("<p>&lt;script>alert(1)&lt;/script> is text.</p>", "\n<script>alert(1)</script> is text.\n\n"),
    ("<p>日本語のテキスト</p>", "\n日本語のテキスト\n\n"),
]
LAYOUT = [
    ("just text", "just text"),
    ("a       b", "a b"),
    ("a <!-- x\n -->   ce", "a ce"),
    ("First<br>\nSecond<br class='x' />\nThird", "First\nSecond\nThird"),
    ("<p>a</p>\n<p>b</p>\n", "\na\n\nb\n\n"),
    ("a<br><br><br><br>b", "a\n\nb"),
    ("<div>a</div><div>b</div>", "a\nb\n"),
    ("<ul><li>a</li><li>b</li></ul><ol><li>one</li></ol>", " - a\n - b\n\n - one\n\n"),
    ("before<blockquote>A<br>B</blockquote>after", "before\n> A\n> B\nafter"),
    ("<blockquote>A<blockquote>B</blockquote></blockquote>", "> A\n> > B\n"),
    ("<pre>Some  Text\n\nWith new Lines</pre>x", "Some  Text\n\nWith new Lines\n\nx"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b \nc \n\n"),
    ("a<style>b</style>c<script>d</script>e", "ace"),
    ("<html><head><title>t</title></head>\n<body>\n<p>x</p></body></html>", "x\n\n"),
    ("&uuml;&#xfc;&#128512;&nbsp;&nosuch;", "üü😀\xa0&nosuch;"),
    ("", ""),
]
LINKS = [
    ('<a href="http://a.example">A</a> b', "[1]A b\n\n[1] http://a.example\n"),
    ('<a href="http://a.example<script>x</script>">A</a>', "[1]A\n\n[1] http://a.example\n"),
    (
        '<a href="http://a.example">A</a><a href="mailto:b@c.de">B</a>',
        "[1]A[2]B\n\n[1] http://a.example\n[2] mailto:b@c.de\n",
    ),
    ('<a href="javascript:alert(1)">A</a><a name="x">B</a>', "AB"),
]


@pytest.mark.parametrize(("html", "text"), REAL_PAIRS)
def test_html_reads_as_a_real_otobo_shows_it(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(("html", "text"), LAYOUT)
def test_layout(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(("html", "text"), LINKS)
def test_links_are_numbered_and_listed_below(html: str, text: str) -> None:
    assert to_text(html) == text


HOSTILE = {
    "deep": "<div>" * 100_000,
    "deep with stray ends": "<div>" * 50_000 + "</b>" * 50_000,
    "brackets": "<" * 500_000,
    "open attribute": '<a href="' + "x" * 500_000,
    "quotes": "<blockquote>x<br>" * 30_000,
    "ampersands": "&" * 500_000,
    "comments": "<!--" * 100_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a6_hostile_html_becomes_text_in_linear_time(html: str) -> None:
    started = time.process_time()
    assert len(to_text(html)) < 3 * len(html)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("html", ["\ud800", "a\0b", "<\0p>", "\ufdd0"])
def test_undecodable_characters_do_no_harm(html: str) -> None:
    to_text(html).encode()
