"""Short texts: tags taken out, then whatever check the field has. Neither trimmed nor cut."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any

from polydesk.desk.intake.answers.pattern import is_found
from polydesk.desk.intake.answers.unfit import ONE_VALUE, Circumstances, Unfit
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.texts import as_text, clean_line, is_formula
from polydesk.desk.people.addresses import is_address

CANNOT_START = "Content cannot start with the following characters: = - + @"
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_PHONE_NOISE = re.compile(r"[\s().+-]")


def text_answer(field: FormField, sent: Any, around: Circumstances) -> str:
    given = as_text(sent)
    if given is None:
        raise Unfit(ONE_VALUE)
    text = clean_line(given, as_original=around.as_original)
    if text.strip():
        _check(field.configuration, text)
    return text


def _check(configuration: Mapping[str, Any], text: str) -> None:
    kind = str(configuration.get("validator") or "")
    if kind == "regex":
        if not is_found(str(configuration.get("regex") or ""), text):
            raise Unfit(str(configuration.get("validator-error") or "Value does not match required pattern"))
    elif kind in _CHECKS:
        suits, message = _CHECKS[kind]
        if not suits(text):
            raise Unfit(str(configuration.get("validator-error") or message))
    elif is_formula(text):
        raise Unfit(CANNOT_START)


def _is_mail_address(text: str) -> bool:
    return is_address(text.strip(), refuse_example_domains=False)


def _is_ip_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def _is_phone(text: str) -> bool:
    digits = _PHONE_NOISE.sub("", text)
    return digits.isdecimal() and 6 < len(digits) < 17


_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "email": (_is_mail_address, "Enter a valid email address"),
    "ip": (_is_ip_address, "Enter a valid IP address"),
    "number": (_is_number, "Enter a Number"),
    "phone": (_is_phone, "Enter a valid phone number"),
}
