"""What came of taking people over."""

from dataclasses import dataclass, field

MOST_ERRORS = 100


@dataclass(slots=True)
class Report:
    users_found: int = 0
    users_created: int = 0
    users_updated: int = 0
    users_disabled: int = 0
    groups_found: int = 0
    groups_created: int = 0
    groups_updated: int = 0
    errors: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(text)
        elif len(self.errors) == MOST_ERRORS:
            self.errors.append("and more")
