"""Whether a browser asks by its person's own wish: it sends cookies along with other sites' requests, too."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_from_own_pages(headers: Mapping[str, str], *, if_silent: bool) -> bool:
    """Whatever a request says must speak for our own pages; `if_silent` is the answer for one that says nothing.

    Browsers say it with whatever changes something, so that silence may at most read. Names of headers are in lower
    case, or the mapping does not care.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is not None:
        return _is_host(origin, headers.get("host") or "")
    return site is not None or if_silent


def _is_host(origin: str, host: str) -> bool:
    try:
        return host != "" and urlsplit(origin).netloc == host
    except ValueError:  # a broken IPv6 address
        return False
