"""Whether a browser speaks TLS: its cookies are to come over nothing else then."""

from collections.abc import Mapping


def speaks_tls(scheme: str, headers: Mapping[str, str]) -> bool:
    """With us, or with a proxy before us that says so; who lies about it harms only themselves.

    Names of headers are in lower case, or the mapping does not care.
    """
    return "https" in (scheme, headers.get("x-forwarded-proto", "").lower())
