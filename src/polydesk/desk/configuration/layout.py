"""The sections of a configuration, in the order in which they refer to each other."""

from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.acls import ACLS
from polydesk.desk.configuration.sections.customers import COMPANIES, CUSTOMER_USERS
from polydesk.desk.configuration.sections.fields import DYNAMIC_FIELDS
from polydesk.desk.configuration.sections.intake import (
    ADDRESS_ROUTES,
    BANNED_ADDRESSES,
    FIELD_LISTS,
    FOREIGN_IDS,
    FORMS,
    HELP_TOPICS,
    INTAKE_KEYS,
    NUMBER_SEQUENCES,
    TICKET_FILTERS,
    TICKET_STATUSES,
)
from polydesk.desk.configuration.sections.mail import (
    AUTO_RESPONSES,
    MAILBOXES,
    NOTIFICATIONS,
    POSTMASTER_FILTERS,
    TEMPLATES,
)
from polydesk.desk.configuration.sections.people import AGENTS, API_KEYS, GROUPS, ROLES, TEAMS
from polydesk.desk.configuration.sections.queues import CALENDARS, QUEUES, SALUTATIONS, SIGNATURES, SYSTEM_ADDRESSES
from polydesk.desk.configuration.sections.tickets import LOCKS, PRIORITIES, SERVICES, SLAS, STATES, TYPES
from polydesk.desk.configuration.sections.web_services import WEB_SERVICES

SETTINGS_KEY = "settings"
SCREENS_KEY = "screens"
DEFAULT_SERVICES_KEY = "default_services"
PROCESSES_KEY = "processes"

SECTIONS: tuple[Section, ...] = (
    GROUPS,
    ROLES,
    AGENTS,
    CALENDARS,
    SYSTEM_ADDRESSES,
    SALUTATIONS,
    SIGNATURES,
    AUTO_RESPONSES,
    SERVICES,
    SLAS,
    QUEUES,
    TEMPLATES,
    TYPES,
    STATES,
    PRIORITIES,
    LOCKS,
    TEAMS,
    COMPANIES,
    CUSTOMER_USERS,
    DYNAMIC_FIELDS,
    ACLS,
    TICKET_STATUSES,
    NUMBER_SEQUENCES,
    FIELD_LISTS,
    FORMS,
    HELP_TOPICS,
    ADDRESS_ROUTES,
    TICKET_FILTERS,
    BANNED_ADDRESSES,
    FOREIGN_IDS,
    MAILBOXES,
    POSTMASTER_FILTERS,
    NOTIFICATIONS,
    WEB_SERVICES,
    API_KEYS,
    INTAKE_KEYS,
)

KNOWN_KEYS = frozenset(
    {SETTINGS_KEY, SCREENS_KEY, DEFAULT_SERVICES_KEY, PROCESSES_KEY, *(section.name for section in SECTIONS)}
)
