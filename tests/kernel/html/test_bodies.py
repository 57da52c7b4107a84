"""Bodies of messages as browsers get them."""

from polydesk.kernel.html.bodies import bare_content_id, leaves_out_pictures, shown_html, with_links

REMOTE = '<p>Hi</p><img src="https://evil.example/pixel.png">'


def test_pictures_from_elsewhere_come_only_when_wanted() -> None:
    assert "evil.example" not in shown_html(REMOTE, {}, remote=False)
    assert "evil.example" in shown_html(REMOTE, {}, remote=True)


def test_pictures_of_the_message_get_the_addresses_they_have_here() -> None:
    shown = shown_html('<img src="cid:a%40b"><img src="cid:gone">', {"a@b": "/files/7"}, remote=False)
    assert 'src="/files/7"' in shown and "cid:" not in shown


def test_nothing_acts() -> None:
    shown = shown_html('<script>x()</script><a href="javascript:x()" onclick="x()">a</a>', {}, remote=True)
    assert "script" not in shown and "onclick" not in shown


def test_links_of_plain_text_end_before_the_full_stop() -> None:
    shown = with_links('<b> see https://a.example/?x=1&y="2".')
    assert shown.startswith('&lt;b&gt; see <a href="https://a.example/?x=1&amp;y=" rel=')


def test_content_ids_lose_their_brackets() -> None:
    assert bare_content_id(" <a@b> ") == "a@b"


def test_pictures_left_out_are_noticed() -> None:
    assert leaves_out_pictures(shown_html(REMOTE, {}, remote=False))
    assert not leaves_out_pictures(shown_html(REMOTE, {}, remote=True))
    assert not leaves_out_pictures(shown_html('<img alt="a" src="cid:a"><p>no picture</p>', {"a": "/1"}, remote=False))
