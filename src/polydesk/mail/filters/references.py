"""Which mails does it say it answers?"""

from polydesk.mail.parsed import ParsedMail

_MARK = "Ref-Mid: "
_CLASS = 'class="mid-'
_TAIL = 1200
"""How far from the end the mark may stand: an id and what a mail program adds."""


def answered_ids(mail: ParsedMail) -> list[str]:
    """The likeliest first: In-Reply-To, then References from the last, then what our own texts repeat in the body."""
    ids = [*mail.in_reply_to, *reversed(mail.references), *_in_text(mail.text), *_in_html(mail.html)]
    return list(dict.fromkeys(one for one in ids if one))


def _in_text(text: str) -> list[str]:
    end = text.rstrip()[-_TAIL:]
    _, mark, after = end.rpartition(_MARK)
    words = after.split()
    return [words[0].strip("<>")] if mark and len(words) == 1 else []


def _in_html(html: str) -> list[str]:
    start = html.rfind(_CLASS)
    value, quote, _ = html[start + len(_CLASS) : start + _TAIL].partition('"')
    return [value.strip()] if start >= 0 and quote else []
