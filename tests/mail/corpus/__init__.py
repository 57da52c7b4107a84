"""Hostile and odd mail, made by code so that everybody can read what is odd about it."""

from tests.mail.corpus import (
    bomb_cases,
    charset_cases,
    client_cases,
    file_cases,
    header_cases,
    signed_cases,
    structure_cases,
    trick_cases,
)
from tests.mail.corpus.case import Case

CASES: tuple[Case, ...] = (
    *charset_cases.CASES,
    *structure_cases.CASES,
    *header_cases.CASES,
    *file_cases.CASES,
    *client_cases.CASES,
    *trick_cases.CASES,
    *signed_cases.CASES,
    *bomb_cases.CASES,
)
