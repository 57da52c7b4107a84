"""Documents under test: `python -m tools.check_docs [tree|links|references]`, or `--write` for the generated ones."""

import sys
from pathlib import Path

from tools.doc_links import broken_links
from tools.doc_references import outdated_references, write_references
from tools.doc_tree import tree_differences

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {"tree": tree_differences, "links": broken_links, "references": outdated_references}


def main(arguments: list[str]) -> int:
    if arguments == ["--write"]:
        return write_references(ROOT)
    if unknown := set(arguments) - CHECKS.keys():
        print(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
        return 2
    found = [line for name in arguments or CHECKS for line in CHECKS[name](ROOT)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
