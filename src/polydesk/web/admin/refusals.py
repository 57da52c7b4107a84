"""Why a configuration is refused, in words for those who fill in a form."""

import re
from collections.abc import Mapping

from polydesk.kernel.errors import DeskError
from polydesk.web.texts import Texts
from polydesk.web.texts import marked as _

_WORDS: Mapping[str, str] = {
    "configuration.taken": _("There is one like this already."),
    "configuration.changed_meanwhile": _("Somebody else has changed this meanwhile. Please open it again."),
    "configuration.no_login": _("A login has no blanks."),
    "configuration.system_agent": _("The desk itself acts as this agent."),
    "configuration.no_address": _("This is no e-mail address."),
    "configuration.address_taken": _("Mail from this address belongs to %(login)s."),
    "configuration.kept_by_directory": _("This password is kept by the company's directory. Please change it there."),
    "administration.lost": _("With this you would be no administrator any more."),
    "configuration.missing": _("This field is needed."),
    "configuration.empty": _("This field is needed."),
    "configuration.unknown_name": _("There is none of this name: %(name)s"),
    "configuration.too_long": _("At most %(limit)s characters, please."),
    "configuration.too_short": _("At least %(least)s characters, please."),
    "configuration.too_many": _("At most %(limit)s entries, please."),
    "configuration.out_of_range": _("A number from %(least)s to %(most)s, please."),
    "configuration.number_expected": _("This is no number."),
    "configuration.unknown_word": _("This is not one of the choices."),
    "configuration.unknown_right": _("This is not one of the choices."),
    "configuration.unknown_key": _("It has no part of this name: %(key)s"),
    "configuration.mapping_expected": _("This should be names with values."),
    "configuration.list_expected": _("This should be a list."),
    "configuration.text_expected": _("This should be a text."),
    "configuration.true_or_false_expected": _("This should be true or false."),
    "configuration.other_id": _("There is one like this already."),
    "configuration.id_taken": _("There is one like this already."),
    "configuration.twice": _("There is one like this already."),
    "configuration.not_storable": _("It holds characters that cannot be kept."),
    "configuration.too_deep": _("At most %(limit)s levels, please."),
    "configuration.keys_expected": _("What it needs is missing, or there is more than that."),
    "configuration.unusable": _("This cannot be used: %(message)s"),
}
_FIELD = re.compile(r"[a-z_]+\[0\]\.([a-z_]+)(.*)")
_ROW = re.compile(r"\[([0-9]+)\](?:\.(.+))?")


def refusal_text(error: DeskError, texts: Texts) -> tuple[str, str]:
    """The key of the field that is meant, empty for the whole, and what is wrong with it."""
    found = _FIELD.fullmatch(str(error.details.get("where", "")))
    field, inside = found.groups() if found else ("", "")
    if error.code == "configuration.missing" and not field:
        field = str(error.details.get("key", ""))
    known = _WORDS.get(error.code)
    words = texts.gettext(known) % error.details if known else error.code
    if error.code == "configuration.password":
        words = texts.gettext(str(error.details["text"])).replace("%d", str(error.details["data"]))
    return field, f"{_place(inside, texts)}: {words}" if inside else words


def _place(inside: str, texts: Texts) -> str:
    """Where in a field, as people count."""
    row = _ROW.fullmatch(inside)
    if not row:
        return inside.lstrip(".")
    place = texts.gettext(_("Row %(row)s")) % {"row": int(row[1]) + 1}
    return f"{place}, {row[2]}" if row[2] else place
