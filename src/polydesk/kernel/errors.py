"""What can go wrong, in the desk's words. No HTTP here: each dialect has its own table from class to answer."""


class DeskError(Exception):
    """Base of every refusal: `code` is for programs, `details` name the parts people need to hear about."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        named = ", ".join(f"{key}={value!r}" for key, value in self.details.items())
        return f"{self.code} ({named})" if named else self.code


class NotFound(DeskError):
    """It does not exist, or this actor may not know that it does."""


class Forbidden(DeskError):
    """The actor sees it, but may not do this to it."""


class Invalid(DeskError):
    """The input cannot be accepted as it is."""


class Conflict(DeskError):
    """It would be fine, were it not for something that is already there."""


class Unavailable(DeskError):
    """A part the desk depends on does not answer now; trying again later may help."""
