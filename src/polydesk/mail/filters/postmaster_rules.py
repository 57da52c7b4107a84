"""Does it match one of the desk's own postmaster filters?"""

from polydesk.desk.mailroom.registry import Mailroom, Match, Rule
from polydesk.kernel.work import Work
from polydesk.mail.case import Case
from polydesk.mail.filters.control_headers import LONGEST_VALUE, control_name

CAPTURED = "[***]"
"""Stands in a value for what the first group of the last pattern matched."""


def apply_rules(work: Work, case: Case) -> None:
    for rule in work.config(Mailroom).rules:
        captured = _matched(case, rule)
        if captured is None:
            continue
        values = {control_name(name): value.replace(CAPTURED, captured) for name, value in rule.set}
        case.controls.update({name: value[:LONGEST_VALUE] for name, value in values.items() if name})
        case.note("postmaster filter", rule.name, ", ".join(f"{name}: {value}" for name, value in values.items()))
        if rule.stop:
            break


def _matched(case: Case, rule: Rule) -> str | None:
    """What was captured if all conditions hold, which a filter without any does not do; else None."""
    captured = ""
    for match in rule.match:
        found = _first(case, match)
        if (found is None) != match.negated:
            return None
        captured = captured if found is None else found
    return captured if rule.match else None


def _first(case: Case, match: Match) -> str | None:
    """The first group (or all) of what matched in the first header that does."""
    for text in _texts(case, match.header):
        found = match.pattern.search(text)
        if found:
            return (found[1] or "") if found.re.groups else found[0]
    return None


def _texts(case: Case, header: str) -> list[str]:
    """Two headers are OTRS' names for what we count ourselves, whatever the mail says."""
    if header == "body":
        return [case.mail.text or case.mail.html]
    if header == "x-otrs-attachmentexists":
        return ["yes" if case.mail.files else "no"]
    if header == "x-otrs-attachmentcount":
        return [str(len(case.mail.files))]
    return list(case.mail.headers.get(header, ()))
