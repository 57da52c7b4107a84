from xml.etree import ElementTree

from polydesk.desk.services.definition import WebService, compile_service
from polydesk.desk.services.wadl import wadl

NS = {"w": "http://wadl.dev.java.net/2009/02"}


def service(routes: dict[str, tuple[str, list[str]]], name: str = "Desk") -> WebService:
    mapping = {key: {"Route": route, "RequestMethod": methods} for key, (route, methods) in routes.items()}
    operations = {key: {"Type": "Test::Test", "Description": f"About {key}"} for key in routes}
    transport = {"Type": "HTTP::REST", "Config": {"RouteOperationMapping": mapping}}
    return compile_service(2, name, {"Provider": {"Operation": operations, "Transport": transport}})


def parsed(described: WebService) -> ElementTree.Element:
    return ElementTree.fromstring(wadl(described, "https://desk.example/otobo/nph-genericinterface.pl/"))


def test_each_path_is_a_resource_with_its_methods() -> None:
    root = parsed(service({"Get": ("/Ticket/:TicketID", ["GET"]), "Update": ("/Ticket/:TicketID", ["PATCH"])}))
    (resource,) = root.findall("w:resources/w:resource", NS)
    assert resource.get("path") == "Ticket/{TicketID}"
    assert [method.get("id") for method in resource.findall("w:method", NS)] == ["GET_Get", "PATCH_Update"]
    (parameter,) = resource.findall("w:param", NS)
    assert (parameter.get("name"), parameter.get("style")) == ("TicketID", "template")


def test_answers_are_json_and_so_are_bodies() -> None:
    root = parsed(service({"Create": ("/Ticket", ["POST"])}))
    assert root.find(".//w:response[@status='200']/w:representation[@mediaType='application/json']", NS) is not None
    assert root.find(".//w:request/w:representation[@mediaType='application/json']", NS) is not None
    assert root.findtext(".//w:doc", namespaces=NS) == "About Create"


def test_the_base_is_the_services_address() -> None:
    resources = parsed(service({"A": ("/a", [])}, name="A b/ü")).find("w:resources", NS)
    assert resources is not None
    assert resources.get("base") == "https://desk.example/otobo/nph-genericinterface.pl/Webservice/A%20b%2F%C3%BC/"


def test_hostile_names_stay_well_formed_with_unique_ids() -> None:
    hostile = {'<&">\x00\x1b': ("/<a>&'\"", ["<x>", "GET"]), "<&'>\x00\x1b": ("/\ud800", ["GET"])}
    root = parsed(service(hostile, name="\ud800<&>"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 5
