"""A name server on loopback that knows a few names."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

RECORDS = {
    ("mail.test.", "MX"): "10 mx.mail.test.",
    ("four.test.", "A"): "192.0.2.1",
    ("six.test.", "AAAA"): "2001:db8::1",
    ("other.test.", "TXT"): '"no mail here"',
}
BROKEN, SILENT = "broken.test", "silent.test"


@contextmanager
def name_server(records: Mapping[tuple[str, str], str] = RECORDS) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks it and nobody else."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server, records))
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]
        resolver.timeout = 0.1
        yield resolver
        server.sendto(b"", server.getsockname())
        thread.join()


def _serve(server: socket.socket, records: Mapping[tuple[str, str], str]) -> None:
    while True:
        packet, peer = server.recvfrom(4096)
        if not packet:
            return
        question = dns.message.from_wire(packet)
        name = str(question.question[0].name)
        if not name.startswith(SILENT):
            server.sendto(_answer(question, name, records).to_wire(), peer)


def _answer(question: dns.message.Message, name: str, records: Mapping[tuple[str, str], str]) -> dns.message.Message:
    answer = dns.message.make_response(question)
    answer.flags |= dns.flags.RA
    kind = dns.rdatatype.to_text(question.question[0].rdtype)
    if (name, kind) in records:
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, records[name, kind]))
    elif name.startswith(BROKEN):
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif name not in {known for known, _kind in records}:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer
