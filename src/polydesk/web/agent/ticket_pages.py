"""All pages about one ticket."""

from polydesk.web.agent import (
    ticket,
    ticket_articles,
    ticket_draft,
    ticket_edit,
    ticket_files,
    ticket_held,
    ticket_history,
    ticket_links,
    ticket_mentions,
    ticket_merge,
    ticket_pdf,
    ticket_process,
    ticket_source,
    ticket_template,
    ticket_write,
)

PAGES = (
    *ticket.PAGES,
    *ticket_articles.PAGES,
    *ticket_draft.PAGES,
    *ticket_edit.PAGES,
    *ticket_files.PAGES,
    *ticket_held.PAGES,
    *ticket_history.PAGES,
    *ticket_links.PAGES,
    *ticket_mentions.PAGES,
    *ticket_merge.PAGES,
    *ticket_pdf.PAGES,
    *ticket_process.PAGES,
    *ticket_source.PAGES,
    *ticket_template.PAGES,
    *ticket_write.PAGES,
)
