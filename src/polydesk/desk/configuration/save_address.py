"""Saving entries that are known by a mail address: from a form it must be one."""

from polydesk.desk.configuration.entries import Entry, find_entry, save_entry
from polydesk.desk.people.addresses import is_address
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


def save_addressed(work: Work, section_name: str, key: str, entry: Entry, seen: str | None) -> int:
    """As `save_entry`. An address that was there before stays, whatever it is. Raises Invalid for a new one."""
    known = find_entry(work, section_name, entry["id"]) if "id" in entry else {}
    if entry[key] != known.get(key) and not is_address(entry[key], refuse_example_domains=False):
        raise Invalid("configuration.no_address", where=f"{section_name}[0].{key}")
    return save_entry(work, section_name, entry, seen=seen)
