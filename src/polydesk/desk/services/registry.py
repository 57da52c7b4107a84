"""The web services of the desk, compiled, in memory."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import structlog
from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.services.definition import WebService, compile_service, parse_definition
from polydesk.desk.services.models import WebServiceRow
from polydesk.kernel.errors import Invalid

_log = structlog.get_logger(__name__)


class WebServices:
    """Those in use that compile."""

    def __init__(self, services: Iterable[WebService]) -> None:
        self._by_id = {service.id: service for service in services}
        self._by_name = {service.name: service for service in self._by_id.values()}

    def __iter__(self) -> Iterator[WebService]:
        return iter(self._by_id.values())

    def by_id(self, service_id: int) -> WebService | None:
        return self._by_id.get(service_id)

    def named(self, name: str) -> WebService | None:
        return self._by_name.get(name)


def load_web_services(connection: Connection) -> WebServices:
    rows = connection.execute(
        select(WebServiceRow.id, WebServiceRow.name, WebServiceRow.config).where(WebServiceRow.valid == VALID)
    )
    compiled = [_compiled(*row) for row in rows]
    return WebServices(service for service in compiled if service is not None)


def _compiled(service_id: int, name: str, definition: str) -> WebService | None:
    """None for a stored definition that is not usable (any more): it must not take the others down with it."""
    try:
        return _usable(service_id, name, definition)
    except Invalid as error:
        _log.error("web_service_left_out", web_service=name, reason=error.details.get("message"))
        return None


@lru_cache(maxsize=32)
def _usable(service_id: int, name: str, definition: str) -> WebService:
    """Kept for the same text: reading YAML was half of what reading the configuration after a change took."""
    return compile_service(service_id, name, parse_definition(definition))
