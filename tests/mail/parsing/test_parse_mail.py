"""What is read from a mail: people, ids, texts. The recorded osTicket's ways only where they are asked for."""

import pytest

from polydesk.mail.parse import Limits, TooMuch, parse_mail
from polydesk.mail.parsed import Address
from tests.mail.corpus.case import HEAD, SENDER, attached, mixed, multipart, part, text, with_headers

PLAIN, HTML = part(b"plain"), part(b"<p>html</p>", "text/html")


def test_people_are_read_from_their_headers() -> None:
    mail = parse_mail(
        with_headers(
            b"From: =?utf-8?B?Wm/Dqw==?= <Zoe@Example.net>",
            b"To: support@example.org, Two <two@example.net>",
            b"Cc: three@example.net",
            b"Delivered-To: support@example.org",
            b"Reply-To: other@example.net",
        )
    )

    assert mail.sender == Address("Zoë", "Zoe@Example.net")
    assert [one.email for one in mail.to] == ["support@example.org", "two@example.net"]
    assert [one.email for one in mail.cc] == ["three@example.net"]
    assert list(mail.delivered_to) == ["support@example.org"]
    assert mail.reply_to == Address("", "other@example.net")


def test_ids_have_no_brackets() -> None:
    mail = parse_mail(with_headers(b"Message-ID: <a@b>", b"In-Reply-To: <c@d>", b"References: <e@f>\n <c@d> <e@f>"))

    assert (mail.message_id, list(mail.in_reply_to), list(mail.references)) == ("a@b", ["c@d"], ["e@f", "c@d"])


def test_long_references_keep_the_first_and_the_last() -> None:
    mail = parse_mail(with_headers(b"References: " + b" ".join(b"<%d@x>" % number for number in range(500))))

    assert (mail.references[0], mail.references[-1], len(mail.references)) == ("0@x", "499@x", 100)


def test_a_copy_without_id_has_the_same_id() -> None:
    assert parse_mail(text(b"one")).message_id == parse_mail(text(b"one")).message_id


def test_another_body_makes_another_id_but_not_for_the_original() -> None:
    one, two = text(b"one"), text(b"two")

    assert parse_mail(one).message_id != parse_mail(two).message_id
    assert parse_mail(one, as_original=True).message_id == parse_mail(two, as_original=True).message_id


def test_html_counts_before_plain_in_any_order() -> None:
    for parts in ((PLAIN, HTML), (HTML, PLAIN)):
        mail = parse_mail(HEAD + multipart(*parts, kind="alternative"))
        assert (mail.html, mail.text) == ("<p>html</p>\n", "plain\n")


def test_plain_text_that_is_not_there_as_html_comes_along() -> None:
    raw = mixed(part(b"1 < 2\nyes"), HTML)

    assert parse_mail(raw).html == "<div>1 &lt; 2<br>\nyes</div>\n<p>html</p>\n"
    assert parse_mail(raw, as_original=True).html == "<p>html</p>\n"


def test_a_named_text_without_disposition_joins_the_text() -> None:
    mail = parse_mail(mixed(part(b"one"), part(b"two", "text/plain; name=notes.txt")))

    assert (mail.text, list(mail.files)) == ("one\ntwo\n", [])


def test_an_attached_text_is_a_file() -> None:
    mail = parse_mail(attached(b"two", "attachment; filename=n.txt", "text/plain"))

    assert mail.text == "see the file\n"
    assert [(one.filename, one.content, one.content_type) for one in mail.files] == [("n.txt", b"two", "text/plain")]


def test_a_file_ends_where_its_sender_ended_it_but_not_for_the_original() -> None:
    raw = mixed(part(b"words"), part(b"content", "application/pdf; name=a.pdf"))

    assert parse_mail(raw).files[0].content == b"content"
    assert parse_mail(raw, as_original=True).files[0].content == b"content\n"


