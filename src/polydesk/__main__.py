"""`python -m polydesk`, and the command `polydesk`."""

import gc

gc.disable()  # what is loaded at the start stays: looking through it for garbage, over and over, was a fifth of it


def main() -> None:
    from polydesk.cli.app import app  # worker processes load this file as well, and need no commands

    gc.freeze()
    gc.enable()
    app()


if __name__ == "__main__":
    main()
