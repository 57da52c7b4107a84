"""Templates in a configuration: queues by name, attachments with their contents."""

from base64 import b64encode
from pathlib import Path

import pytest

from polydesk.desk.configuration.dump import as_yaml
from polydesk.desk.configuration.entries import find_entry
from polydesk.desk.desk import Desk
from polydesk.desk.sending.registry import FileOfTemplate, Mailing
from polydesk.desk.writing import template_files
from polydesk.desk.writing.template_files import MOST_FILES
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.wiring import open_desk
from tests.desk.configuration.loading import dump, entry, load

PDF = b"%PDF-1.4\n%%EOF\n\0\xff"
ONE = f"{{name: terms.pdf, type: application/pdf, content: {b64encode(PDF).decode()}}}"
OTHER = "{name: notes, content: ''}"


def template(attachments: str, queues: str = "[]") -> str:
    return f"templates: [{{name: Terms, attachments: {attachments}, queues: {queues}}}]"


def names(desk: Desk) -> list[str]:
    return [one["name"] for one in entry(desk, "templates", "name", "Terms")["attachments"]]


def test_a_dump_makes_the_same_templates_again(desk: Desk, tmp_path: Path) -> None:
    load(desk, template(f"[{ONE}, {OTHER}]", "[Junk, Raw]"))
    document = dump(desk)
    other = open_desk(tmp_path / "other")
    load(other, as_yaml(document))
    assert dump(other) == document
    with other.look() as look:
        found = next(one for one in look.config(Mailing).templates.values() if one.name == "Terms")
        assert [(one.filename, one.content_type, one.size) for one in found.files] == [
            ("notes", "application/octet-stream", 0),
            ("terms.pdf", "application/pdf", len(PDF)),
        ]
        assert look.files.get(found.files[1].hash) == PDF
    other.database.dispose()
    assert not load(desk, as_yaml(document)).anything_new


def test_lists_replace_the_ones_before_and_what_is_left_out_stays(desk: Desk) -> None:
    load(desk, template(f"[{ONE}]", "[Raw]"))
    load(desk, "templates: [{name: Terms, text: New}]")
    found = entry(desk, "templates", "name", "Terms")
    assert (names(desk), found["queues"], found["text"]) == (["terms.pdf"], ["Raw"], "New")
    load(desk, template(f"[{OTHER}]"))
    assert (names(desk), entry(desk, "templates", "name", "Terms")["queues"]) == (["notes"], [])


def test_the_same_name_with_another_content_is_another_file(desk: Desk) -> None:
    load(desk, template(f"[{ONE}]"))
    assert load(desk, template("[{name: terms.pdf, content: AAAA}]")).changed == 1
    with desk.look() as look:
        [found] = [one.files for one in look.config(Mailing).templates.values() if one.name == "Terms"]
        assert isinstance(found[0], FileOfTemplate) and look.files.get(found[0].hash) == b"\0\0\0"


def test_entries_tell_of_files_without_their_contents(desk: Desk) -> None:
    load(desk, template(f"[{ONE}]"))
    number = entry(desk, "templates", "name", "Terms")["id"]
    with desk.look() as look:
        [shown] = find_entry(look, "templates", number)["attachments"]
    assert shown.keys() == {"name", "type", "size", "sha256"}


def test_file_upload_names_are_made_harmless(desk: Desk) -> None:
    load(desk, template('[{name: "../../etc/\\u202epasswd", content: ""}, {name: ".bashrc", content: ""}]'))
    assert names(desk) == ["bashrc", "passwd"]


@pytest.mark.parametrize(
    ("attachments", "where", "reason"),
    [
        ("{}", "", "list_expected"),
        ("[terms.pdf]", "[0]", "mapping_expected"),
        ("[{name: a}]", "[0]", "missing"),
        ("[{content: ''}]", "[0]", "missing"),
        ("[{name: a, content: '', sha256: x}]", "[0]", "unknown_key"),
        ("[{name: '..', content: ''}]", "[0].name", "empty"),
        ("[{name: a, content: 'not=base64'}]", "[0].content", "base64_expected"),
        ("[{name: a, content: 'ü'}]", "[0].content", "base64_expected"),
        ("[{name: a, content: [1]}]", "[0].content", "text_expected"),
        ('[{name: a, content: "", type: "text/html\\r\\nx: y"}]', "[0].type", "media_type_expected"),
        ("[{name: a, content: ''}, {name: x/a, content: ''}]", "[1]", "twice"),
        (f"[{', '.join([OTHER] * (MOST_FILES + 1))}]", "", "too_many"),
    ],
)
def test_what_is_no_file_is_refused(desk: Desk, attachments: str, where: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(desk, template(attachments))
    assert refused.value.code == f"configuration.{reason}"
    assert refused.value.details["where"] == f"templates[0].attachments{where}"
    assert dump(desk)["templates"] == []


def test_a_queue_there_is_none_of_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        load(desk, template("[]", "[Nowhere]"))
    assert refused.value.details["where"] == "templates[0].queues[0]"


def test_all_files_together_stay_a_document_that_can_be_loaded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_files, "MOST_BYTES", len(PDF))
    load(desk, template(f"[{ONE}]"))
    with pytest.raises(Conflict, match="too_large_together"):
        load(desk, "templates: [{name: More, attachments: [{name: a, content: AAAA}]}]")
