"""What a definition holds that is kept and does nothing here: code of other systems."""

from collections.abc import Iterable

from polydesk.desk.processes.compile import compile_action, text_of
from polydesk.desk.processes.definition import Definition, Part


def warnings_about(definition: Definition, known: Iterable[str]) -> list[str]:
    """One sentence each. `known` are the kinds of actions there are."""
    kinds = set(known)
    return [
        *(
            f"Transition {part.entity_id} ({part.name}) asks a module, which is code of another system: it never holds."
            for part in definition.transitions.values()
            if "Module" in _kinds_of(part)
        ),
        *(
            f"Action {part.entity_id} ({part.name}) is {text_of(part, 'Module')}, which is not run here."
            for part in definition.actions.values()
            if compile_action(part).kind not in kinds
        ),
        *(
            f"Activity {part.entity_id} ({part.name}) is a script task: its script is not run here."
            for part in definition.activities.values()
            if any("script" in str(one.get("Type") or "").lower() for one in (part.config, part.beside))
        ),
    ]


def _kinds_of(part: Part) -> set[str]:
    conditions = part.config.get("Condition") or {}
    fields = [one.get("Fields") or {} for one in conditions.values() if isinstance(one, dict)]
    return {str(test.get("Type")) for one in fields for test in one.values() if isinstance(test, dict)}
