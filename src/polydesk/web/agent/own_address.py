"""The desk's own address, as browsers know it, and what is a page of it."""

from urllib.parse import urlsplit

from starlette.requests import Request

from polydesk.desk.browser_tls import speaks_tls
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

_NOT_SET = ("", "localhost")


def own_origin(request: Request, look: Look) -> str:
    """Scheme, name and port. The setting decides which name it is; the browser, how it gets there.

    A desk that has not been told its name answers to the one it is called by, if that is one.
    """
    called, name = request.headers.get("host", ""), look.config(Settings)["FQDN"].lower()
    called = called if host_of(called) else name or "localhost"
    if name in _NOT_SET or host_of(called) == name:
        return f"{'https' if speaks_tls(request.url.scheme, request.headers) else 'http'}://{called.lower()}"
    return f"https://{name}"


def host_of(authority: str) -> str:
    """The name alone; empty for what is none."""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


def own_path(wanted: str) -> str:
    """A path of ours and nothing else: who sends somebody a link must not choose where they end up."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if is_own and wanted.isprintable() and "\\" not in wanted else "/"
