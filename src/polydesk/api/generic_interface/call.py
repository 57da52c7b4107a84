"""One call of one operation: everything an operation may look at."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from polydesk.api.generic_interface.errors import Refusal
from polydesk.desk.request import RequestDesk
from polydesk.desk.services.definition import Operation, WebService


class Call(NamedTuple):
    """`data` is the mapped input. `guide` says that the published guide's relaxed rules hold for this request."""

    desk: RequestDesk
    service: WebService
    operation: Operation
    data: Any
    remote_address: str = ""
    client: str = ""
    guide: bool = False
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def name(self) -> str:
        """The operation's own name, as it stands in error codes: TicketCreate for Ticket::TicketCreate."""
        return self.operation.type.rpartition("::")[2]

    def refusal(self, kind: str, text: str) -> Refusal:
        return Refusal(f"{self.name}.{kind}", f"{self.name}: {text}")

    def refuse(self, kind: str, text: str) -> NoReturn:
        raise self.refusal(kind, text)

    @property
    def object(self) -> dict[str, Any]:
        """The input of an operation that dies on anything but an object, as in the original."""
        if not isinstance(self.data, dict):
            raise NotAnObject
        return self.data


class NotAnObject(Exception):
    """The original dies here: 500, `Internal Server Error` as plain text."""
