"""Preferences every agent of an OTOBO has without having set them; a session shows them beside the agent's own."""

from collections.abc import Mapping
from types import MappingProxyType

AGENT_DEFAULT_PREFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "AdminCommunicationLogPageShown": "25",
        "AdminDynamicFieldsOverviewPageShown": "250",
        "UserCreateNextMask": "",
        "UserLoginFailed": "0",
        "UserMarkTicketSeenRedirectURL": "",
        "UserMarkTicketUnseenRedirectURL": "",
        "UserRefreshTime": "0",
        "UserTicketOverviewMediumPageShown": "20",
        "UserTicketOverviewPreviewPageShown": "15",
        "UserTicketOverviewSmallPageShown": "25",
    }
)
"""From name to value, as texts. Recorded from an OTOBO 11 (session-get)."""
