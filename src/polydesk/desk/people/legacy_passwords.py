"""The password formats of OTRS, OTOBO and Znuny (`users.pw`, `customer_user.pw`), to be verified, never made.

Hex digests without salt, `BCRYPT:<cost>:<salt>:<digest>`, and the crypt(3) family. Never plain text.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from hmac import compare_digest

import bcrypt
from passlib.hash import apr_md5_crypt, des_crypt, md5_crypt, sha256_crypt, sha512_crypt

_HEX = re.compile(r"[0-9a-fA-F]+")
_HEX_DIGESTS = {40: hashlib.sha1, 64: hashlib.sha256, 128: hashlib.sha512}
_OTRS_BCRYPT = re.compile(r"BCRYPT:([0-9]{1,2}):(.{16}):([./A-Za-z0-9]{31})", re.DOTALL)
_MODULAR_BCRYPT = re.compile(r"\$2[abxy]\$([0-9]{2})\$[./A-Za-z0-9]{53}")
_DES = re.compile(r"[./A-Za-z0-9]{13}")
# A hash asking for more work than this was not made by a help desk, but to keep one busy.
_MAX_BCRYPT_COST = 16
_SHA_CRYPT = re.compile(r"\$([56])\$(?:rounds=[0-9]{1,6}\$)?[^$]{0,16}\$[./A-Za-z0-9]+")
_SHA_CRYPTS = {"5": sha256_crypt, "6": sha512_crypt}
# bcrypt looks at no more; Perl's module cuts silently, the bcrypt package refuses.
_BCRYPT_OCTETS = 72
_TO_BCRYPT_BASE64 = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
)


def verify_legacy(password: bytes, stored: str) -> bool:
    """Whether `password` (UTF-8) belongs to a hash an OTRS relative stored. Unknown formats fit nothing."""
    return any(_quietly(check, password, stored) for check in _CHECKS)


def _quietly(check: Callable[[bytes, str], bool], password: bytes, stored: str) -> bool:
    try:
        return check(password, stored)
    except ValueError:  # damaged hashes, and passwords with a NUL, which crypt(3) cannot take
        return False


def _hex_digest(password: bytes, stored: str) -> bool:
    digest = _HEX_DIGESTS.get(len(stored))
    if digest is None or not _HEX.fullmatch(stored):
        return False
    return compare_digest(digest(password).hexdigest(), stored.lower())


def _otrs_bcrypt(password: bytes, stored: str) -> bool:
    match = _OTRS_BCRYPT.fullmatch(stored)
    if match is None or not 4 <= int(match[1]) <= _MAX_BCRYPT_COST:
        return False
    salt = b"$2a$%02d$" % int(match[1]) + _bcrypt_base64(match[2].encode("latin-1"))
    digest = bcrypt.hashpw(password[:_BCRYPT_OCTETS], salt)[-31:]
    return compare_digest(digest, match[3].encode())


def _modular_bcrypt(password: bytes, stored: str) -> bool:
    match = _MODULAR_BCRYPT.fullmatch(stored)
    if match is None or int(match[1]) > _MAX_BCRYPT_COST:
        return False
    return bcrypt.checkpw(password[:_BCRYPT_OCTETS], stored.encode())


def _sha_crypt(password: bytes, stored: str) -> bool:
    match = _SHA_CRYPT.fullmatch(stored)
    return match is not None and _SHA_CRYPTS[match[1]].verify(password, stored)


def _md5_crypt(password: bytes, stored: str) -> bool:
    return stored.startswith("$1$") and md5_crypt.verify(password, stored)


def _apache_md5(password: bytes, stored: str) -> bool:
    return stored.startswith("$apr1$") and apr_md5_crypt.verify(password, stored)


def _des_crypt(password: bytes, stored: str) -> bool:
    return _DES.fullmatch(stored) is not None and des_crypt.verify(password, stored)


def _bcrypt_base64(salt: bytes) -> bytes:
    return base64.b64encode(salt).rstrip(b"=").translate(_TO_BCRYPT_BASE64)


_CHECKS = (_hex_digest, _otrs_bcrypt, _modular_bcrypt, _sha_crypt, _md5_crypt, _apache_md5, _des_crypt)
