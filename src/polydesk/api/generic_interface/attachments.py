"""Attachments in the shape of the Generic Interface."""

import base64
from collections.abc import Iterable
from typing import Any

from polydesk.kernel.db import AnyRow
from polydesk.kernel.files import FileStore

HTML_BODY_NAME = "file-2"
"""What the original calls the HTML of an article when it shows it as a file."""


def attachments_shape(
    files: FileStore, article: AnyRow, rows: Iterable[AnyRow], *, html_body: bool, contents: bool
) -> list[dict[str, Any]]:
    """Sorted by file name, which FileID numbers; the HTML body has a number even while it is hidden."""
    shapes = [_shape(files, row, contents=contents) for row in rows]
    if article.html_body is not None:
        shapes.append(_html_shape(article, contents=contents))
    shapes.sort(key=lambda shape: str(shape["Filename"]))
    numbered = [{**shape, "FileID": str(number)} for number, shape in enumerate(shapes, start=1)]
    return [shape for shape in numbered if html_body or not _is_html_body(shape)]


def _is_html_body(shape: dict[str, Any]) -> bool:
    return bool(shape["Filename"] == HTML_BODY_NAME and shape["Disposition"] == "inline")


def _shape(files: FileStore, row: AnyRow, *, contents: bool) -> dict[str, Any]:
    return {
        "Content": base64.b64encode(files.get(row.file_hash)).decode() if contents else "",
        "ContentAlternative": row.alternative,
        "ContentID": row.content_id,
        "ContentType": row.content_type,
        "Disposition": row.disposition,
        "Filename": row.filename,
        "FilesizeRaw": str(row.size),
    }


def _html_shape(article: AnyRow, *, contents: bool) -> dict[str, Any]:
    html = article.html_body.encode()
    return {
        "Content": base64.b64encode(html).decode() if contents else "",
        "ContentAlternative": "",
        "ContentID": "",
        "ContentType": 'text/html; charset="utf-8"',
        "Disposition": "inline",
        "Filename": HTML_BODY_NAME,
        "FilesizeRaw": str(len(html)),
    }
