"""The rows every OTRS-family desk has from the start, under the ids they have there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from polydesk.desk.audit.chain import make_chain_key
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.sequences import sync_sequences
from polydesk.desk.configuration.stock_lists import AUTO_RESPONSE_TYPES, HISTORY_TYPES, STATE_TYPES
from polydesk.desk.queues.models import AutoResponseType, StateType
from polydesk.desk.tickets.models import HistoryType
from polydesk.kernel.db import Database
from polydesk.kernel.snapshot import config_version
from polydesk.kernel.work import Work

_HERE = Path(__file__).parent


_INSTALLED = select(config_version.c.id)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7659373)")


def is_stocked(database: Database) -> bool:
    with database.reading() as connection:
        return connection.execute(_INSTALLED).first() is not None


def install_stock(work: Work) -> None:
    """Fill the tables of a fresh database: the fixed lists no desk changes, then the stock configuration.

    On any other database it does nothing.
    """
    if not work.is_sqlite:
        work.connection.execute(_ONE_AT_A_TIME)  # on SQLite a work is alone anyway
    if work.connection.execute(_INSTALLED).first():
        return
    work.connection.execute(insert(config_version).values(id=1, version=1))
    _number(work, StateType, STATE_TYPES)
    _number(work, AutoResponseType, AUTO_RESPONSE_TYPES)
    _number(work, HistoryType, HISTORY_TYPES)
    sync_sequences(work.connection)
    make_chain_key(work)
    load_configuration(work, read_document(_HERE / "stock.yaml"))


def _number(work: Work, model: type[Any], names: Sequence[str]) -> None:
    rows = [{"id": number, "name": name} for number, name in enumerate(names, start=1)]
    work.connection.execute(insert(model), rows)
