"""The three pages every kind of entry has: the list, the form for a new one, and the form of one that is there."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from starlette.responses import Response

from polydesk.desk.configuration.entries import (
    Entry,
    count_entries,
    find_entry,
    list_entries,
    name_of_entry,
    names_in,
    offered_in,
    save_entry,
    version_of,
)
from polydesk.desk.people.models import RIGHTS as ALL_RIGHTS
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.work import Look, Work
from polydesk.web.admin.inputs import LEFT_OUT, RIGHTS, Input, Mistake
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.refusals import refusal_text
from polydesk.web.agent.page import Page, View

LONGEST_ID = 15
MOST_CHOICES = 50
"""Beyond that a choice is looked up by typing."""
MOST_OFFERED = 100
"""Beyond that an input of its own asks for text."""
_GIVES_RIGHTS = frozenset(("agents", "groups", "roles"))
"""Sections by which somebody can stop being an administrator: of all others, nobody has to ask after each saving."""


def pages_of(kind: Kind) -> tuple[tuple[str, str, View], ...]:
    return (
        ("GET", kind.path, partial(_list, kind)),
        ("GET", f"{kind.path}/new", partial(_new, kind)),
        ("POST", f"{kind.path}/new", partial(_save, kind)),
        ("GET", f"{kind.path}/{{id}}", partial(_entry, kind)),
        ("POST", f"{kind.path}/{{id}}", partial(_save, kind)),
    )


def entry_id(page: Page) -> int:
    """The number in the address. Raises NotFound."""
    return whole_number(page.request.path_params["id"])


def whole_number(text: str) -> int:
    """Raises NotFound for what can be no id."""
    if not text.isdecimal() or not text.isascii() or len(text) > LONGEST_ID:
        raise NotFound("configuration_entry", id=text)
    return int(text)


def _list(kind: Kind, page: Page) -> Response:
    text, only_valid = page.parameter("q").strip()[:200], page.parameter("all") != "1"
    look = page.look()
    after, before = (page.parameter(name)[:200] for name in ("after", "before"))
    found = list_entries(look, kind.section, text=text, only_valid=only_valid, after=after, before=before)
    is_part = bool(found.after or found.before)
    total = count_entries(look, kind.section, text=text, only_valid=only_valid) if is_part else len(found.entries)
    return page.show(
        "admin/list.html",
        kind=kind,
        found=found,
        text=text,
        only_valid=only_valid,
        total=total,
        saved=_saved(kind, page),
        counts=kind.counted[1](look) if kind.counted else {},
        marks=kind.marks(look),
        depths=_depths(kind, found.entries),
    )


def _saved(kind: Kind, page: Page) -> str:
    """What the entry is called that was saved just now."""
    number = page.parameter("saved")
    return (name_of_entry(page.look(), kind.section, whole_number(number)) or "") if number else ""


def _depths(kind: Kind, entries: Sequence[Entry]) -> dict[int, int]:
    """How far below others entries stand, in a list in which those others are above them."""
    depths: dict[str, int] = {}
    for entry in entries if kind.tree else ():
        name = str(entry[kind.columns[0]])
        depths[name] = depths.get(name.rpartition("::")[0], -1) + 1
    return {entry["id"]: depths[entry[kind.columns[0]]] for entry in entries} if kind.tree else {}


def _new(kind: Kind, page: Page) -> Response:
    values = {one.key: one.widget.show(one.default) for one in kind.inputs}
    return show_form(kind, page, values)


def _entry(kind: Kind, page: Page) -> Response:
    entry = find_entry(page.look(), kind.section, entry_id(page))
    values = {one.key: one.widget.show(entry.get(one.key)) for one in kind.inputs}
    return show_form(kind, page, values, entry=entry)


def _save(kind: Kind, page: Page) -> Response:
    """Whatever is refused comes back as it was typed, with the reason beside its field."""
    known = find_entry(page.look(), kind.section, entry_id(page)) if "id" in page.request.path_params else None
    given, errors = read_form(kind, page, known)
    if kind.preview and page.text("preview") and not errors:
        preview = kind.preview(page, given)
        return show_form(kind, page, typed_again(kind, page, given), entry=known, preview=preview)
    if not errors:
        page.desk.close()
        if kind.new_key and known is None:
            given["key"] = kind.new_key()
        try:
            with page.work() as work:
                saved = _save_given(kind, work, given, page.text("version") or None)
        except (Invalid, Conflict) as error:
            field, words = refusal_text(error, page.texts)
            errors[field if kind.input_of(field) else ""] = words
        else:
            if kind.new_key and known is None:
                return page.show("admin/key_made.html", kind=kind, key=given["key"])
            return page.go(_after_saving(kind, saved, is_new=known is None))
    return show_form(kind, page, typed_again(kind, page, given), entry=known, errors=errors)


def _after_saving(kind: Kind, saved: int, *, is_new: bool) -> str:
    return f"{kind.path}/{saved}/{kind.then}?made=1" if is_new and kind.then else f"{kind.path}?saved={saved}"


def _save_given(kind: Kind, work: Work, given: Entry, seen: str | None) -> int:
    """Raises Conflict, too, where nobody could undo it: who administers goes on doing so."""
    saved = kind.save(work, given, seen) if kind.save else save_entry(work, kind.section, given, seen=seen)
    if kind.section in _GIVES_RIGHTS and not is_admin(work, work.actor):
        raise Conflict("administration.lost")
    return saved


def read_form(kind: Kind, page: Page, known: Entry | None) -> tuple[Entry, dict[str, str]]:
    """The entry the form describes, and what is wrong with its fields."""
    given, errors = ({} if known is None else {"id": known["id"]}), {}
    kept = kept_of(kind, known)
    for one in kind.inputs:
        try:
            value = known[one.key] if known and one.key in kept else one.widget.read(page, one.key)
        except Mistake as mistake:
            errors[one.key] = page.texts.gettext(str(mistake))
            continue
        if value is not LEFT_OUT:
            given[one.key] = one.widget.merged(known[one.key], value) if known and one.key in known else value
    return given, errors


def kept_of(kind: Kind, entry: Entry | None) -> set[str]:
    """The keys of an entry that nobody changes on its page."""
    return {one.key for one in kind.inputs if one.fixed} | set(kind.kept(entry)) if entry else set()


def typed_again(kind: Kind, page: Page, given: Entry) -> dict[str, Any]:
    """What stood in the form: as it was typed where it could not be read."""
    return {
        one.key: one.widget.show(given[one.key]) if one.key in given else one.widget.again(page, one.key)
        for one in kind.inputs
    }


def show_form(
    kind: Kind,
    page: Page,
    values: Mapping[str, Any],
    *,
    entry: Entry | None = None,
    errors: Mapping[str, str] | None = None,
    preview: Mapping[str, str] | None = None,
    version: str = "",
) -> Response:
    look = page.look()
    version = page.text("version") or version or (version_of(entry) if entry else "")
    return page.show(
        "admin/entry.html",
        422 if errors else 200,
        kind=kind,
        entry=entry,
        values=values,
        errors=errors or {},
        version=version,
        choices=_choices(look, kind),
        most_choices=MOST_CHOICES,
        facts=kind.facts(page, entry) if entry else None,
        offered=_offered(look, kind),
        most_offered=MOST_OFFERED,
        kept=kept_of(kind, entry),
        preview=preview,
        rights=rights_of(kind),
    )


def _offered(look: Look, kind: Kind) -> dict[str, list[tuple[int, str]]]:
    """Entries of further sections: all of dynamic fields, which are set one by one."""
    names = dict.fromkeys(name for one in kind.inputs for name in one.further_sections)
    return {
        name: offered_in(look, name, limit=None if name == "dynamic_fields" else MOST_OFFERED + 1) for name in names
    }


def _choices(look: Look, kind: Kind) -> dict[str, list[str]]:
    """What there is to choose from, by input: one more than MOST_CHOICES where there are too many to show."""
    all_of = {one.section for one in kind.inputs if one.widget is RIGHTS}
    names = {
        name: names_in(look, name, limit=None if name in all_of else MOST_CHOICES + 1)
        for name in {one.section for one in kind.inputs if one.section}
    }
    return {one.key: names[one.section] for one in kind.inputs if one.section}


def rights_of(kind: Kind) -> tuple[str, ...]:
    """What boxes a table of rights has."""
    held: Input | None = kind.input_of("rights")
    return held.words if held and held.words else tuple(ALL_RIGHTS)
