"""How OTOBO says no."""

from polydesk_client.generic_interface import GenericInterfaceError


class OTOBOError(GenericInterfaceError):
    """OTOBO refused the operation: see `code` and `message`."""
