"""The names the Generic Interface has for what the desk numbers."""

from polydesk.desk.tickets.models import CHANNELS, SENDER_TYPES

SENDER_TYPE_NAMES = {number: name for name, number in SENDER_TYPES.items()}
ARTICLE_CHANNELS = {name.casefold(): number for name, number in CHANNELS.items() if name != "Chat"}
"""The channels an article can be sent through; chats have operations of their own."""
ARTICLE_CHANNEL_IDS = frozenset(ARTICLE_CHANNELS.values())
GUIDE_STATES = {"closed": "closed successful"}
"""States the published guide uses that no desk has."""
