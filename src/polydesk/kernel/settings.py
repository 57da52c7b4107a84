"""The settings registry. Names are OTRS' where OTRS has the setting; values live in the database."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, Connection, String, Table, select

from polydesk.kernel.customer_settings import CUSTOMER_SETTINGS
from polydesk.kernel.db import Base
from polydesk.kernel.desk_settings import DESK_SETTINGS
from polydesk.kernel.errors import NotFound
from polydesk.kernel.setting_kinds import Setting
from polydesk.kernel.sign_in_settings import SIGN_IN_SETTINGS

setting = Table(
    "setting",
    Base.metadata,
    Column("name", String(200), primary_key=True),
    Column("value", JSON, nullable=False),
)

SETTINGS: dict[str, Setting] = {one.name: one for one in (*DESK_SETTINGS, *CUSTOMER_SETTINGS, *SIGN_IN_SETTINGS)}


def registered(name: str) -> Setting:
    if name not in SETTINGS:
        raise NotFound("setting", name=name)
    return SETTINGS[name]


class Settings:
    """All settings as of one transaction: the stored values over the defaults."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._values = {name: stored.get(name, one.default) for name, one in SETTINGS.items()}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which the desk shows and reads times."""
        return ZoneInfo(self["OTOBOTimeZone"])


def load_settings(connection: Connection) -> Settings:
    return Settings({row.name: row.value for row in connection.execute(select(setting))})
