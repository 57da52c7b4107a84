"""How texts of mail would read, while they are written."""

from collections.abc import Mapping

from polydesk.desk.configuration.entries import Entry
from polydesk.desk.sending.example import example_text
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _


def text_example(page: Page, entry: Entry) -> Mapping[str, str]:
    """Subject and text, if the entry has them."""
    is_html = entry.get("content_type") == "text/html"
    subject = example_text(page.look(), str(entry.get("subject") or ""))
    text = example_text(page.look(), str(entry.get("text") or ""), is_html=is_html)
    return {_("Subject"): subject, _("Text"): text}


def signature_example(page: Page, entry: Entry) -> Mapping[str, str]:
    """Below an answer."""
    answer = page.texts.gettext(_("Please turn it off and on again."))
    return text_example(page, {**entry, "text": f"{answer}\n\n{entry.get('text') or ''}"})
