"""HTML from strangers: made harmless (`sanitize`), or made plain text (`to_text`)."""

from polydesk.kernel.html.plain import to_text
from polydesk.kernel.html.sanitizing import sanitize

__all__ = ["sanitize", "to_text"]
