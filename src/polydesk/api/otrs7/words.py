"""The language of an answer's prose: the customer's, else the browser's, else the desk's."""

from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.german import GERMAN
from polydesk.desk.people.preferences import read_preferences
from polydesk.kernel.settings import Settings

_TEXTS = {"de": GERMAN}
_LANGUAGE = "UserLanguage"


def translated(call: Call, text: str) -> str:
    """The text in the reader's language, as it is where nobody has translated it."""
    return _TEXTS.get(language_of(call), {}).get(text, text)


def language_of(call: Call) -> str:
    """Found once for each request."""
    if call.language is None:
        call.language = _language(call)
    return call.language


def _language(call: Call) -> str:
    look = call.look()
    used = look.config(Settings)["DefaultUsedLanguages"]
    for wanted in (_preferred(call), *_accepted(call)):
        if wanted in used:
            return str(wanted)
    return str(look.config(Settings)["DefaultLanguage"])


def _preferred(call: Call) -> str:
    if call.caller is None:
        return ""
    return read_preferences(call.look(), call.caller.actor, prefix=_LANGUAGE).get("", "")


def _accepted(call: Call) -> list[str]:
    """The header's languages without their countries and weights: it lists the best one first."""
    parts = call.request.headers.get("accept-language", "").split(",")
    return [part.split(";")[0].strip().split("-")[0].lower() for part in parts[:10]]
