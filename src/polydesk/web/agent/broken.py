"""What goes wrong before there is a page or while it is made: told in the reader's language, with a way on."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from polydesk.web.rendering import environment
from polydesk.web.texts import language_for, texts_in
from polydesk.web.texts import marked as _

CRASHED = 500
_WORDS: Mapping[int, str] = {
    400: _("The desk cannot read this form."),
    403: _("This did not come from a page of this desk, so nothing was done."),
    404: _("There is no such page."),
    413: _("This is larger than the desk takes."),
    CRASHED: _("Something went wrong here. It was written down."),
}


def broken(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A page that needs no desk: it may be what is broken."""
    texts = texts_in(language_for("", request.headers.get("accept-language", "")))
    template = environment(texts.language).get_template("agent/broken.html")
    said = texts.gettext(_WORDS.get(status, _WORDS[CRASHED]))
    return HTMLResponse(template.render(texts=texts, said=said), status, headers)
