"""Why a web service or process cannot be saved, in words for those who wrote it."""

import re

from polydesk.kernel.errors import DeskError
from polydesk.web.texts import Texts
from polydesk.web.texts import marked as _

_WORDS = {
    "web_service.name": _("It needs a name of at most 200 characters."),
    "web_service.taken": _("There is one of this name already."),
    "web_service.operation_taken": _("There is an operation of this name already."),
    "web_service.changed_meanwhile": _("Somebody else has changed this meanwhile. Please open it again."),
    "web_service.in_use": _("It is in use. Please type its name to delete it all the same."),
    "configuration.not_utf8": _("This file is no text in UTF-8."),
    "configuration.file_too_large": _("This file is too large: 4 MB at most."),
}
_LINE = re.compile(r"line (\d{1,7})")


def problem_text(error: DeskError, texts: Texts) -> str:
    if error.code in _WORDS:
        return texts.gettext(_WORDS[error.code])
    return texts.gettext(_("This cannot be used: %(message)s")) % {
        "message": texts.gettext(str(error.details.get("message", error.code)))
    }


def line_of(problem: str) -> int:
    """The line of a definition a problem names, 0 for none: the last one named is where reading ended."""
    found = _LINE.findall(problem)
    return int(found[-1]) if found else 0
