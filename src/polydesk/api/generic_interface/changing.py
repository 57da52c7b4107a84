"""The frame of operations that change something: check everything, then change, in one work."""

from collections.abc import Callable
from typing import Any, TypeVar

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.errors import Fault, Refusal
from polydesk.kernel.actors import Actor
from polydesk.kernel.work import Work

P = TypeVar("P")


def check_and_change(
    call: Call, actor: Actor, check: Callable[[Work], P], change: Callable[[Work, P], dict[str, Any]]
) -> dict[str, Any]:
    """A failed change leaves nothing behind, unless the web service wants it as the original does (PartialChanges)."""
    with call.desk.work(actor) as work:
        plan = check(work)
        try:
            return change(work, plan)
        except (Refusal, Fault) as error:
            if not call.service.options.partial_changes:
                raise
            problem = error
    raise problem
