"""Class D9: XML that grows, reaches out, or nests without end. A document type is refused before it is read on."""

import time

import pytest

from polydesk.api.osticket.errors import Unreadable
from polydesk.api.osticket.xml_input import MAX_DEPTH, MOST_NODES, decode_xml

LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 12))
BOMBS = {
    "billion laughs": f'<!DOCTYPE t [<!ENTITY l0 "lol">{LAUGHS}]><ticket subject="&l11;"/>',
    "quadratic": f'<!DOCTYPE t [<!ENTITY a "{"x" * 50_000}">]><ticket><subject>{"&a;" * 50_000}</subject></ticket>',
    "file": '<!DOCTYPE t [<!ENTITY f SYSTEM "file:///etc/passwd">]><ticket><subject>&f;</subject></ticket>',
    "address": '<!DOCTYPE t SYSTEM "http://127.0.0.1:9/x.dtd"><ticket subject="s"/>',
    "parameter": '<!DOCTYPE t [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]><ticket subject="s"/>',
    "attribute default": '<!DOCTYPE ticket [<!ATTLIST ticket email CDATA "a@b.c">]><ticket/>',
    "undeclared": "<ticket><subject>&f;</subject></ticket>",
    "deep": "<a>" * 1_000_000,
    "wide": f"<ticket>{'<a/>' * (MOST_NODES + 1)}</ticket>",
    "attributes": "<ticket " + " ".join(f"a{n}='x'" for n in range(MOST_NODES)) + "/>",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_bomb_is_refused_in_no_time(body: str, encoding: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(Unreadable, match=r"^XML error: .* at line \d+:\d+$"):
        decode_xml(body.encode(encoding))
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("href", ["file:///etc/passwd", "http://127.0.0.1:9/"])
def test_nothing_is_included(href: str) -> None:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{href}" parse="text"/>'
    assert decode_xml(f"<ticket>{include}<subject>s</subject></ticket>".encode())["subject"] == "s"


def test_what_is_just_within_the_limits_is_read() -> None:
    deep = "<a>" * (MAX_DEPTH - 1) + "x" + "</a>" * (MAX_DEPTH - 1)
    assert "a" in decode_xml(f"<ticket>{deep}</ticket>".encode())
    assert len(decode_xml(f"<ticket>{'<a/>' * (MOST_NODES - 1)}</ticket>".encode())["a"]) == MOST_NODES - 1


def test_a_long_text_costs_no_more_than_its_length() -> None:
    begun = time.perf_counter()
    pieces = "x<!-- -->&amp;<![CDATA[]]]]>" * 500_000
    assert len(decode_xml(f"<ticket><message>{pieces}</message></ticket>".encode())["message"]) == 2_000_000
    assert time.perf_counter() - begun < 5
