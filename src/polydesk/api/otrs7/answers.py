"""Answers: JSON unless they are files, and the version on each of them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

VERSION = "1.0.0"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FileContent:
    """An open file, closed by whoever sends it."""

    stream: BinaryIO
    size: int

    @classmethod
    def of(cls, stream: BinaryIO) -> "FileContent":
        return cls(stream, os.fstat(stream.fileno()).st_size)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    file: FileContent | None = None
    """Sent instead of `body`, piece by piece."""

    @property
    def length(self) -> int:
        return len(self.body) if self.file is None else self.file.size


def ok(value: Mapping[str, Any] | list[Any], *headers: tuple[str, str]) -> Answer:
    return Answer(200, msgspec.json.encode(value), headers=headers)


def done(*headers: tuple[str, str]) -> Answer:
    """Success that has nothing to tell: an empty object, which every client can parse."""
    return ok({}, *headers)


def refusal(status: int, text: str) -> Answer:
    return Answer(status, msgspec.json.encode({"Error": text}))


def invalid(errors: Mapping[str, Any], status: int = 422) -> Answer:
    return Answer(status, msgspec.json.encode({"Errors": errors}))


def business_error(identifier: str, message: str) -> Answer:
    """Status 900, sent as it stands here: clients ask for just this number."""
    return Answer(900, msgspec.json.encode({"ErrorIdentifier": identifier, "ErrorMessage": message}))
