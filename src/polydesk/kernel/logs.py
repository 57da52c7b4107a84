"""The program's own log: one JSON object per line on standard error."""

import sys
from typing import Any

import structlog

from polydesk.kernel.trace import keep_line


def configure_log() -> None:
    """Tracebacks come without the values of variables: among those are people's passwords."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            keep_line,
        ],
        logger_factory=_to_standard_error,
    )


def _to_standard_error(*_names: Any) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
