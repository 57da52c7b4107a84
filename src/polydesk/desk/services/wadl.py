"""A WADL description of a web service, generated from its routes, for people and client generators."""

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote
from xml.etree import ElementTree

from polydesk.desk.services.definition import Route, WebService

_NAMESPACE = "http://wadl.dev.java.net/2009/02"
_JSON = "application/json"
_METHODS_WITH_BODY = frozenset(("POST", "PUT", "PATCH"))
_PARAMETER = re.compile(r":([A-Za-z_][A-Za-z0-9_]*)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]")


def wadl(service: WebService, base_url: str) -> str:
    """The XML document. `base_url` ends with the script's name, before `/Webservice/`.

    A route without a list of methods answers any; it is described with GET and POST.
    """
    application = ElementTree.Element("application", xmlns=_NAMESPACE)
    base = f"{base_url.rstrip('/')}/Webservice/{quote(service.name, safe='', errors='replace')}/"
    resources = ElementTree.SubElement(application, "resources", base=_xml(base))
    ids = _Ids()
    by_path = sorted(service.routes, key=lambda route: route.text)
    for text, routes in groupby(by_path, key=lambda route: route.text):
        _add_resource(resources, text, list(routes), service, ids)
    ElementTree.indent(application)
    return ElementTree.tostring(application, encoding="unicode", xml_declaration=True) + "\n"


class _Ids:
    """Identifiers unique in the document and made of characters an XML id may hold."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, wanted: str) -> str:
        clean = _NOT_IN_ID.sub("_", wanted)
        clean = clean if clean[:1].isalpha() else f"_{clean}"
        found, number = clean, 1
        while found in self._taken:
            number += 1
            found = f"{clean}-{number}"
        self._taken.add(found)
        return found


def _add_resource(
    resources: ElementTree.Element, text: str, routes: list[Route], service: WebService, ids: _Ids
) -> None:
    path = _PARAMETER.sub(r"{\1}", text).lstrip("/")
    resource = ElementTree.SubElement(resources, "resource", path=_xml(path))
    resource.set("id", ids.unique(path or "root"))
    for name in routes[0].names:
        ElementTree.SubElement(resource, "param", name=name, style="template", required="true")
    for method, route in _methods(routes):
        _add_method(resource, method, route, service, ids)


def _methods(routes: list[Route]) -> Iterator[tuple[str, Route]]:
    for route in routes:
        for method in sorted(route.methods) or ("GET", "POST"):
            yield method, route


def _add_method(resource: ElementTree.Element, name: str, route: Route, service: WebService, ids: _Ids) -> None:
    method = ElementTree.SubElement(resource, "method", name=_xml(name))
    method.set("id", ids.unique(f"{name}_{route.operation}"))
    description = service.operations[route.operation].description
    if description:
        ElementTree.SubElement(method, "doc").text = _xml(description)
    if name in _METHODS_WITH_BODY:
        request = ElementTree.SubElement(method, "request")
        ElementTree.SubElement(request, "representation", mediaType=_JSON)
    response = ElementTree.SubElement(method, "response", status="200")
    ElementTree.SubElement(response, "representation", mediaType=_JSON)


def _xml(text: str) -> str:
    """XML has no way to write control characters or halves of surrogate pairs, not even escaped."""
    return _NOT_XML.sub("\ufffd", text)
