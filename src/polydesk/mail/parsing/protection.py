"""Parts that are signed or encrypted. They are recognised and kept; nothing here checks or opens them."""

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
_CMS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNED_ONLY = frozenset({"signed-data", "certs-only"})


def protection_of(part: Part) -> str:
    """Empty for an ordinary part."""
    if part.kind in _CMS:
        signed = part.type_parameters.get("smime-type", "").lower() in _SIGNED_ONLY
        return SMIME_SIGNED if signed else SMIME_ENCRYPTED
    return _SIGNATURES.get(part.kind, "")
