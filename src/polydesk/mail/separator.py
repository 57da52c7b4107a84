"""Cut what a reply quotes of our own mail: everything from the reply separator on."""

from polydesk.desk.intake.submission import Text
from polydesk.kernel.html import to_text
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def without_quoted(look: Look, text: Text) -> Text:
    """Unless nothing precedes it, or the desk wants it all. The line's own quote signs stay, as in osTicket."""
    settings = look.config(Settings)
    separator: str = settings["osTicket::reply_separator"]
    if not separator or not settings["osTicket::strip_quoted_reply"]:
        return text
    kept, found, _ = text.body.partition(separator)
    has_said = (to_text(kept) if text.is_html else kept).strip(" \t\r\n>")
    return Text(body=kept, is_html=text.is_html) if found and has_said else text
