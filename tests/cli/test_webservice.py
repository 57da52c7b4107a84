from pathlib import Path

import pytest

from polydesk.cli.printable import printable
from tests.cli.running import Commands


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Own.yml"
    path.write_text("# ours\nProvider: {Operation: {Echo: {Type: 'Test::Test'}}}\n")
    return path


def test_the_list_shows_ids_names_and_use(polydesk: Commands) -> None:
    first = polydesk.output("webservice", "list").splitlines()[0].split("\t")
    assert first[:3] == ["2", "GenericTicketConnectorREST", "valid"]


def test_import_takes_the_files_name_and_export_gives_the_file_back(polydesk: Commands, file: Path) -> None:
    assert polydesk.output("webservice", "import", str(file)) == "Own is imported (id 6).\n"
    assert polydesk.output("webservice", "export", "Own") == file.read_text()


def test_importing_again_keeps_the_id(polydesk: Commands, file: Path) -> None:
    polydesk.output("webservice", "import", str(file), "--name", "OTOBO")
    assert polydesk.output("webservice", "export", "OTOBO") == file.read_text()
    assert len(polydesk.output("webservice", "list").splitlines()) == 4


def test_an_unusable_definition_is_refused_in_one_line(polydesk: Commands, file: Path) -> None:
    file.write_text("Provider: {Operation: {Echo: {}}}\n")
    assert polydesk.refusal("webservice", "import", str(file)) == "polydesk: Operation 'Echo' has no Type.\n"


def test_an_unknown_service_is_refused(polydesk: Commands) -> None:
    for command in ("export", "log", "wadl"):
        assert "Nothing" in polydesk.refusal("webservice", command, "Nothing")


def test_wadl_describes_the_routes(polydesk: Commands) -> None:
    assert '<resource path="TicketDelete"' in polydesk.output("webservice", "wadl", "MyConnectorREST")


def test_what_clients_sent_cannot_move_the_cursor() -> None:
    assert printable("Grüße\x1b[2J\nnext\u202e") == "Grüße\\x1b[2J\\nnext\\u202e"
