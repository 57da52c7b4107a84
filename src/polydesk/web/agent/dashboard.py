"""How it goes: charts whose every bar leads to the tickets it stands for."""

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date, format_timedelta
from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.statistics.backlog import AGES, QueueBacklog, backlog_of, list_backlog
from polydesk.desk.statistics.overview import overview
from polydesk.desk.statistics.states_over_time import DayEnd, states_over_time, waiting_at
from polydesk.desk.statistics.trend import Day, closed_on, created_on, trend
from polydesk.desk.tickets.access import readable_queues
from polydesk.kernel.errors import NotFound
from polydesk.web.agent.charts import Chart, Value, columns, rows, stacked
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.overview import Shown, show_list
from polydesk.web.agent.page import Page
from polydesk.web.texts import Texts

PATH = "/dashboard"
MOST_QUEUES = 20


def dashboard(page: Page) -> Response:
    look = page.look()
    days, backlog = trend(look), list_backlog(look)
    late = [one for one in backlog if one.escalated or one.escalating][:MOST_QUEUES]
    answered = sum(one.answer_seconds is not None for one in days)
    return page.show(
        "agent/dashboard.html",
        numbers=overview(look),
        duration=lambda seconds: format_timedelta(timedelta(seconds=seconds), locale=page.texts.locale),
        days=days,
        flow=_flow(page.texts, days),
        states=_states(page.texts, states_over_time(look)),
        kinds=kind_names(page.texts),
        answers=_answers(page.texts, days) if answered else None,
        backlog=_by_queue(page, backlog[:MOST_QUEUES], _ages(page.texts, backlog[:MOST_QUEUES])),
        late=_by_queue(page, late, _late(page.texts, late)),
        ages=age_names(page.texts),
        short_day=lambda day: format_date(day, "short", locale=page.texts.locale),
    )


def created(page: Page) -> Response:
    return _of_day(page, "created", page.texts.gettext("Opened on %(day)s"))


def closed(page: Page) -> Response:
    return _of_day(page, "closed", page.texts.gettext("Closed on %(day)s"))


def waiting(page: Page) -> Response:
    kind = page.request.path_params["kind"]
    names = kind_names(page.texts)
    if kind not in names:
        raise NotFound("kind", kind=kind)
    day = _day(page)
    when = format_date(day, "long", locale=page.texts.locale)
    path = f"{PATH}/waiting/{kind}/{day.isoformat()}"
    criteria = waiting_at(page.look(), day, kind)
    return show_list(page, Shown(key="waiting", base="", title=f"{names[kind]} · {when}", path=path, criteria=criteria))


def of_age(page: Page) -> Response:
    look, given = page.look(), page.request.path_params
    queue_id, age = _number(given["queue"]), _number(given["age"])
    if queue_id not in readable_queues(look, page.agent.id):
        raise NotFound("queue", id=queue_id)
    criteria = backlog_of(look, queue_id, age)
    title = f"{look.config(Catalogue).queues[queue_id].name} · {age_names(page.texts)[age]}"
    path = f"{PATH}/backlog/{queue_id}/{age}"
    return show_list(page, Shown(key="backlog", base="", title=title, path=path, criteria=criteria))


def age_names(texts: Texts) -> list[str]:
    _ = texts.gettext
    younger = [texts.ngettext("up to a day", "up to %(count)s days", days) % {"count": days} for days in AGES]
    return [*younger, _("older")]


def _of_day(page: Page, kind: str, title: str) -> Response:
    day = _day(page)
    criteria = created_on(page.look(), day) if kind == "created" else closed_on(page.look(), day)
    shown = title % {"day": format_date(day, "long", locale=page.texts.locale)}
    path = f"{PATH}/{kind}/{day.isoformat()}"
    return show_list(page, Shown(key=kind, base="", title=shown, path=path, criteria=criteria))


def _day(page: Page) -> date:
    """Raises NotFound."""
    given = page.request.path_params["day"]
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NotFound("day", day=given) from None


def kind_names(texts: Texts) -> dict[str, str]:
    _ = texts.gettext
    return {"new": _("new"), "open": _("open"), "pending": _("pending")}


def _states(texts: Texts, days: Sequence[DayEnd]) -> Chart:
    names, groups = kind_names(texts), []
    for one in days:
        when, iso = format_date(one.day, "medium", locale=texts.locale), one.day.isoformat()
        groups.append(
            [
                Value(count, f"{PATH}/waiting/{kind}/{iso}", f"{when}: {count} {names[kind]}", f"state-{kind}")
                for kind, count in one.counts.items()
            ]
        )
    return stacked(groups)


def _flow(texts: Texts, days: Sequence[Day]) -> Chart:
    _, groups = texts.gettext, []
    for one in days:
        when, iso = format_date(one.day, "medium", locale=texts.locale), one.day.isoformat()
        new, done = (f"{when}: {count} {word}" for count, word in ((one.created, _("new")), (one.closed, _("closed"))))
        groups.append(
            [
                Value(one.created, f"{PATH}/created/{iso}", new, "new"),
                Value(one.closed, f"{PATH}/closed/{iso}", done, "done"),
            ]
        )
    return columns(groups)


def _answers(texts: Texts, days: Sequence[Day]) -> Chart:
    groups = []
    for one in days:
        when, seconds = format_date(one.day, "medium", locale=texts.locale), one.answer_seconds
        told = format_timedelta(timedelta(seconds=seconds or 0), locale=texts.locale)
        href = f"{PATH}/created/{one.day.isoformat()}"
        groups.append([Value(seconds, href, f"{when}: {told}", "answer")] if seconds is not None else [])
    return columns(groups)


def _ages(texts: Texts, backlog: Sequence[QueueBacklog]) -> list[Chart]:
    names = age_names(texts)
    return rows(
        [
            Value(count, f"{PATH}/backlog/{one.queue_id}/{age}", f"{names[age]}: {count}", f"age{age}")
            for age, count in enumerate(one.by_age)
        ]
        for one in backlog
    )


def _late(texts: Texts, backlog: Sequence[QueueBacklog]) -> list[Chart]:
    _ = texts.gettext
    past, near = _("escalated"), _("within a day")
    return rows(
        [
            Value(one.escalated, f"/views/escalated?queue={one.queue_id}", f"{past}: {one.escalated}", "late"),
            Value(one.escalating, f"/views/escalating?queue={one.queue_id}", f"{near}: {one.escalating}", "soon"),
        ]
        for one in backlog
    )


def _by_queue(
    page: Page, backlog: Sequence[QueueBacklog], charts: Sequence[Chart]
) -> list[tuple[QueueBacklog, str, Chart]]:
    queues = page.look().config(Catalogue).queues
    return [(one, queues[one.queue_id].name, chart) for one, chart in zip(backlog, charts, strict=True)]


def _number(text: str) -> int:
    """Raises NotFound."""
    found = number_of(text)
    if found is None:
        raise NotFound("backlog", number=text)
    return found


PAGES = (
    ("GET", PATH, dashboard),
    ("GET", f"{PATH}/created/{{day}}", created),
    ("GET", f"{PATH}/closed/{{day}}", closed),
    ("GET", f"{PATH}/waiting/{{kind}}/{{day}}", waiting),
    ("GET", f"{PATH}/backlog/{{queue}}/{{age}}", of_age),
)
