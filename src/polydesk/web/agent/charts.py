"""Charts as SVG, reckoned here: bars are links, and what they say is said in words as well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 140
"""Of a chart with days from left to right, in units of its own; it is shown as wide as there is room."""
GAP = 0.25
"""Of the room a day has."""


@dataclass(frozen=True, slots=True)
class Value:
    """`kind` is the class that gives it its colour."""

    amount: float
    href: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    href: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chart:
    bars: Sequence[Bar]
    top: float
    """The amount the highest bar stands for."""


def columns(groups: Sequence[Sequence[Value]]) -> Chart:
    """Standing bars, those of a group beside each other; a group without a bar leaves its place free."""
    top = max((value.amount for group in groups for value in group), default=0)
    room = WIDTH / max(len(groups), 1)
    bars = []
    for place, group in enumerate(groups):
        width = room * (1 - GAP) / max(len(group), 1)
        for number, value in enumerate(group):
            height = HEIGHT * value.amount / top if top else 0
            x = place * room + room * GAP / 2 + number * width
            bars.append(_bar(x, HEIGHT - height, width, height, value))
    return Chart(bars, top)


def stacked(groups: Sequence[Sequence[Value]]) -> Chart:
    """Standing bars, those of a group on top of each other."""
    top = max((sum(value.amount for value in group) for group in groups), default=0)
    room = WIDTH / max(len(groups), 1)
    bars = []
    for place, group in enumerate(groups):
        y = float(HEIGHT)
        for value in group:
            height = HEIGHT * value.amount / top if top else 0
            y -= height
            bars.append(_bar(place * room + room * GAP / 2, y, room * (1 - GAP), height, value))
    return Chart([one for one in bars if one.height], top)


def rows(groups: Iterable[Sequence[Value]]) -> list[Chart]:
    """For each group a lying bar with its parts one after another, all to the same scale."""
    listed = list(groups)
    top = max((sum(value.amount for value in group) for group in listed), default=0)
    charts = []
    for group in listed:
        bars, x = [], 0.0
        for value in group:
            width = WIDTH * value.amount / top if top else 0
            bars.append(_bar(x, 0, width, 20, value))
            x += width
        charts.append(Chart([one for one in bars if one.width], top))
    return charts


def _bar(x: float, y: float, width: float, height: float, value: Value) -> Bar:
    return Bar(round(x, 2), round(y, 2), round(width, 2), round(height, 2), value.href, value.label, value.kind)
