"""`python -m polydesk`, and the command `polydesk`."""

import gc

gc.disable()  # what is loaded here stays: looking through it for garbage, again and again, was a fifth of the start

from polydesk.cli.app import app  # noqa: E402  the line above is about this one

gc.freeze()
gc.enable()


def main() -> None:
    app()


if __name__ == "__main__":
    main()
