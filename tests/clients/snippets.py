"""The guides' Python code, out of their published text, which has lost many of its line breaks."""

import re
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
_SECTION = re.compile(
    r"Section titled “\d+(?:\.\d+)?\.? [^”]*”((?:from|import) .*?)(?=(?:\d\.\d? ?[A-Z][^\n]*|License)\nSection)",
    re.DOTALL,
)
_STATEMENTS = r"from otobo import|print\(|await client\.update_ticket|(?:search_res|history_res|ids) ="
_GLUED = re.compile(rf"(?<=[\w)])(?={_STATEMENTS})")
_IN_LOOP = re.compile(r" (?=get_params =|details =|print\()")
_COMMENT = re.compile(r"^(# \w+ ticket)", re.MULTILINE)


def snippets(guide: str) -> list[str]:
    """Each section's code, one statement a line."""
    text = (SEEDS / guide).read_text("utf-8")
    return [_restored(code.strip()) for code in _SECTION.findall(text)]


def _restored(code: str) -> str:
    code = _GLUED.sub("\n", _COMMENT.sub(r"\1\n", code.replace("\\ ", "")))
    return "\n".join(_IN_LOOP.sub("\n    ", line) if line.startswith("for ") else line for line in code.split("\n"))
