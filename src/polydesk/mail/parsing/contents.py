"""What the parts of a mail amount to: texts and files, in order."""

from collections.abc import Iterator

from polydesk.mail.parsed import MailFile
from polydesk.mail.parsing.charsets import decode, decode_html
from polydesk.mail.parsing.cms import CmsError, signed_content
from polydesk.mail.parsing.data_images import DataImages
from polydesk.mail.parsing.files import make_file, name_of
from polydesk.mail.parsing.limits import Budget, Notes, TooMuch
from polydesk.mail.parsing.protection import SMIME_SIGNED, armour_in, may_be_signed_data, protection_of
from polydesk.mail.parsing.structure import Part, read_structure
from polydesk.mail.parsing.texts import Texts
from polydesk.mail.parsing.tnef import Tnef, TnefError, read_tnef
from polydesk.mail.parsing.transfer import undo

_TEXTS = frozenset({"text/plain", "text/html"})
_WHOLE = {"text/plain": "message.txt", "text/html": "message.html"}
_MAILS = frozenset({"message/rfc822", "message/global"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# Mails within mails within mails: what is deeper stays a file, whose text is not shown.
_MAX_MAILS = 8


class Contents:
    def __init__(self, budget: Budget, notes: Notes, *, as_original: bool) -> None:
        self.files: list[MailFile] = []
        self.protections: dict[str, None] = {}
        self.inner_mails: list[Part] = []
        self._texts = Texts(budget.limits.max_text_characters, as_original=as_original)
        self._images = DataImages(self.files.append, notes)
        self._budget = budget
        self._notes = notes
        self._as_original = as_original
        self._mails = 0

    def read(self, part: Part, *, has_twin: bool = False, line_end: bytes = b"") -> None:
        """`line_end` is the line break between the part and the next boundary."""
        if not part.children:
            self._read_leaf(part, has_twin, line_end)
            return
        self._protect(protection_of(part))
        has_twin |= part.kind == "multipart/alternative" and any(leaf.kind == "text/html" for leaf in leaves(part))
        for child in part.children:
            self.read(child, has_twin=has_twin, line_end=b"\n")

    def html(self) -> str:
        return self._texts.html()

    def text(self) -> str:
        return self._texts.plain()

    def _read_leaf(self, part: Part, has_twin: bool, line_end: bytes) -> None:
        body = part.take_body()
        content = undo(body, part.encoding, self._notes)
        del body
        if self._as_original and part.encoding != "base64":
            content += line_end
        kind = part.kind
        if kind.startswith("multipart/"):
            self._notes.add(f"{kind} without parts")
            kind = "text/plain"
        name = name_of(part, as_original=self._as_original)
        if (kind in _TNEF or name.lower() == "winmail.dat") and self._read_tnef(content, name):
            return
        shows = kind in _TEXTS and part.disposition in ("", "inline")
        if shows and not self._show(content, kind, part.charset, has_twin):
            self._notes.add("a text is too long to show: its beginning is shown, the whole is a file")
            shows, name = False, name or _WHOLE[kind]
        mail, signed = self._mail_in(part, content), self._signed_in(part, content, name)
        self._protect(SMIME_SIGNED if signed else protection_of(part))
        if file := make_file(part, content, name, mail, shows=shows, as_original=self._as_original):
            self.files.append(file)
        del content
        if mail is not None:
            self.inner_mails.append(mail)
            self.read(mail)
        if signed is not None:
            self.read(signed)

    def _protect(self, found: str) -> None:
        if found:
            self.protections.setdefault(found)

    def _show(self, content: bytes, kind: str, charset: str, has_twin: bool) -> bool:
        """Whether all of it could be shown."""
        if kind != "text/html":
            text = decode(content, charset, self._notes)
            self._protect(armour_in(text))
            return self._texts.add(text, is_html=False, has_twin=has_twin)
        html = self._images.take_out(decode_html(content, charset, self._notes))
        return self._texts.add(html, is_html=True)

    def _mail_in(self, part: Part, content: bytes) -> Part | None:
        return self._reread(content, part.depth, "a mail within") if part.kind in _MAILS else None

    def _signed_in(self, part: Part, content: bytes, name: str) -> Part | None:
        """What an S/MIME signature is wrapped around. The recorded osTicket has it as a file only."""
        if self._as_original or not may_be_signed_data(part, name):
            return None
        try:
            signed = signed_content(content, self._budget)
        except CmsError as damage:
            self._notes.add(f"{name or part.kind} kept as a file, not opened: {damage}")
            return None
        self._notes.add(f"opened {name or part.kind}: signed, but the signature was not checked")
        return self._reread(signed, part.depth, "what is signed")

    def _reread(self, content: bytes, depth: int, what: str) -> Part | None:
        self._mails += 1
        try:
            if self._mails <= _MAX_MAILS and self._budget.may_reread(len(content)):
                return read_structure(content, self._budget, depth + 1)
        except TooMuch as limit:
            self._notes.add(f"in {what}: {limit}")
        self._notes.add(f"{what} was kept as a file, its text not read")
        return None

    def _read_tnef(self, content: bytes, name: str) -> bool:
        """Whether all of it could be unpacked. If not, it also stays the file it came as."""
        try:
            unpacked = read_tnef(content, self._budget)
        except TnefError as damage:
            self._notes.add(f"{name or 'winmail.dat'} not unpacked: {damage}")
            return False
        self._notes.add(f"unpacked {name or 'winmail.dat'}: {len(unpacked.files)} files")
        self.files.extend(unpacked.files)
        self._show_tnef(unpacked)
        if unpacked.damage:
            self._notes.add(f"{name or 'winmail.dat'} is damaged ({unpacked.damage}) and kept")
        return not unpacked.damage

    def _show_tnef(self, unpacked: Tnef) -> None:
        """Its body repeats the mail's, so it counts only where the mail has none."""
        if not self._texts.is_empty():
            return
        if unpacked.html.strip():
            self._texts.add(unpacked.html, is_html=True)
        elif unpacked.text.strip():
            self._texts.add(unpacked.text, is_html=False)
        elif unpacked.rtf:
            self.files.append(MailFile(filename="message.rtf", content=unpacked.rtf, content_type="application/rtf"))


def leaves(part: Part) -> Iterator[Part]:
    if not part.children:
        yield part
    for child in part.children:
        yield from leaves(child)
