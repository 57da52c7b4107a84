"""Who runs the desk."""

from polydesk.desk.people.directory import Directory
from polydesk.kernel.actors import Actor, AgentActor
from polydesk.kernel.work import Look

ADMIN_GROUP = "admin"


def is_admin(look: Look, actor: Actor) -> bool:
    """An agent with all rights in the group that OTRS calls admin."""
    directory = look.config(Directory)
    group = directory.groups.named(ADMIN_GROUP)
    return isinstance(actor, AgentActor) and group is not None and group.id in directory.groups_with(actor.id, "rw")
