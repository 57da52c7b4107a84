"""TLS towards mail servers: always verified, against the system's authorities and, if set, one's own."""

import ssl

from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings


def client_context(settings: Settings) -> ssl.SSLContext:
    """Raises Invalid when the file of the setting Mail::CAFile cannot be used."""
    context = ssl.create_default_context()
    authorities = settings["Mail::CAFile"]
    if authorities:
        try:
            context.load_verify_locations(cafile=authorities)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise Invalid("mail.ca_file", file=authorities, reason=str(error)) from None
    return context
