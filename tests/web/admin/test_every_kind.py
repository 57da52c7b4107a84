"""What holds for every kind of entry, whatever its fields are."""

from collections.abc import Iterator, Mapping

import pytest

from polydesk.desk.configuration.dump import dump_configuration
from polydesk.desk.configuration.entries import Entry, list_entries
from polydesk.desk.desk import Desk
from polydesk.web.admin.entries import kept_of
from polydesk.web.admin.kinds import Kind
from tests.conftest import DATABASES, opened_copy
from tests.web.admin.form_fields import fields_of
from tests.web.admin.kinds import KINDS, build_furnished
from tests.web.agent.client import Browser

Fields = Mapping[str, list[str]]
LARGEST_PAGE = 60_000
HOSTILE = (
    "",
    "\0",
    "'\"><script>alert(1)</script>\u202e",
    "9" * 15,
    "-1",
    "[{: &x *x !!python/object:os.system x",
    "x" * 10_000,
)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


@pytest.fixture(scope="module", params=DATABASES)
def furnished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from opened_copy(request, "furnished", build_furnished, tmp_path_factory.mktemp("furnished") / "data")


@pytest.fixture(scope="module")
def admin(furnished: Desk) -> Browser:
    return Browser(furnished).of("root@localhost", "root")


def entries_of(desk: Desk, kind: Kind) -> list[Entry]:
    with desk.look() as look:
        return list_entries(look, kind.section).entries


def forms_of(desk: Desk, kind: Kind) -> list[str]:
    """Where entries are changed of which anything may be changed."""
    keys = {one.key for one in kind.inputs}
    return [f"{kind.path}/{one['id']}" for one in entries_of(desk, kind) if keys - kept_of(kind, one)]


def form_at(browser: Browser, path: str) -> Fields:
    page = browser.get(path)
    assert page.status_code == 200, path
    return fields_of(page.text, path)


def sent(browser: Browser, path: str, fields: Fields) -> int:
    return browser.post(path, fields, csrf=False).status_code


@each_kind
def test_its_pages_open(kind: Kind, admin: Browser, furnished: Desk) -> None:
    paths = [kind.path, f"{kind.path}/new", *(f"{kind.path}/{one['id']}" for one in entries_of(furnished, kind))]
    assert len(paths) > 2, "docs/howto/configuration.md has no example"
    for path in paths:
        page = admin.get(path)
        assert page.status_code == 200, path
        assert len(page.content) < LARGEST_PAGE, path


@each_kind
def test_a_form_sent_as_it_is_shown_changes_nothing(kind: Kind, admin: Browser, furnished: Desk) -> None:
    with furnished.look() as look:
        before = dump_configuration(look)[kind.section]
    for path in forms_of(furnished, kind):
        answer = admin.post(path, form_at(admin, path), csrf=False)
        assert answer.status_code == 303, (path, answer.text)
    with furnished.look() as look:
        assert dump_configuration(look)[kind.section] == before


@each_kind
def test_hostile_values_are_refused_or_kept(kind: Kind, admin: Browser, furnished: Desk) -> None:
    """Whatever stands in a field: never a failure of ours."""
    new, old = f"{kind.path}/new", forms_of(furnished, kind)[0]
    form = form_at(admin, new)
    for value in HOSTILE[:3]:
        wrong = {name: form[name] if name in ("csrf", "version") else [value] for name in form}
        assert sent(admin, new, wrong) in (200, 303, 422), value[:40]
    form = form_at(admin, old)
    for at, name in enumerate(sorted({name for name in form if not name.rpartition("/")[2].isdecimal()} - {"csrf"})):
        assert sent(admin, old, {**form, name: [HOSTILE[at % len(HOSTILE)]]}) in (303, 422), name


@each_kind
def test_what_is_not_there_is_not_found(kind: Kind, admin: Browser) -> None:
    for number in ("0", "999999999999999", "9" * 16, "x", "%C2%B2"):
        assert admin.get(f"{kind.path}/{number}").status_code == 404, number
    assert admin.get(f"{kind.path}?q=%00%25_&after=%00&before=%00&all=1").status_code == 200
