"""How long and how much a directory may take."""

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10
WHOLE_SECONDS = 600
"""For reading everybody."""
PAGE = 500
MOST_ENTRIES = 500_000
