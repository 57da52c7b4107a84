"""A mail's text and files, as the desk keeps them."""

import html
from collections.abc import Sequence

from polydesk.desk.intake.submission import Text
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.tickets.attach import NewFile
from polydesk.kernel.work import Look
from polydesk.mail.case import Case
from polydesk.mail.parsed import Address, MailFile
from polydesk.mail.parsing.protection import PGP_ENCRYPTED, SMIME_ENCRYPTED
from polydesk.mail.separator import without_quoted

LONGEST_LIST = 20_000
"""Of what is kept of To and Cc; the header block has it all."""
ENCRYPTED = "[This mail, or a part of it, is encrypted. It was not decrypted and is kept as it came.]"
_ENCRYPTIONS = frozenset({PGP_ENCRYPTED, SMIME_ENCRYPTED})


def text_of(look: Look, case: Case) -> Text:
    """HTML if there is any, else plain text; first of all, that something is encrypted."""
    mail = case.mail
    said = Text(body=mail.html, is_html=True) if mail.html.strip() else Text(body=mail.text)
    kept = without_quoted(look, said)
    if case.as_original or not _ENCRYPTIONS.intersection(mail.protections):
        return kept
    notice = f"<p>{ENCRYPTED}</p>" if kept.is_html else f"{ENCRYPTED}\n\n"
    return Text(body=notice + kept.body, is_html=kept.is_html)


def named_text(look: Look, case: Case) -> Text:
    """The text of somebody the ticket does not know, after who that is."""
    text, sender = text_of(look, case), case.mail.sender
    who = mail_string(sender.name, "", sender.email) if sender else ""
    if text.is_html:
        return Text(body=f"<p>Received From: {html.escape(who)}</p>{text.body}", is_html=True)
    return Text(body=f"Received From: {who}\n\n{text.body}")


def files_of(case: Case) -> list[NewFile]:
    return [_file(one) for one in case.mail.files]


def shown(addresses: Sequence[Address]) -> str:
    whole = ", ".join(mail_string(one.name, "", one.email) for one in addresses)
    return whole if len(whole) <= LONGEST_LIST else whole[:LONGEST_LIST].rpartition(", ")[0]


def _file(file: MailFile) -> NewFile:
    return NewFile(
        filename=file.filename,
        content=file.content,
        content_type=file.content_type,
        content_id=f"<{file.content_id}>" if file.content_id else "",
        disposition="inline" if file.is_inline else "attachment",
    )
