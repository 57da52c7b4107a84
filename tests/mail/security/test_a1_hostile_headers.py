"""Classes A1 and A10 at the parser: what headers say is one line of text, however it was encoded."""

import pytest

from polydesk.mail.parse import parse_mail
from tests.mail.corpus.case import SENDER, with_headers

TRICKS = [
    b"=?utf-8?Q?x=0D=0ABcc:_victim=40example.net?=",
    b"=?utf-8?B?eA0KQmNjOiB2aWN0aW1AZXhhbXBsZS5uZXQ=?=",
    b"x\r\n =?utf-8?Q?=0A?=Bcc: victim@example.net",
    b"x\x0bBcc\x0c: victim",
    b"x\0y",
    "x\u2028y".encode(),
    b"=?utf-16?B?AAoAQg==?=",
    b"=?utf-7?Q?+AAoA-?=",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_subject_is_one_line(trick: bytes) -> None:
    subject = parse_mail(with_headers(SENDER.strip(), b"Subject: " + trick)).subject

    assert subject
    assert not set(subject) & set("\r\n\0\x0b\x0c")


@pytest.mark.parametrize("trick", TRICKS)
def test_a_name_is_one_line(trick: bytes) -> None:
    sender = parse_mail(with_headers(b"From: " + trick + b" <a@example.net>")).sender

    assert sender is None or not set(sender.name + sender.email) & set("\r\n\0\x0b\x0c")


def test_a_decoded_name_makes_no_address() -> None:
    sender = parse_mail(with_headers(b"From: =?utf-8?Q?agent=40desk=2Eexample=3E?= <a@example.net>")).sender

    assert sender
    assert sender.email == "a@example.net"


def test_an_encoded_word_is_no_address() -> None:
    assert parse_mail(with_headers(b"From: =?utf-8?Q?agent=40desk.example?=@example.net")).sender is None


def test_the_address_in_brackets_counts_not_the_one_in_the_name() -> None:
    sender = parse_mail(with_headers(b"From: agent@desk.example <a@example.net>")).sender

    assert sender
    assert (sender.name, sender.email) == ("agent@desk.example", "a@example.net")
