"""The placeholders that texts of mail may hold, as people write them."""

from collections.abc import Mapping

from polydesk.web.texts import marked as _

VARIABLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    _("Ticket"): (
        ("<OTRS_TICKET_TicketNumber>", _("Ticket number")),
        ("<OTRS_TICKET_Title>", _("Title")),
        ("<OTRS_TICKET_Queue>", _("Queue")),
        ("<OTRS_TICKET_State>", _("State")),
        ("<OTRS_TICKET_Priority>", _("Priority")),
        ("<OTRS_TICKET_Type>", _("Type")),
        ("<OTRS_TICKET_Service>", _("Service")),
        ("<OTRS_TICKET_SLA>", _("Service level agreement")),
        ("<OTRS_TICKET_CustomerID>", _("Company")),
        ("<OTRS_TICKET_Created>", _("Created")),
    ),
    _("Customer"): (
        ("<OTRS_CUSTOMER_DATA_UserFirstname>", _("First name")),
        ("<OTRS_CUSTOMER_DATA_UserLastname>", _("Last name")),
        ("<OTRS_CUSTOMER_DATA_UserEmail>", _("Address")),
        ("<OTRS_CUSTOMER_REALNAME>", _("Whole name, or that of the sender")),
    ),
    _("What was written"): (
        ("<OTRS_CUSTOMER_SUBJECT[24]>", _("Subject, at most 24 characters of it")),
        ("<OTRS_CUSTOMER_BODY[20]>", _("Text, at most 20 lines of it")),
        ("<OTRS_CUSTOMER_EMAIL>", _("Text, quoted")),
        ("<OTRS_AGENT_BODY>", _("Text of an agent's note")),
    ),
    _("Agents"): (
        ("<OTRS_CURRENT_UserFullname>", _("Who does it")),
        ("<OTRS_OWNER_UserFullname>", _("Owner")),
        ("<OTRS_RESPONSIBLE_UserFullname>", _("Responsible")),
        ("<OTRS_NOTIFICATION_RECIPIENT_UserFirstname>", _("Whom the mail is for")),
    ),
    _("The desk"): (
        ("<OTRS_CONFIG_FQDN>", _("Name of the server")),
        ("<OTRS_CONFIG_Ticket::Hook>", _("What stands before ticket numbers")),
        ("<OTRS_CONFIG_Organization>", _("Organisation")),
    ),
    _("As in osTicket"): (
        ("%{ticket.number}", _("Ticket number")),
        ("%{ticket.subject}", _("Title")),
        ("%{ticket.name.first}", _("First name of the customer")),
        ("%{recipient.name}", _("Whom the mail is for")),
        ("%{message}", _("Text")),
        ("%{signature}", _("Signature of the queue")),
    ),
}
"""By what they are about: each as it is written, and what it stands for."""
