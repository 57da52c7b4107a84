"""Files of templates: added, replaced and removed, with the audit trail."""

import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.desk import Desk
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.writing import template_files
from polydesk.desk.writing.template_files import (
    MOST_FILES,
    add_template_files,
    list_template_files,
    remove_template_file,
)
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from tests.world.cast import ROOT
from tests.world.tickets import configured

NUMBER = 50


@pytest.fixture
def desk_with_template(desk: Desk) -> Desk:
    configured(desk, templates=[{"id": NUMBER, "name": "Terms", "kind": "Answer", "text": "x"}])
    return desk


def add(desk: Desk, *files: tuple[str, bytes], to: int = NUMBER, kind: str = "text/plain") -> None:
    new = [NewFile(filename=name, content=content, content_type=kind) for name, content in files]
    with desk.work(ROOT) as work:
        add_template_files(work, to, new)


def held(desk: Desk) -> dict[str, bytes]:
    """As everybody's memory of the configuration has them."""
    with desk.look() as look:
        return {one.filename: look.files.get(one.hash) for one in look.config(Mailing).templates[NUMBER].files}


def test_files_are_added_and_replaced_by_name(desk_with_template: Desk) -> None:
    add(desk_with_template, ("b.txt", b"old"), ("a.txt", b"A"))
    add(desk_with_template, ("b.txt", b"new"))
    assert held(desk_with_template) == {"a.txt": b"A", "b.txt": b"new"}


def test_one_is_removed(desk_with_template: Desk) -> None:
    add(desk_with_template, ("a.txt", b"A"), ("b.txt", b"B"))
    with desk_with_template.work(ROOT) as work:
        remove_template_file(work, NUMBER, list_template_files(work, NUMBER)[0].id)
    assert held(desk_with_template) == {"b.txt": b"B"}


def test_every_change_is_in_the_audit_trail(desk_with_template: Desk) -> None:
    add(desk_with_template, ("a.txt", b"A"))
    with desk_with_template.work(ROOT) as work:
        remove_template_file(work, NUMBER, list_template_files(work, NUMBER)[0].id)
    with desk_with_template.look() as look:
        [attached] = list_audit(look, AuditFilter(action="templates.attach"), offset=0, limit=9)[0]
        [detached] = list_audit(look, AuditFilter(action="templates.detach"), offset=0, limit=9)[0]
    assert attached.new_values and attached.new_values == detached.old_values
    assert (attached.actor, attached.entity_id, attached.new_values["filename"]) == ("root@localhost", "50", "a.txt")


def test_what_is_not_there_is_not_found(desk_with_template: Desk) -> None:
    add(desk_with_template, ("a.txt", b"A"))
    with pytest.raises(NotFound):
        add(desk_with_template, ("a.txt", b"A"), to=NUMBER + 1)
    with pytest.raises(NotFound), desk_with_template.work(ROOT) as work:
        remove_template_file(work, NUMBER + 1, list_template_files(work, NUMBER)[0].id)


@pytest.mark.parametrize("name", ["..", "/", "\u202e", "a/"])
def test_file_upload_of_a_name_of_nothing_is_refused(desk_with_template: Desk, name: str) -> None:
    with pytest.raises(Invalid):
        add(desk_with_template, ("a.txt", b"A"), (name, b"B"))
    assert held(desk_with_template) == {}


def test_file_upload_of_a_strange_type_is_of_no_type(desk_with_template: Desk) -> None:
    add(desk_with_template, ("a.txt", b"A"), kind="text/html\r\nx: y")
    with desk_with_template.look() as look:
        assert list_template_files(look, NUMBER)[0].content_type == "application/octet-stream"


def test_they_are_no_larger_than_a_form_may_be(desk_with_template: Desk) -> None:
    configured(desk_with_template, settings={"WebMaxFileUpload": 3})
    add(desk_with_template, ("a.txt", b"AA"))
    with pytest.raises(Conflict, match="too_large"):
        add(desk_with_template, ("b.txt", b"BB"))
    add(desk_with_template, ("a.txt", b"AAA"))
    assert held(desk_with_template) == {"a.txt": b"AAA"}


def test_they_are_not_too_many_nor_too_large_together(
    desk_with_template: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk_with_template, *((f"{number}.txt", b"") for number in range(MOST_FILES)))
    with pytest.raises(Conflict, match="too_many"):
        add(desk_with_template, ("more.txt", b""))
    monkeypatch.setattr(template_files, "MOST_BYTES", 3)
    with pytest.raises(Conflict, match="too_large_together"):
        add(desk_with_template, ("1.txt", b"four"))
