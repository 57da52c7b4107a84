"""All tables of the desk: importing this module makes `Base.metadata` complete."""

from sqlalchemy import MetaData

import polydesk.desk.access.models
import polydesk.desk.access.sign_in_models
import polydesk.desk.audit.models
import polydesk.desk.fields.models
import polydesk.desk.forms.models
import polydesk.desk.intake.models
import polydesk.desk.mailroom.models
import polydesk.desk.notifications.models
import polydesk.desk.people.account_models
import polydesk.desk.people.models
import polydesk.desk.processes.models
import polydesk.desk.queues.models
import polydesk.desk.search.models
import polydesk.desk.sending.models
import polydesk.desk.services.models
import polydesk.desk.statistics.models
import polydesk.desk.tickets.bulk_models
import polydesk.desk.tickets.customer_flags
import polydesk.desk.tickets.drafts
import polydesk.desk.tickets.merge_models
import polydesk.desk.tickets.models
import polydesk.desk.tickets.presence
import polydesk.desk.uploads.models
import polydesk.desk.webhooks.models
import polydesk.desk.writing.models
import polydesk.kernel.outbox
import polydesk.kernel.periodic
import polydesk.kernel.secrets
import polydesk.kernel.settings
import polydesk.kernel.snapshot  # noqa: F401  each of these imports registers its tables
from polydesk.kernel.db import Base

METADATA: MetaData = Base.metadata

FOREIGN_PREFIXES = ("fts_", "huey_")
"""Tables in the same database that are not ours to describe: FTS5 with its shadow tables, and Huey's."""


def is_ours(name: str | None) -> bool:
    return not (name or "").startswith(FOREIGN_PREFIXES)
