"""Whether anything was sent for a form."""

from sqlalchemy import select

from polydesk.desk.uploads.keep import own_form
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.work import Look


def has_files(look: Look, form_id: str) -> bool:
    """Also False for somebody else's form."""
    return look.connection.execute(select(Upload.id).where(own_form(look, form_id)).limit(1)).first() is not None
