"""Templates: escaped by default, with the words of the reader's language and times in their zone."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from polydesk.web.texts import Texts

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def render(template: str, texts: Texts, zone: ZoneInfo, context: Mapping[str, Any]) -> str:
    return environment(texts.language).get_template(template).render(texts=texts, zone=zone, **context)


@cache
def environment(language: str) -> Environment:
    """One for each language: what a template has compiled knows its words."""
    from polydesk.web.texts import texts_in

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    texts = texts_in(language)
    made.install_gettext_callables(texts.gettext, texts.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["moment"] = moment_text
    made.filters["minute"] = _minute
    made.filters["ago"] = _ago
    made.filters["file_size"] = _file_size
    made.filters["iso"] = lambda value: value.isoformat(timespec="seconds") + "Z"
    made.globals["static"] = static_url
    return made


def moment_text(value: datetime, texts: Texts, zone: ZoneInfo) -> str:
    """A time as people of this language write it, in their zone; what is stored is naive UTC."""
    aware = value.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
    return format_datetime(aware, "medium", locale=texts.locale)


def _minute(value: datetime, texts: Texts, zone: ZoneInfo) -> str:
    """As `moment_text`, where seconds are only noise."""
    aware = value.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
    return f"{format_date(aware, 'medium', texts.locale)}, {format_time(aware, 'short', locale=texts.locale)}"


def _ago(value: datetime, texts: Texts, now: datetime) -> str:
    return format_timedelta(value - now, add_direction=True, locale=texts.locale)


def _file_size(size: int, texts: Texts) -> str:
    """As people say it: 830 B, 12.4 kB, 3 MB."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{format_decimal(amount, '#,##0.#', locale=texts.locale)} {unit}"


@cache
def static_url(name: str) -> str:
    """With a part that changes when the file does, so that browsers may keep it for ever."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
