"""Messages of a chat, to become an article of a new ticket."""

from polydesk.api.otrs7.answers import Answer
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import forbidden
from polydesk.api.otrs7.parameters import path_ids
from polydesk.api.otrs7.routing import Operation


def messages(call: Call) -> Answer:
    """For those who took part in the chat: as long as this desk has no chats, nobody did."""
    path_ids(call, "FromChatID")
    raise forbidden()


OPERATIONS = (Operation("GET", "/api/frontend/external/chat/{FromChatID}/messages", messages),)
