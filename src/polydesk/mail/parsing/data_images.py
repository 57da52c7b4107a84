"""Pictures within the HTML of a mail as files the HTML refers to."""

from collections.abc import Callable

from polydesk.kernel.html.pictures import Picture, Pictures
from polydesk.mail.parsed import MailFile
from polydesk.mail.parsing.limits import Notes


class DataImages:
    """`keep` is told of every picture found."""

    def __init__(self, keep: Callable[[MailFile], None], notes: Notes) -> None:
        self._keep = keep
        self._notes = notes
        self._pictures = Pictures(self._kept)

    def take_out(self, html: str) -> str:
        text = self._pictures.take_out(html)
        if self._pictures.too_many:
            self._notes.add("too many pictures within the text, some left out")
        return text

    def _kept(self, picture: Picture) -> bool:
        self._keep(
            MailFile(
                filename=picture.filename,
                content=picture.content,
                content_type=picture.content_type,
                content_id=picture.content_id,
            )
        )
        return True
