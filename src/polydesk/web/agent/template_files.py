"""Files of a template that is put in: attached to what is being written as if somebody had sent them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.desk.sending.registry import FileOfTemplate
from polydesk.kernel.files import FileStore
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.draft_files import MOST_FILES, File


@dataclass(frozen=True, slots=True)
class Attached:
    """`files` are all of the draft, `of_template` those of them that came with the template."""

    files: tuple[File, ...]
    of_template: tuple[File, ...]


def with_files_of(
    look: Look, had: Sequence[File], wanted: Sequence[FileOfTemplate], store: FileStore
) -> Attached | None:
    """Each once, however often the template is put in: one that was left out goes along again.

    `store` is where the contents of the draft lie. None if they do not all fit.
    """
    of_template = [next((one for one in had if _is(one, file)), _made(file)) for file in wanted]
    keys = {one["key"] for one in of_template}
    others = [one for one in had if one["key"] not in keys]
    size = sum(one["size"] for one in (*others, *of_template) if one["key"] in keys or not one.get("off"))
    if size > look.config(Settings)["WebMaxFileUpload"] or len(others) + len(of_template) > MOST_FILES:
        return None
    attached = tuple({**_kept_in(store, look, one), "off": False} for one in of_template)
    by_key = {one["key"]: one for one in attached}
    known = {one["key"] for one in had}
    files = (*(by_key.get(one["key"], one) for one in had), *(one for one in attached if one["key"] not in known))
    return Attached(files, attached)


def _is(one: File, file: FileOfTemplate) -> bool:
    return bool(one["name"] == file.filename and file.hash in (one["hash"], one.get("template")))


def _made(file: FileOfTemplate) -> File:
    """`template` says what it is a copy of, as its content may get another name where drafts keep theirs."""
    return {
        "key": secrets.token_hex(8),
        "name": file.filename,
        "kind": file.content_type,
        "size": file.size,
        "template": file.hash,
    }


def _kept_in(store: FileStore, look: Look, one: File) -> File:
    return one if "hash" in one else {**one, "hash": store.put(look.files.get(one["template"])).hash}
