"""Store a message as it arrived, before anything else happens to it: once for each delivery."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.mailroom.models import RECEIVED, MailMessage
from polydesk.kernel.files import StoredFile
from polydesk.kernel.work import Work

_TABLE = MailMessage.metadata.tables["mail_message"]
_KEY_LENGTH = 200
_ADDRESS_LENGTH = 320
_MOST_RECIPIENTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a message came to us. Without a key each delivery is a new one."""

    source: str
    source_key: str | None = None
    mailbox_id: int | None = None
    envelope_from: str | None = None
    envelope_to: Sequence[str] = ()
    remote_address: str = ""
    as_original: bool = False
    trusted: bool = False


def store_message(work: Work, content: StoredFile, delivery: Delivery) -> int:
    """The message's id, also when the same delivery was stored before. The content is in the file store already."""
    key = _fitting(delivery.source_key or secrets.token_hex(16))
    values = {**_described(delivery), "source_key": key, "file_hash": content.hash, "size": content.size}
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(**values, state=RECEIVED, steps=[], create_time=work.now)
    unless_known = row.on_conflict_do_nothing(index_elements=["source", "source_key"]).returning(_TABLE.c.id)
    same = (_TABLE.c.source == values["source"], _TABLE.c.source_key == key)
    new = work.connection.execute(unless_known).scalar()
    return int(new or work.connection.execute(select(_TABLE.c.id).where(*same)).scalar_one())


def _described(delivery: Delivery) -> dict[str, Any]:
    return {
        "source": delivery.source[:_KEY_LENGTH],
        "mailbox_id": delivery.mailbox_id,
        "envelope_from": _clean(delivery.envelope_from),
        "envelope_to": "\n".join(one.replace("\0", "") for one in delivery.envelope_to[:_MOST_RECIPIENTS]),
        "remote_address": delivery.remote_address[:64],
        "as_original": int(delivery.as_original),
        "trusted": int(delivery.trusted),
    }


def _fitting(key: str) -> str:
    """A key of any length and content as one that fits its column; different ones stay different."""
    if len(key) <= _KEY_LENGTH and key.isprintable():
        return key
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _clean(address: str | None) -> str | None:
    return None if address is None else address.replace("\0", "")[:_ADDRESS_LENGTH]
