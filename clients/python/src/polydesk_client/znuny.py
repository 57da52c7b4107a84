"""The client of the Znuny guide, with the guide's names: for Znuny, OTRS and OTOBO, and for a Polydesk in their place.

It calls the service GenericTicketConnectorREST, which those systems ship as a sample: import it there once.
"""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

import httpx

from polydesk_client.generic_interface import GenericInterfaceError, answer_of, complete_article, in_full_words

Json = dict[str, Any]
_ENTRY = "nph-genericinterface.pl"
_NAMES = {
    "body": "Body",
    "charset": "Charset",
    "communication_channel": "CommunicationChannel",
    "content_type": "ContentType",
    "is_visible_for_customer": "IsVisibleForCustomer",
    "mime_type": "MimeType",
    "sender_type": "SenderType",
    "subject": "Subject",
    "time_unit": "TimeUnit",
}
"""Keywords that are the article's, with or without `article_` before them; all others are the ticket's."""
_GUIDE_SERVICE = "MyConnectorREST"
_PARTS = {"id": "ID", "ids": "IDs", "sla": "SLA", "slas": "SLAs"}


class ZnunyError(GenericInterfaceError):
    """Znuny refused the operation: see `code` and `message`."""


class ZnunyClient:
    """One agent's session, opened by the first call. Raises ZnunyError when an operation is refused.

    `url` is the server's; `prefix` the folder the system is installed under there. A URL that goes up to
    nph-genericinterface.pl is taken as it is. A ticket's fields are keywords: `customer_user=` is `CustomerUser`.
    """

    def __init__(
        self,
        url: str,
        username: str,
        password: str,
        *,
        prefix: str = "znuny",
        service: str = "GenericTicketConnectorREST",
        timeout: float = 30,
        client: httpx.Client | None = None,
    ) -> None:
        url = url.rstrip("/")
        entry = url if url.endswith(_ENTRY) else "/".join(part for part in (url, prefix.strip("/"), _ENTRY) if part)
        self._root = f"{entry}/Webservice/{service}"
        self._login = {"UserLogin": username, "Password": password}
        self._session: str | None = None
        self._owned = client is None
        self._client = client or httpx.Client(timeout=timeout)

    def __enter__(self) -> "ZnunyClient":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._owned:
            self._client.close()

    def ticket_create(self, **fields: Any) -> int:
        """Open a ticket, and give back its id: `title`, `queue`, `state`, `priority`, `customer_user` …

        The first article is `article_subject`, `article_body` and `mime_type` or `content_type`. Besides:
        `dynamic_fields` (names and values) and `attachments` (objects with Filename, ContentType, Content in base64).
        """
        return int(self._write("POST", "/Ticket", fields)["TicketID"])

    def ticket_get(
        self,
        ticket_id: int | str,
        *,
        all_articles: bool = False,
        dynamic_fields: bool = False,
        attachments: bool = False,
        extended: bool = False,
    ) -> Json:
        """The ticket, with its articles, dynamic fields and files if asked for."""
        wanted = {
            "AllArticles": int(all_articles),
            "DynamicFields": int(dynamic_fields),
            "Attachments": int(attachments),
            "Extended": int(extended),
        }
        ticket: Json = self._call("GET", f"/Ticket/{int(ticket_id)}", wanted)["Ticket"][0]
        return ticket

    def ticket_search(self, **criteria: Any) -> list[int]:
        """Ids, newest first: `title="%order%"`, `queues=["Support"]`, `states=["open"]`, `limit=10` …"""
        wanted = {_field_name(key): int(value) if value is True else value for key, value in criteria.items()}
        return [int(one) for one in self._call("GET", "/Ticket", wanted).get("TicketID", [])]

    def ticket_update(self, ticket_id: int | str, **fields: Any) -> int:
        """Change fields, state, owner; with `article_subject` and `article_body`, add an article. Gives back the id."""
        return int(self._write("PATCH", f"/Ticket/{int(ticket_id)}", fields)["TicketID"])

    def ticket_delete(self, ticket_id: int | str) -> bool:
        """Delete the ticket; False if the system has no operation for that, and it was put into the state `removed`.

        Polydesk has one, in the service of the guide's own routes; Znuny, OTRS and OTOBO have none.
        """
        url = f"{self._root.rpartition('/')[0]}/{_GUIDE_SERVICE}/TicketDelete"
        parameters: dict[str, str | int] = {**self._login, "TicketID": int(ticket_id)}
        try:
            answer_of(self._client.delete(url, params=parameters), ZnunyError)
        except httpx.HTTPStatusError:
            self.ticket_update(ticket_id, state="removed")
            return False
        return True

    def ticket_history_get(self, ticket_id: int | str) -> list[Json]:
        """What happened to the ticket, oldest first."""
        histories = self._call("GET", f"/TicketHistory/{int(ticket_id)}", {}).get("TicketHistory", [])
        return [entry for history in histories for entry in history.get("History", [])]

    def _write(self, method: str, path: str, fields: Mapping[str, Any]) -> Json:
        parameters = _parameters(fields)
        try:
            return self._call(method, path, parameters)
        except ZnunyError as error:
            ticket = in_full_words(parameters.get("Ticket", {}), error)
            if ticket is None:
                raise
            return self._call(method, path, {**parameters, "Ticket": ticket})

    def _call(self, method: str, path: str, parameters: Json) -> Json:
        """In the session at hand; when that has ended meanwhile, once more in a new one."""
        if self._session is not None:
            try:
                return self._send(method, path, {**parameters, "SessionID": self._session})
            except ZnunyError as error:
                if not error.code.endswith((".AuthFail", ".SessionInvalid")):
                    raise
        opened = self._send("POST", "/Session", self._login)
        self._session = str(opened["SessionID"])
        return self._send(method, path, {**parameters, "SessionID": self._session})

    def _send(self, method: str, path: str, parameters: Json) -> Json:
        url = self._root + path
        if method == "GET":
            return answer_of(self._client.get(url, params=parameters), ZnunyError)
        return answer_of(self._client.request(method, url, json=parameters), ZnunyError)


def _parameters(fields: Mapping[str, Any]) -> Json:
    """The keywords of a call, sorted into Ticket and Article, and what stands beside them."""
    ticket: Json = {}
    article: Json = {}
    for key, value in fields.items():
        short = key.removeprefix("article_")
        if key in ("dynamic_fields", "attachments"):
            continue
        if short != key or key in _NAMES:
            article[_NAMES.get(short) or _field_name(short)] = value
        else:
            ticket[_field_name(key)] = value
    parts: Json = {"Ticket": ticket} if ticket else {}
    if article:
        parts["Article"] = complete_article(article)
    return parts | _beside(fields.get("dynamic_fields", {}), fields.get("attachments", ()))


def _beside(dynamic_fields: Mapping[str, Any], attachments: Sequence[Json]) -> Json:
    beside: Json = {}
    if dynamic_fields:
        beside["DynamicField"] = [{"Name": name, "Value": value} for name, value in dynamic_fields.items()]
    if attachments:
        beside["Attachment"] = list(attachments)
    return beside


def _field_name(keyword: str) -> str:
    """`customer_user` is `CustomerUser`, `queue_id` is `QueueID`; what has a capital already is taken as it is."""
    if keyword != keyword.lower():
        return keyword
    return "".join(_PARTS.get(part, part[:1].upper() + part[1:]) for part in keyword.split("_"))
