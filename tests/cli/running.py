"""Running commands against a desk of their own."""

from pathlib import Path

from typer.testing import CliRunner, Result

from polydesk.cli.app import app


class Commands:
    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--data", str(self.data)], input=typed)

    def output(self, *words: str, typed: str | None = None) -> str:
        """What a command that works prints."""
        result = self.run(*words, typed=typed)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refusal(self, *words: str, typed: str | None = None) -> str:
        """The one line that a command which fails says."""
        result = self.run(*words, typed=typed)
        assert result.exit_code == 1, result.output
        assert result.stderr.count("\n") == 1
        return result.stderr
