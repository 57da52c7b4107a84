"""Every parameter the operations have, and what strangers may put there."""

from typing import Any

STORABLE: tuple[Any, ...] = (
    "x" * 100_000, "é" * 3000, "a\0b", "\0", "\ud800", "\u202etxt.exe", "💥", 10**30, 2**63 - 1, -(2**63), 1e15 + 0.5,
    "'; DROP TABLE ticket; --", "%_\\*",
)  # fmt: skip
"""What one database may take and the other not."""
MISTYPED: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, "", "0", " ", [], [None], [[]], ["1", {"a": 1}], {}, {"a": {"b": [None]}},
    "1,2,x", "\r\nBcc: x@y.example", "\u2028", "٣", "1e5",
)  # fmt: skip
"""What is decided before any database is asked."""

AUTH = ("UserLogin", "Password", "CustomerUserLogin", "SessionID")
TICKET = (
    "Title", "CustomerUser", "CustomerID", "QueueID", "Queue", "LockID", "Lock", "TypeID", "Type", "ServiceID",
    "Service", "SLAID", "SLA", "StateID", "State", "PriorityID", "Priority", "OwnerID", "Owner", "ResponsibleID",
    "Responsible", "PendingTime",
)  # fmt: skip
PENDING_TIME = ("Diff", "Year", "Month", "Day", "Hour", "Minute")
ARTICLE = (
    "Subject", "Body", "AutoResponseType", "CommunicationChannelID", "CommunicationChannel", "SenderTypeID",
    "SenderType", "IsVisibleForCustomer", "From", "To", "Cc", "Bcc", "ReplyTo", "MessageID", "InReplyTo", "References",
    "ContentType", "MimeType", "Charset", "HistoryType", "HistoryComment", "TimeUnit", "NoAgentNotify",
    "ForceNotificationToUserID", "ExcludeNotificationToUserID", "ExcludeMuteNotificationToUserID",
)  # fmt: skip
DYNAMIC_FIELD = ("Name", "Value")
ATTACHMENT = ("Content", "ContentType", "Filename", "ContentID", "ContentAlternative", "Disposition")
TICKET_GET = (
    "TicketID", "DynamicFields", "Extended", "AllArticles", "Attachments", "HTMLBodyAsAttachment",
    "GetAttachmentContents", "ArticleSenderType", "ArticleOrder", "ArticleLimit",
)  # fmt: skip

_LISTED = ("Types", "States", "Priorities", "Services", "SLAs", "Locks", "Queues")
_IDS = ("Type", "State", "Priority", "Service", "SLA", "Lock", "Queue", "Owner", "Responsible", "WatchUser")
_CREATED = ("User", "Type", "State", "Priority", "Queue")
_TIMES = (
    "TicketCreateTime", "TicketChangeTime", "TicketLastChangeTime", "TicketCloseTime", "TicketPendingTime",
    "ArticleCreateTime", "TicketEscalationTime", "TicketEscalationUpdateTime", "TicketEscalationResponseTime",
    "TicketEscalationSolutionTime",
)  # fmt: skip
_EDGES = ("OlderMinutes", "NewerMinutes", "OlderDate", "NewerDate", "StartYear", "Point", "PointStart", "PointFormat")
_OPERATORS = (
    "Equals", "Like", "GreaterThan", "GreaterThanEquals", "SmallerThan", "SmallerThanEquals", "Empty",
)  # fmt: skip
_FIELDS = ("Urgency", "Product", "DueDate", "Topics", "Approved", "Deadline", "Notes")
TICKET_SEARCH = (
    "Limit", "SortBy", "OrderBy", "TicketNumber", "Title", "CustomerID", "CustomerUserLogin", "CustomerIDRaw",
    "TicketID", "UseSubQueues", "StateType", "StateTypeIDs", "DynamicField", "ContentSearch", "Fulltext",
    "SearchInArchive", "ArchiveFlags", "ChangeTimeSearchType", "LastChangeTimeSearchType", "CloseTimeSearchType",
    *_LISTED,
    *(f"{name}IDs" for name in _IDS),
    *(f"Created{name}IDs" for name in _CREATED),
    *("CreatedTypes", "CreatedStates", "CreatedPriorities", "CreatedQueues"),
    *(f"MIMEBase_{name}" for name in ("From", "To", "Cc", "Subject", "Body", "AttachmentName")),
    *(f"{time}{edge}" for time in _TIMES for edge in _EDGES),
    *(f"DynamicField_{name}" for name in _FIELDS),
)  # fmt: skip
FIELD_TESTS = tuple((f"DynamicField_{name}", operator) for name in _FIELDS for operator in _OPERATORS)
