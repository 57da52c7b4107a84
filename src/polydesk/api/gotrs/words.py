"""This API's words for what the desk says."""

from polydesk.kernel.errors import DeskError

_TEXTS: dict[str, str] = {
    "ticket": "Ticket not found",
    "directory.sync_running": "A synchronization is under way",
    "directory.unavailable": "The LDAP directory does not answer, try again later",
    "request_repeated": "A request with this Idempotency-Key is being answered, or its answer got lost",
    "article": "Article not found",
    "attachment": "Attachment not found",
    "password.kept_by_directory": "This password is kept by a directory and is changed there",
    "customer_user.email": "Invalid email",
    "customer_user.email_taken": "Email already exists",
    "customer_user.own_email": "Customers may not change their e-mail address here",
    "notice": "Notification not found",
    "saved_search": "Saved search not found",
    "saved_search.too_many": "Too many saved searches",
    "queue.not_found": "Queue not found",
    "queue.not_readable": "You do not have permission to access this queue",
    "queue.none_readable": "You do not have access to any queues",
    "queue.name_taken": "Queue with this name already exists",
    "queue.name": "Invalid queue request: missing or invalid name",
    "queue.group": "Invalid queue request: unknown group_id",
    "queue.follow_up": "Invalid queue request: invalid follow_up_id",
    "queue.system_address_id": "Invalid queue request: unknown system_address_id",
    "queue.salutation_id": "Invalid queue request: unknown salutation_id",
    "queue.signature_id": "Invalid queue request: unknown signature_id",
    "agent.not_found": "User not found",
    "agent.login": "Invalid login",
    "agent.login_taken": "Login already exists",
    "agent.email": "Invalid email",
    "agent.email_taken": "Email already exists",
    "agent.group": "Invalid groups: no such group",
    "agent.system": "Cannot invalidate system admin user",
    "agent.yourself": "Cannot delete your own account",
    "setting_value": "Invalid value of a setting",
    "setting.local": "This setting is not changed over the API",
    "audit_entry": "Audit log not found",
    "api_token": "Token not found",
    "api_token.name": "Invalid name: 1 to 100 characters",
    "api_token.scope": "Unknown scope",
    "customer_user.not_found": "Customer not found",
    "webhook": "Webhook not found",
    "webhook_delivery": "Delivery not found",
    "webhook.name_taken": "Webhook with this name already exists",
}
"""From codes of the desk to texts. Codes that are not here get the text of their kind."""


def text_of(error: DeskError) -> str | None:
    return _TEXTS.get(error.code)
