"""Files of what somebody is still writing: those that are new with this request, and which of them go along."""

import secrets
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import UploadFile

from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.kernel.downloads import UNKNOWN_TYPE
from polydesk.kernel.files import FileStore
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work
from polydesk.web.agent.page import Page
from polydesk.web.agent.sent_files import LONGEST_TYPE

MOST_FILES = 100
File = dict[str, Any]


def ticked(page: Page, files: Sequence[File]) -> tuple[File, ...]:
    """By their keys, as nobody is to name contents by their hash. One that is off may be ticked again."""
    kept = ticked_keys(page)
    return tuple({**one, "off": one["key"] not in kept} for one in files)


def ticked_keys(page: Page) -> set[str]:
    return {str(value) for value in page.form.getlist("kept")}


def new_files(page: Page, work: Work, store: FileStore, had: Sequence[File]) -> tuple[tuple[File, ...], bool]:
    """None of them if they do not all fit."""
    sent = [one for one in page.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    size = sum(one.size or 0 for one in sent) + sum(one["size"] for one in had if not one.get("off"))
    largest = work.config(Settings)["WebMaxFileUpload"]
    if sent and (size > largest or len(had) + len(sent) > MOST_FILES):
        return (), False
    return tuple(_stored(store, one) for one in sent), True


def _stored(store: FileStore, upload: UploadFile) -> File:
    upload.file.seek(0)
    stored = store.put(upload.file.read())
    return {
        "key": secrets.token_hex(8),
        "name": cleaned_name(storable(upload.filename or "")) or "file",
        "kind": storable(upload.content_type or UNKNOWN_TYPE)[:LONGEST_TYPE],
        "size": stored.size,
        "hash": stored.hash,
    }
