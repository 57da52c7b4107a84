"""Web services: `config` is the vendors' definition as a mapping, `definition` the same as the text of their file."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.values import LEAVE_OUT, VALIDITY, Field, never, text
from polydesk.desk.services.definition import compile_service, dump_definition, parse_definition
from polydesk.desk.services.models import WebServiceRow
from polydesk.desk.services.versions import keep_version
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


def _read_definition(value: Any, place: Place, stored: Any) -> str:
    """The text as it is, with its comments; text that says the same as what is stored is no change."""
    if not isinstance(value, str):
        raise place.refuse("text_expected")
    try:
        config = parse_definition(value)
        compile_service(0, "", config)
    except Invalid as error:
        raise place.refuse("unusable", message=error.details.get("message", str(error))) from error
    return stored if stored is not None and _parsed(stored) == config else value


def _read_config(value: Any, place: Place, stored: Any) -> str:
    _refuse_truth(value, place)
    return _read_definition(dump_definition(place.mapping(value)), place, stored)


def _refuse_truth(value: Any, place: Place) -> None:
    """The word `false` is true to a Perl system, so nobody who writes it here would get what they meant."""
    if isinstance(value, bool):
        raise place.refuse("write_1_or_0")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_truth(inner, place.key(key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            _refuse_truth(inner, place.item(index))


def _parsed(definition: str) -> dict[str, Any] | None:
    try:
        return parse_definition(definition)
    except Invalid:
        return None


def _show_config(stored: str, names: Names) -> Any:
    config = _parsed(stored)
    return LEAVE_OUT if config is None else config


def _keep_version(work: Work, row: Mapping[str, Any]) -> None:
    keep_version(work, row["id"], row["config"])


WEB_SERVICES = Section(
    "web_services",
    WebServiceRow,
    "name",
    (
        text("name", required=True),
        Field("config", _read_config, _show_config),
        Field("definition", _read_definition, never, "config"),
        VALIDITY,
    ),
    after=_keep_version,
)
