"""A submission on its way to a ticket: what was asked for, and what filters made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polydesk.desk.fields.validate import Value
from polydesk.desk.intake.customers import Customer
from polydesk.desk.intake.registry import FormField, Intake, RouteEntry, TopicEntry
from polydesk.desk.intake.submission import Submission
from polydesk.desk.intake.texts import as_text

Error = tuple[str, str]
LONGEST_ADDRESS = 200
"""As long as the columns that hold addresses get."""


@dataclass(slots=True)
class Draft:
    submission: Submission
    intake: Intake
    email: str
    name: Any
    topic_id: int | None
    queue_id: int | None
    status_id: int | None
    priority_id: int | None
    sla_id: int | None
    agent_id: int | None
    team_id: int | None
    template_id: int | None
    autorespond: bool
    edits: list[tuple[str, str]] = field(default_factory=list)
    """What filters changed: name of the filter, name of the property."""
    told_by: list[str] = field(default_factory=list)
    """Names of filters whose notifications are to be sent."""
    company: Mapping[str, str] = field(default_factory=dict)
    """The fields of the sender's company, for filters that ask for them."""
    customer: Customer | None = None
    user_answers: list[tuple[FormField, Value]] = field(default_factory=list)
    answers: list[tuple[FormField, Value]] = field(default_factory=list)
    subject: str = ""

    @property
    def topic(self) -> TopicEntry | None:
        return self.intake.topics.get(self.topic_id)

    @property
    def route(self) -> RouteEntry:
        return self.intake.route_of(self.submission.system_address_id)

    @property
    def is_mail(self) -> bool:
        return self.submission.channel == "Email"


def new_draft(submission: Submission, intake: Intake, *, default_topic: int) -> Draft:
    wish = submission.wish
    topic = next(
        (
            one
            for one in (submission.topic_id, intake.route_of(submission.system_address_id).help_topic_id)
            if one in intake.topics.by_id
        ),
        default_topic or None,
    )
    return Draft(
        submission=submission,
        intake=intake,
        email=address_of(submission.values.get("email")),
        name=submission.values.get("name"),
        topic_id=topic,
        queue_id=wish.queue_id,
        status_id=wish.status_id,
        priority_id=wish.priority_id,
        sla_id=wish.sla_id,
        agent_id=wish.agent_id,
        team_id=wish.team_id,
        template_id=wish.canned_response_id,
        autorespond=submission.autorespond,
    )


def address_of(sent: Any) -> str:
    """An address as it was sent; empty if it is not even a text that could be one."""
    text = as_text(sent) or ""
    return text if len(text) <= LONGEST_ADDRESS else ""
