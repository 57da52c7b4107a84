"""Does it match one of the desk's own postmaster filters?"""

from collections.abc import Iterable

from polydesk.desk.mail_office import Answered
from polydesk.desk.mailroom.registry import Mailroom, Match, Rule
from polydesk.kernel.work import Work
from polydesk.mail.case import Case
from polydesk.mail.filters.control_headers import LONGEST_VALUE, control_name
from polydesk.mail.parsed import ParsedMail

CAPTURED = "[***]"
"""Stands in a value for what the first group of the last pattern matched."""


def apply_rules(work: Work, case: Case) -> None:
    for answer in ask_rules(work.config(Mailroom).rules, case.mail):
        if not answer.has_matched:
            continue
        case.controls.update({name: value[:LONGEST_VALUE] for name, value in answer.set.items() if name})
        said = ", ".join(f"{name}: {value}" for name, value in answer.set.items())
        case.note("postmaster filter", answer.rule, said)


def ask_rules(rules: Iterable[Rule], mail: ParsedMail) -> list[Answered]:
    """What each rule says, up to the one that ends the asking."""
    answers = []
    for rule in rules:
        captured = _matched(mail, rule)
        if captured is None:
            answers.append(Answered(rule.name, has_matched=False))
            continue
        values = {control_name(name): value.replace(CAPTURED, captured) for name, value in rule.set}
        answers.append(Answered(rule.name, has_matched=True, set=values, is_last=rule.stop))
        if rule.stop:
            break
    return answers


def _matched(mail: ParsedMail, rule: Rule) -> str | None:
    """What was captured if all conditions hold, which a filter without any does not do; else None."""
    captured = ""
    for match in rule.match:
        found = _first(mail, match)
        if (found is None) != match.negated:
            return None
        captured = captured if found is None else found
    return captured if rule.match else None


def _first(mail: ParsedMail, match: Match) -> str | None:
    """The first group (or all) of what matched in the first header that does."""
    for text in _texts(mail, match.header):
        found = match.pattern.search(text)
        if found:
            return (found[1] or "") if found.re.groups else found[0]
    return None


def _texts(mail: ParsedMail, header: str) -> list[str]:
    """Two headers are OTRS' names for what we count ourselves, whatever the mail says."""
    if header == "body":
        return [mail.text or mail.html]
    if header == "x-otrs-attachmentexists":
        return ["yes" if mail.files else "no"]
    if header == "x-otrs-attachmentcount":
        return [str(len(mail.files))]
    return list(mail.headers.get(header, ()))
