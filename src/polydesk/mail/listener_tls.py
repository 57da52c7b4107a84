"""The certificate that the mail listener shows."""

import ssl
from pathlib import Path

import structlog

from polydesk.kernel.settings import Settings

OFF, OFFERED, REQUIRED, IMPLICIT = "off", "offered", "required", "implicit"
"""No TLS; STARTTLS for who wants it; no mail without STARTTLS; TLS from the first byte."""
_log = structlog.get_logger(__name__)


class ListenerTls:
    """Files that were renewed count for the connections that are made from then on."""

    def __init__(self, settings: Settings) -> None:
        self.mode: str = settings["Mail::Listen::TLS"]
        self._certificate: str = settings["Mail::Listen::CertificateFile"]
        self._key: str = settings["Mail::Listen::KeyFile"] or self._certificate
        self._context: ssl.SSLContext | None = None
        self._seen: object = None

    def for_starttls(self) -> ssl.SSLContext | None:
        return self._context if self.mode in (OFFERED, REQUIRED) else None

    def at_once(self) -> ssl.SSLContext | None:
        return self._context if self.mode == IMPLICIT else None

    def load(self) -> None:
        """Raises OSError or ValueError if there is no certificate with its key: then nobody is let in."""
        if self.mode != OFF:
            self._seen = self._stamp()
            self._context = self._loaded()

    def refresh(self) -> None:
        """If the files have changed, use them; if they do not fit each other (yet), go on as before."""
        try:
            if self.mode == OFF or (seen := self._stamp()) == self._seen:
                return
            self._seen = seen
            self._context = self._loaded()
        except (OSError, ValueError) as error:
            _log.warning("mail_listener_certificate_not_renewed", reason=str(error))
        else:
            _log.info("mail_listener_certificate_renewed")

    def _stamp(self) -> object:
        found = [Path(file).stat() for file in (self._certificate, self._key)]
        return [(one.st_mtime_ns, one.st_size, one.st_ino) for one in found]

    def _loaded(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # with a password that is wrong a protected key is an error, instead of a question on the terminal
        context.load_cert_chain(self._certificate, self._key, password=lambda: "none")
        return context
