"""The headers of a mail: all of them decoded, and the block as it came."""

from collections.abc import Mapping, Sequence

from polydesk.mail.parsed import Address
from polydesk.mail.parsing.addresses import read_addresses
from polydesk.mail.parsing.limits import Notes
from polydesk.mail.parsing.structure import Part
from polydesk.mail.parsing.words import decode_words


def decode_headers(part: Part) -> Mapping[str, Sequence[str]]:
    """By lower-case name, in order."""
    found: dict[str, list[str]] = {}
    for name, value in part.fields:
        found.setdefault(name.lower(), []).append(decode_words(value))
    return found


def header_block(part: Part) -> str:
    """As it came, but for 8-bit bytes, which are characters now."""
    return "".join(f"{name}: {value.lstrip(' ')}\n" for name, value in part.fields)


class AddressHeaders:
    """Addresses are told apart before anything is decoded: an encoded name may hold commas and brackets."""

    def __init__(self, part: Part, limit: int, notes: Notes) -> None:
        self._part = part
        self._left = limit
        self._notes = notes

    def read(self, name: str, *, keep_comment: bool = False) -> list[Address]:
        values = [value for header, value in self._part.fields if header.lower() == name]
        found = [address for value in values for address in read_addresses(value, keep_comment=keep_comment)]
        if len(found) > self._left:
            self._notes.add(f"{len(found) - self._left} addresses left out")
        kept = found[: self._left]
        self._left -= len(kept)
        return kept