def test_a_picture_the_html_shows_is_inline() -> None:
    used = part(b"GIF1", "image/gif; name=1.gif", more="Content-ID: <one@x>")
    unused = part(b"GIF2", "image/gif; name=2.gif", more="Content-ID: <two@x>")
    mail = parse_mail(HEAD + multipart(part(b'<img src="cid:one@x">', "text/html"), used, unused, kind="related"))

    assert [(one.filename, one.content_id, one.is_inline) for one in mail.files] == [
        ("1.gif", "one@x", True),
        ("2.gif", "two@x", False),
    ]


def test_a_picture_within_the_html_becomes_a_file() -> None:
    url = b'<p><img src="data:image/gif;base64,R0lGODlhOWVtYWlsLWF0dGFjaG1lbnRz"></p>'
    mail = parse_mail(text(url + url, "text/html"))

    assert [(one.content, one.is_inline) for one in mail.files] == [(b"GIF89a9email-attachments", True)]
    assert mail.html.count(f"cid:{mail.files[0].content_id}") == 2


def test_a_mail_within_is_a_file_and_its_text_is_shown() -> None:
    inner = part(b"Subject: Inner\n\ninner words", "message/rfc822")
    mail = parse_mail(mixed(PLAIN, inner))

    assert mail.text == "plain\ninner words\n"
    assert [(one.filename, one.content_type) for one in mail.files] == [("Inner.eml", "message/rfc822")]
    assert not parse_mail(mixed(PLAIN, inner), as_original=True).files


@pytest.mark.parametrize(
    "lost",
    [
        part(b"x", "application/octet-stream"),
        part(b"x", "image/gif"),
        part(b"x", "text/calendar"),
        part(b"x", "application/pdf", more="Content-Disposition: attachment; filename*0=a; filename*1=.pdf"),
        part(b"x", "audio/ogg; name=a.ogg"),
    ],
)
def test_what_the_original_drops_is_kept(lost: bytes) -> None:
    assert len(parse_mail(mixed(PLAIN, lost)).files) == 1
    assert not parse_mail(mixed(PLAIN, lost), as_original=True).files


def test_a_name_in_brackets_keeps_them_only_for_the_original() -> None:
    raw = with_headers(b"From: daemon@example.net (Mail Delivery)")
    shown, original = parse_mail(raw).sender, parse_mail(raw, as_original=True).sender

    assert shown == Address("Mail Delivery", "daemon@example.net")
    assert original == Address(" (Mail Delivery)", "daemon@example.net")


def test_a_mail_that_cannot_be_taken_apart_is_its_own_file() -> None:
    raw = HEAD + b"Content-Type: multipart/mixed\n\n--x\n\nhello\n--x--\n"
    mail = parse_mail(raw)

    assert mail.text == "Email parse failed: [No boundary found for multipart/mixed part]"
    assert [(one.filename, one.content) for one in mail.files] == [("A subject.eml", raw)]


def test_headers_are_decoded_and_kept_in_order() -> None:
    mail = parse_mail(SENDER + b"X-One: =?utf-8?Q?=C3=BC?=\nx-one: b\n folded\n\nbody")

    assert list(mail.headers["x-one"]) == ["ü", "b folded"]
    assert mail.header_block == "From: Customer <customer@example.net>\nX-One: =?utf-8?Q?=C3=BC?=\nx-one: b\n folded\n"


def test_a_long_text_is_shown_in_part_and_kept_whole() -> None:
    mail = parse_mail(text(b"words " * 50), Limits(max_text_characters=12))

    assert mail.text == "words words \n"
    assert [(one.filename, len(one.content)) for one in mail.files] == [("message.txt", 301)]
    assert "too long to show" in mail.notes[0]


def test_addresses_beyond_the_limit_are_left_out_with_a_note() -> None:
    mail = parse_mail(with_headers(SENDER.strip(), b"To: a@b.c, d@e.f, g@h.i"), Limits(max_addresses=2))

    assert [one.email for one in mail.to] == ["a@b.c"]
    assert mail.notes == ("2 addresses left out",)


def test_a_limit_is_named_by_whoever_breaks_it() -> None:
    with pytest.raises(TooMuch, match="TooManyParts"):
        parse_mail(mixed(PLAIN, PLAIN, PLAIN), Limits(max_parts=2))
