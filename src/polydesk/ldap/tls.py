"""TLS towards the directory: verified by Python itself, for the name the administrator gave."""

import ssl
from typing import Any

from ldap3 import Tls

from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.ldap.limits import ANSWER_SECONDS


class VerifyingTls(Tls):  # type: ignore[misc]  # ldap3 has no types
    """ldap3's own check of names is older than Python's and knows only the address we connect to."""

    def __init__(self, settings: DirectorySettings) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._context = _context(settings)
        self._host = settings.host

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
        connection.socket.settimeout(ANSWER_SECONDS)
        connection.socket = self._context.wrap_socket(
            connection.socket, server_hostname=self._host, do_handshake_on_connect=do_handshake
        )


def _context(settings: DirectorySettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.insecure_skip_verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    elif settings.ca_file:
        try:
            context.load_verify_locations(cafile=settings.ca_file)
        except (OSError, ValueError):
            raise DirectoryUnavailable("the file of the setting LDAP::CAFile cannot be used") from None
    return context
