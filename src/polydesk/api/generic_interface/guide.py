"""What the published OTOBO and Znuny REST API guides promise beyond what those systems do.

A web service follows the guide unless its definition says `Polydesk: {Guide: '0'}`. Then requests in the guide's
envelope `{"Data": …}` are answered in the guide's envelope, and on the guide's paths and in its envelope the input of
the guide's examples is accepted.
"""

from typing import Any

from polydesk.desk.services.definition import Operation, WebService

DOCUMENTED_PATHS = frozenset(
    (
        "/TicketCreate",
        "/TicketSearch",
        "/TicketGet",
        "/TicketUpdate",
        "/TicketDelete",
        "/TicketHistoryGet",
        "/SessionCreate",
        "/SessionGet",
        "/SessionRemove",
        "/ticket",
        "/ticket/get",
        "/ticket/search",
        "/ticket/history",
    )
)
"""The paths of the guide's chapters 3.1 to 3.6, and of the web service its Python chapter sets up."""
_BODYLESS = frozenset(("GET", "DELETE"))


def is_documented(service: WebService, route: str | None) -> bool:
    return service.options.guide and route in DOCUMENTED_PATHS


def without_envelope(service: WebService, data: Any) -> tuple[Any, bool]:
    """The parameters out of the guide's envelope, and whether there was one."""
    if not service.options.guide or not isinstance(data, dict) or not isinstance(data.get("Data"), dict):
        return data, False
    beside = {key: value for key, value in data.items() if key != "Data"}
    return {**data["Data"], **beside}, True


def answers_both_ways(service: WebService, route: str | None, method: str) -> bool:
    """A GET or DELETE cannot carry an envelope: on the guide's own paths it is answered so that both readings work."""
    return is_documented(service, route) and method in _BODYLESS and (route or "")[1:2].isupper()


def in_envelope(data: dict[str, Any]) -> dict[str, Any]:
    error = data.get("Error")
    if isinstance(error, dict):
        return {"Success": 0, "ErrorMessage": error.get("ErrorMessage", ""), "Data": {}}
    return {"Success": 1, "ErrorMessage": "", "Data": data}


def guide_types(operation: Operation, data: dict[str, Any]) -> dict[str, Any]:
    """Ids as the guide's examples have them: text after a create, numbers elsewhere, a list even without a hit."""
    if "Error" in data:
        return data
    match operation.type:
        case "Ticket::TicketCreate":
            return data | {"ArticleID": str(data["ArticleID"])}
        case "Ticket::TicketSearch":
            return {"TicketID": [int(one) for one in data.get("TicketID", [])]}
        case "Ticket::TicketUpdate":
            ids = {key: int(data[key]) for key in ("TicketID", "ArticleID") if key in data}
            return data | ids
        case _:
            return data
