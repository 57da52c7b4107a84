"""How a mail is read; `polydesk.mail.parse` is the door."""
