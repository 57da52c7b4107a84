"""Parts that are signed or encrypted. They are recognised and kept; nothing here checks or decrypts them."""

import re

from polydesk.mail.parsing.structure import Part

SMIME_SIGNED, SMIME_ENCRYPTED, PGP_SIGNED, PGP_ENCRYPTED = (
    "smime-signed",
    "smime-encrypted",
    "pgp-signed",
    "pgp-encrypted",
)
_SIGNATURES = {
    "application/pkcs7-signature": SMIME_SIGNED,
    "application/x-pkcs7-signature": SMIME_SIGNED,
    "application/pgp-signature": PGP_SIGNED,
    "application/pgp-encrypted": PGP_ENCRYPTED,
}
_ARMOUR = re.compile(r"^-----BEGIN PGP (SIGNED MESSAGE|MESSAGE)-----[ \t\r]{0,10}$", re.MULTILINE)
_CMS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_CMS_KINDS = {"signed-data": SMIME_SIGNED, "certs-only": SMIME_SIGNED, "compressed-data": ""}


def protection_of(part: Part) -> str:
    """By its type; empty for an ordinary part."""
    if part.kind in _CMS:
        return _CMS_KINDS.get(part.type_parameters.get("smime-type", "").lower(), SMIME_ENCRYPTED)
    return _SIGNATURES.get(part.kind, "")


def may_be_signed_data(part: Part, name: str) -> bool:
    """S/MIME that holds its content itself. Gateways rename the type, so the file's name counts as well."""
    return part.kind in _CMS or (part.kind == "application/octet-stream" and name.lower().endswith(".p7m"))


def armour_in(text: str) -> str:
    """PGP in the midst of plain text."""
    found = _ARMOUR.search(text)
    if found is None:
        return ""
    return PGP_SIGNED if found[1] == "SIGNED MESSAGE" else PGP_ENCRYPTED
