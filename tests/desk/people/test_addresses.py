import time

import pytest

from polydesk.desk.people.addresses import addresses_in, all_valid, is_address, mail_string


@pytest.mark.parametrize(
    "text",
    ["c1@acme.example", "root@localhost", "some@body.example", "a.b+c@sub.host.de", '"a b"@c.de', "x@my-example.com"],
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "@", "x@", "@y", "a@b@c", "no such person", "nobody", "not an address@", "a b@c.de", "a..b@c.de", ".a@c.de",
     "a@-c.de", "a@c..de", "a@c.de.", "a@c de", "Zed <zed@zulu.example>", "a@b.c\n", "a\0@b.c", "ä@b.c",
     "a@" + "b" * 64],
)  # fmt: skip
def test_no_addresses(text: str) -> None:
    assert not is_address(text)


def test_nobody_is_at_example_com_unless_asked_not_to_mind() -> None:
    assert not is_address("x@example.com")
    assert not is_address("x@EXAMPLE.de")
    assert is_address("x@example.com", refuse_example_domains=False)
    assert is_address("x@example.info")
    assert is_address("x@mail.example.com")


def test_a_header_falls_into_its_addresses() -> None:
    assert addresses_in("Zed <zed@zulu.example>, b@c.de") == ["zed@zulu.example", "b@c.de"]
    assert addresses_in('"Last, First" <a@b.c>') == ["a@b.c"]
    assert addresses_in("") == []


@pytest.mark.parametrize("text", ["Somebody <some@body.example>", "a@b.c, d@e.f", '"Cora Customer" <c1@acme.example>'])
def test_headers_with_only_good_addresses_are_valid(text: str) -> None:
    assert all_valid(text)


@pytest.mark.parametrize(
    "text", ["", " ", "not an address@", "x@", "a@b@c", "no such person", "a@b.c, nobody", "a@b.c, x@example.com"]
)
def test_one_bad_address_spoils_a_header(text: str) -> None:
    assert not all_valid(text)


@pytest.mark.parametrize("text", ["a@b.c\r\nBcc: d@e.f", "a@b.c\n", "a@b.c\0"])
def test_a10_line_breaks_and_nul_are_no_part_of_a_header(text: str) -> None:
    assert addresses_in(text) == []
    assert not all_valid(text)


def test_a10_a_name_cannot_break_out_of_its_quotes() -> None:
    assert mail_string("Cora", "Customer", "c1@acme.example") == '"Cora Customer" <c1@acme.example>'
    assert mail_string('E"v', "il\r\nBcc: x", "a@b.c\r\n") == '"E\\"v il Bcc: x" <a@b.c>'
    assert mail_string("", "", "a@b.c") == "a@b.c"


@pytest.mark.parametrize("unit", ["(", "<", '"', "a@b.c,", "@", "a.", "\\", ":", "a:", "<a@", "[", ";", "-"])
def test_d12_hostile_headers_take_bounded_time(unit: str) -> None:
    started = time.process_time()
    all_valid(unit * 30_000)
    is_address(unit * 30_000)
    is_address("a@" + unit * 300)
    assert time.process_time() - started < 2
