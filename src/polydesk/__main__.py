"""`python -m polydesk`, and the command `polydesk`."""

from polydesk.cli.app import app


def main() -> None:
    app()


if __name__ == "__main__":
    main()
