"""All settings of the desk: found, shown, changed, and put back to what they were at first."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.responses import Response

from polydesk.desk.configuration.change_settings import SECRET, change_settings, is_local, reset_setting
from polydesk.kernel.errors import Invalid
from polydesk.kernel.setting_kinds import Setting
from polydesk.kernel.settings import SETTINGS, Settings, registered
from polydesk.web.admin.areas import Place
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/settings"
_GENERAL = "Desk"

PLACE = Place(PATH, _("Settings"), _("How the desk behaves, one value at a time."))
KINDS = (_("yes or no"), _("number"), _("text"), _("list of texts"))
"""The words for them that stand in `Setting.kind`."""


@dataclass(frozen=True)
class Shown:
    setting: Setting
    value: Any
    is_secret: bool
    is_local: bool

    @property
    def group(self) -> str:
        group, separator, _rest = self.setting.name.partition("::")
        return group if separator else _GENERAL

    @property
    def has_changed(self) -> bool:
        return bool(self.value != self.setting.default)


def listed(page: Page) -> Response:
    wanted, only_changed = page.parameter("q").strip()[:200], page.parameter("changed") == "1"
    found = [one for one in _all(page) if _matches(one, wanted.lower()) and (one.has_changed or not only_changed)]
    groups = [(name, list(members)) for name, members in groupby(found, lambda one: one.group)]
    return page.show(
        "admin/settings.html",
        groups=groups,
        wanted=wanted,
        only_changed=only_changed,
        saved=page.parameter("saved")[:200],
    )


def one(page: Page) -> Response:
    return _form(page, _shown(page, page.request.path_params["name"]))


def save(page: Page) -> Response:
    shown = _shown(page, page.request.path_params["name"])
    name = shown.setting.name
    try:
        with page.work() as work:
            change_settings(work, {name: _typed(page, shown.setting)})
    except Invalid:
        return _form(page, shown, page.texts.gettext(_("This value cannot be.")))
    return page.go(f"{PATH}?saved={name}#{name}")


def reset(page: Page) -> Response:
    name = page.request.path_params["name"]
    with page.work() as work:
        reset_setting(work, name)
    return page.go(f"{PATH}?saved={name}#{name}")


def _typed(page: Page, setting: Setting) -> Any:
    text = page.text("value").replace("\r\n", "\n")
    if isinstance(setting.default, list):
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text.strip() if isinstance(setting.default, int) else text


def _all(page: Page) -> Iterable[Shown]:
    """Those without a group first."""
    every = [_shown(page, name) for name in SETTINGS]
    return sorted(every, key=lambda one: (one.group != _GENERAL, one.group.lower(), one.setting.name.lower()))


def _shown(page: Page, name: str) -> Shown:
    """Raises NotFound."""
    setting, settings = registered(name), page.look().config(Settings)
    return Shown(setting, settings[name], name in SECRET, is_local(name))


def _matches(shown: Shown, text: str) -> bool:
    """In its name or in what is said of it, each word of the text."""
    said = f"{shown.setting.name} {shown.setting.help}".lower()
    return all(word in said for word in text.split())


def _form(page: Page, shown: Shown, problem: str = "") -> Response:
    typed = page.text("value") if problem else None
    value = "\n".join(shown.value) if isinstance(shown.value, list) else shown.value
    return page.show(
        "admin/setting.html",
        422 if problem else 200,
        shown=shown,
        setting=shown.setting,
        value=value if typed is None else typed,
        problem=problem,
    )


PAGES = (
    ("GET", PATH, listed),
    ("GET", f"{PATH}/{{name}}", one),
    ("POST", f"{PATH}/{{name}}", save),
    ("POST", f"{PATH}/{{name}}/reset", reset),
)
