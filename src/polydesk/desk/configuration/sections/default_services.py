"""Default services: the names of those that every customer user may choose."""

from typing import Any

from sqlalchemy import Connection

from polydesk.desk.configuration.links import Link, names_of
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.desk.queues.models import CustomerService, Service
from polydesk.kernel.work import Work

_EVERYONE = ""
_table: Any = CustomerService.__table__
_LINK = Link("default_services", _table, "customer_login", ("service_id",), *names_of(Service))


def load_default_services(work: Work, value: Any, place: Place, report: Report) -> None:
    """The list replaces the one before it."""
    wanted, before = _LINK.read(value, place), _stored(work.connection)
    _LINK.remove(work.connection, _EVERYONE, before - wanted)
    _LINK.add(work.connection, _EVERYONE, wanted - before)
    for service in wanted | before:
        report.count(existed=service in before, changed=service not in wanted)


def dump_default_services(connection: Connection, names: Names) -> Any:
    return _LINK.show(_stored(connection), names)


def _stored(connection: Connection) -> frozenset[tuple[Any, ...]]:
    return _LINK.stored(connection).get(_EVERYONE, frozenset())
