import pytest

from polydesk.kernel.html import sanitize
from polydesk.kernel.html.addresses import readdress


def moved(tag: str, address: str) -> str | None:
    return None if address == "cid:gone" else f"/{tag}?{address}&"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="cid:a" alt="x">', '<img src="/img?cid:a&amp;" alt="x">'),
        ('<img alt="x" src="cid:gone">', '<img alt="x">'),
        ('<p>a</p><img width="1" src="https://a.b/?x=1&amp;y=2" height="1">', None),
        ('<img alt="a > b <img src=cid:a>" src="cid:gone">', '<img alt="a &gt; b &lt;img src=cid:a&gt;">'),
        ('<p title="<img src=&quot;cid:gone&quot;>">&lt;img src="cid:gone"&gt;</p>', None),
        ('src="cid:gone" <b>href="cid:gone"</b>', 'src="cid:gone" <b>href="cid:gone"</b>'),
    ],
)
def test_only_addresses_of_links_and_pictures_are_changed(html: str, expected: str | None) -> None:
    clean = sanitize(html)
    if expected is None:
        expected = clean.replace('src="https://a.b/?x=1&amp;y=2"', 'src="/img?https://a.b/?x=1&amp;y=2&amp;"')
    assert readdress(clean, moved) == expected


def test_links_are_changed_as_well() -> None:
    clean = sanitize('<a href="https://a.b/">x</a>')
    assert readdress(clean, moved) == '<a href="/a?https://a.b/&amp;" rel="noopener noreferrer">x</a>'


def test_any_length_is_read_in_time() -> None:
    clean = sanitize('<img src="cid:a">' * 20_000 + "<img " * 20_000)
    assert readdress(clean, moved).count("/img?cid:a&amp;") == 20_000
