"""What loading a configuration did, counted in rows."""

from dataclasses import dataclass


@dataclass
class Report:
    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def anything_new(self) -> bool:
        return bool(self.created or self.changed)

    def count(self, *, existed: bool, changed: bool) -> None:
        if not existed:
            self.created += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1
