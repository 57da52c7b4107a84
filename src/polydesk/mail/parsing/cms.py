"""What S/MIME signed data holds (RFC 5652). The signature is not looked at: whoever relies on it has the file.

pyasn1 reads the encoding, BER as well as DER: programs that sign while they send cannot know lengths beforehand. Of
all that stands beside the content only the outline is read, and of all signed parts together only so many pieces.
"""

from collections.abc import Iterator
from typing import Any

from pyasn1.codec.ber.decoder import SingleItemDecoder, StreamingDecoder
from pyasn1.error import SubstrateUnderrunError
from pyasn1.type.namedtype import NamedType, NamedTypes, OptionalNamedType
from pyasn1.type.tag import Tag, TagSet, tagClassContext, tagFormatConstructed
from pyasn1.type.univ import Any as Anything
from pyasn1.type.univ import OctetString, Sequence, SetOf

from polydesk.mail.parsing.limits import Budget

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


class CmsError(Exception):
    """It is no signed data, holds nothing, or cannot be read."""


def signed_content(encoded: bytes, budget: Budget) -> bytes:
    """A MIME part with its headers. Raises CmsError."""
    try:
        found = next(iter(_Decoder(encoded, asn1Spec=_CONTENT_INFO, budget=budget)))
        if isinstance(found, SubstrateUnderrunError):
            raise CmsError("cut short")
        if bytes(found["type"]) != _SIGNED_DATA:
            raise CmsError("no signed data")
        content = found["content"]["encapsulated"]["content"]
        signed = bytes(content) if content.isValue else b""
    except CmsError:
        raise
    except Exception as damage:  # its own errors, and what hostile bytes make it stumble over
        raise CmsError("its structure is broken") from damage
    if not signed:
        raise CmsError("it holds no content")
    return signed


class _Counted(SingleItemDecoder):
    """Stops at what is made of ever more pieces."""

    def __init__(self, *, budget: Budget, **options: Any) -> None:  # as pyasn1 calls it
        super().__init__(**options)
        self._budget = budget

    def __call__(self, *arguments: Any, **options: Any) -> Iterator[Any]:  # what goes in and out is pyasn1's own
        if not self._budget.may_read_piece():
            raise CmsError("too many pieces")
        yield from super().__call__(*arguments, **options)


class _Decoder(StreamingDecoder):
    SINGLE_ITEM_DECODER = _Counted


def _tag(number: int) -> Tag:
    return Tag(tagClassContext, tagFormatConstructed, number)


class _Any(SetOf):
    componentType = Anything()  # noqa: N815  pyasn1's name, here and below


class _Encapsulated(Sequence):
    componentType = NamedTypes(  # noqa: N815
        NamedType("type", Anything()),
        OptionalNamedType("content", OctetString(tagSet=OctetString.tagSet + _tag(0))),
    )


class _SignedData(Sequence):
    componentType = NamedTypes(  # noqa: N815
        NamedType("version", Anything()),
        NamedType("digests", _Any()),
        NamedType("encapsulated", _Encapsulated()),
        OptionalNamedType("certificates", _Any(tagSet=TagSet(SetOf.tagSet.baseTag, _tag(0)))),
        OptionalNamedType("revocations", _Any(tagSet=TagSet(SetOf.tagSet.baseTag, _tag(1)))),
        NamedType("signers", _Any()),
    )


class _ContentInfo(Sequence):
    componentType = NamedTypes(  # noqa: N815
        NamedType("type", Anything()),
        NamedType("content", _SignedData(tagSet=Sequence.tagSet + _tag(0))),
    )


_CONTENT_INFO = _ContentInfo()
