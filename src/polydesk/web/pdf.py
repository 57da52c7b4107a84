"""Documents to print or keep: headings, pairs of words and plain text on A4, in one font for Latin, Greek, Cyrillic.

Text is only ever drawn: nothing in it becomes a link, a script or a command of the PDF.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

logging.getLogger("fpdf").setLevel(logging.ERROR)  # it would write down each letter a stranger sends and the font lacks
_FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_NAME = "DejaVu"
_MARGIN, _LABEL = 18.0, 38.0
_INK, _SOFT, _LINE = (31, 29, 26), (92, 87, 78), (221, 218, 211)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Controls, and marks that turn the direction of writing around."""
_WIDER_THAN_ALL = 1000
"""Thousandths of the size, for letters the font does not have: they are drawn as its empty box."""


class Document(FPDF):
    """`foot` stands below every page, before its number."""

    def __init__(self, *, title: str, foot: str, moment: datetime) -> None:
        super().__init__(format="A4")
        self._foot = shown(foot)
        self.set_title(shown(title))
        self.set_creation_date(moment)
        self.set_margins(_MARGIN, _MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=_MARGIN + 4)
        self.add_font(_NAME, fname=_FONT)
        self.alias_nb_pages()
        self.add_page()

    def footer(self) -> None:
        self.set_y(-_MARGIN)
        self._ink(8, _SOFT)
        self.cell(0, 5, self._foot[:120])
        self.set_x(_MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    def heading(self, text: str, *, size: float = 15) -> None:
        self._lines(text, size, _INK, height=size * 0.47)

    def soft(self, text: str) -> None:
        self._lines(text, 8.5, _SOFT, height=4.4)

    def text_block(self, text: str) -> None:
        self._lines(text, 9.5, _INK, height=4.9)

    def pair(self, label: str, value: str) -> None:
        """A label beside its value, which may take several lines."""
        self._ink(8.5, _SOFT)
        self.cell(_LABEL, 5, shown(label)[:60])
        self._ink(9.5, _INK)
        for line in self._wrapped(shown(value), self.epw - _LABEL):
            self.set_x(_MARGIN + _LABEL)
            self.cell(0, 5, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def rule(self) -> None:
        """A line across, which does not stand alone at the end of a page."""
        if self.will_page_break(24):
            self.add_page()
            return
        self.ln(3)
        self.set_draw_color(*_LINE)
        self.line(_MARGIN, self.get_y(), _MARGIN + self.epw, self.get_y())
        self.ln(3)

    def _lines(self, text: str, size: float, ink: tuple[int, int, int], *, height: float) -> None:
        self._ink(size, ink)
        for line in self._wrapped(shown(text), self.epw):
            self.cell(0, height, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _ink(self, size: float, ink: tuple[int, int, int]) -> None:
        self.set_font(_NAME, size=size)
        self.set_text_color(*ink)

    def _wrapped(self, text: str, width: float) -> Iterator[str]:
        """Lines that fit, broken at blanks where there are any; in linear time, unlike the library's own."""
        most = width * self.k * 1000 / self.font_size_pt
        for paragraph in text.split("\n"):
            yield from self._broken(paragraph, most)

    def _broken(self, paragraph: str, most: float) -> Iterator[str]:
        widths = getattr(self.current_font, "cw", {})
        start, blank, used = 0, -1, 0.0
        for at, letter in enumerate(paragraph):
            width = widths.get(ord(letter), _WIDER_THAN_ALL)
            if used + width > most and at > start:
                end = blank if blank > start else at
                yield paragraph[start:end]
                start = end + 1 if end == blank else end
                used = sum(widths.get(ord(one), _WIDER_THAN_ALL) for one in paragraph[start:at])
                blank = -1
            if letter == " ":
                blank = at
            used += width
        yield paragraph[start:]


def shown(text: str) -> str:
    """Without what cannot be seen, and what stands for the number of pages."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\t", "    ")).replace("{nb}", "{ nb }")
