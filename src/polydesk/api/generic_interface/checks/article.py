"""The checks of a request's `Article` part, in the original's order: rows 19 to 32 of TicketCreate."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.charset import is_charset, is_content_type, is_mime_type
from polydesk.api.generic_interface.checks.lookups import whole_number
from polydesk.api.generic_interface.checks.notify import notify_wish
from polydesk.api.generic_interface.perl import given, is_string, text, trimmed
from polydesk.api.generic_interface.words import ARTICLE_CHANNEL_IDS, ARTICLE_CHANNELS, SENDER_TYPE_NAMES
from polydesk.desk.people.addresses import all_valid
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import SENDER_AGENT, SENDER_CUSTOMER, SENDER_TYPES
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

_TIME_UNIT = re.compile(r"[0-9]{1,8}(?:[.,][0-9]{1,8})?")
_UTF8 = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    sent: dict[str, Any]
    channel_id: int
    sender_type_id: int
    visible: bool
    content_type: str
    time_units: Decimal
    notify: NotifyWish
    asks_for_response: bool
    """Whether the request itself names an AutoResponseType."""

    def word(self, key: str) -> str:
        value = self.sent.get(key)
        return text(value) if given(value) and is_string(value) else ""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an article is, unless the request says otherwise."""

    auto_response_type: str
    history_type: str
    history_comment: str


ON_CREATE = Defaults("auto reply", "NewTicket", "%%GenericInterface Create")
ON_UPDATE = Defaults("auto follow up", "AddNote", "%%GenericInterface Note")


class ArticleChecks:
    def __init__(self, call: Call, look: Look, sent: dict[str, Any], defaults: Defaults) -> None:
        self.call = call
        self.look = look
        article = trimmed(sent)
        self.asks_for_response = given(article.get("AutoResponseType"))
        self.article = _with_defaults(article, defaults, look, guide=call.guide)

    def run(self) -> ArticlePart:
        self._texts()
        channel_id = self._channel()
        sender_type_id = self._sender_type()
        self._from()
        content_type = self._content_type()
        if self._word("HistoryType") not in TYPE_IDS:
            self._invalid("Article->HistoryType parameter is invalid!")
        return ArticlePart(
            sent=self.article,
            channel_id=channel_id,
            sender_type_id=sender_type_id,
            visible=given(self.article["IsVisibleForCustomer"]),
            content_type=content_type,
            time_units=self._time_units(),
            notify=notify_wish(self.call, self.look, self.article),
            asks_for_response=self.asks_for_response,
        )

    def _word(self, key: str) -> str:
        value = self.article.get(key)
        return text(value) if is_string(value) else ""

    def _invalid(self, message: str) -> None:
        self.call.refuse("InvalidParameter", message)

    def _texts(self) -> None:
        for key in ("Subject", "Body", "AutoResponseType"):
            if not given(self._word(key)):
                self.call.refuse("MissingParameter", f"Article->{key} parameter is missing!")
        if self.look.config(Catalogue).auto_response_types.named_in_any_case(self._word("AutoResponseType")) is None:
            self._invalid("Article->AutoResponseType parameter is invalid!")

    def _channel(self) -> int:
        number = self.article.get("CommunicationChannelID")
        if given(number):
            found = whole_number(number)
        else:
            found = ARTICLE_CHANNELS.get(self._word("CommunicationChannel").casefold())
        if found not in ARTICLE_CHANNEL_IDS:
            self._invalid(
                "Article->CommunicationChannel or Article->CommunicationChannelID parameter is invalid "
                "or not supported!"
            )
        return found or 0

    def _sender_type(self) -> int:
        number = self.article.get("SenderTypeID")
        found = whole_number(number) if given(number) else SENDER_TYPES.get(self._word("SenderType").lower())
        if found not in SENDER_TYPE_NAMES:
            self._invalid("Article->SenderTypeID or Ticket->SenderType parameter is invalid!")
        return found or 0

    def _from(self) -> None:
        sent = self.article.get("From")
        checked = self.look.config(Settings)["CheckEmailAddresses"]
        if given(sent) and checked and not (is_string(sent) and all_valid(text(sent))):
            self._invalid("Article->From parameter is invalid!")

    def _content_type(self) -> str:
        whole, mime, charset = (self._word(key) for key in ("ContentType", "MimeType", "Charset"))
        if not (given(whole) or given(mime) or given(charset)):
            missing = "Article->ContentType or Ticket->MimeType and Article->Charset parameters are required!"
            self.call.refuse("MissingParameter", missing)
        if given(mime) and not given(charset):
            self.call.refuse("MissingParameter", "Article->Charset is required!")
        if given(charset) and not given(mime):
            self.call.refuse("MissingParameter", "Article->MimeType is required!")
        if given(mime) and not is_mime_type(mime):
            self._invalid("Article->MimeType is invalid!")
        if given(charset) and not is_charset(charset):
            self._invalid("Article->Charset is invalid!")
        if given(whole) and not is_content_type(whole):
            self._invalid("Article->ContentType is invalid!")
        return whole or f"{mime}; charset={charset}"

    def _time_units(self) -> Decimal:
        sent, settings = self.article.get("TimeUnit"), self.look.config(Settings)
        if not given(sent):
            if settings["Ticket::Frontend::AccountTime"] and settings["Ticket::Frontend::NeedAccountedTime"]:
                self.call.refuse("MissingParameter", "Article->TimeUnit is required by sysconfig option!")
            return Decimal(0)
        if not (is_string(sent) and _TIME_UNIT.fullmatch(text(sent))):
            self._invalid("Article->TimeUnit parameter is invalid!")
        return Decimal(text(sent).replace(",", "."))


def _with_defaults(article: dict[str, Any], defaults: Defaults, look: Look, *, guide: bool) -> dict[str, Any]:
    customer = isinstance(look.actor, CustomerActor)
    standing = {
        "AutoResponseType": defaults.auto_response_type,
        "CommunicationChannel": "Internal",
        "SenderType": SENDER_TYPE_NAMES[SENDER_CUSTOMER if customer else SENDER_AGENT],
        "HistoryType": defaults.history_type,
        "HistoryComment": defaults.history_comment,
    }
    if guide:
        standing |= _guide_defaults(article)
    filled = {**article, **{key: value for key, value in standing.items() if not given(article.get(key))}}
    if filled.get("IsVisibleForCustomer") is None:
        filled["IsVisibleForCustomer"] = 1
    return filled


def _guide_defaults(article: dict[str, Any]) -> dict[str, str]:
    """The published guide sends a MimeType without charset, or neither."""
    if given(article.get("ContentType")) or given(article.get("Charset")):
        return {}
    return {"MimeType": "text/plain", "Charset": _UTF8}
