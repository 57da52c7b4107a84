"""The sections of a configuration, in the order in which they refer to each other."""

from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.customers import COMPANIES, CUSTOMER_USERS
from polydesk.desk.configuration.sections.fields import DYNAMIC_FIELDS
from polydesk.desk.configuration.sections.people import AGENTS, API_KEYS, GROUPS, ROLES
from polydesk.desk.configuration.sections.queues import CALENDARS, QUEUES, SALUTATIONS, SIGNATURES, SYSTEM_ADDRESSES
from polydesk.desk.configuration.sections.tickets import LOCKS, PRIORITIES, SERVICES, SLAS, STATES, TYPES
from polydesk.desk.configuration.sections.web_services import WEB_SERVICES

SETTINGS_KEY = "settings"
DEFAULT_SERVICES_KEY = "default_services"

SECTIONS: tuple[Section, ...] = (
    GROUPS,
    ROLES,
    AGENTS,
    CALENDARS,
    SYSTEM_ADDRESSES,
    SALUTATIONS,
    SIGNATURES,
    QUEUES,
    TYPES,
    STATES,
    PRIORITIES,
    LOCKS,
    SERVICES,
    SLAS,
    COMPANIES,
    CUSTOMER_USERS,
    DYNAMIC_FIELDS,
    WEB_SERVICES,
    API_KEYS,
)

KNOWN_KEYS = frozenset({SETTINGS_KEY, DEFAULT_SERVICES_KEY, *(section.name for section in SECTIONS)})
