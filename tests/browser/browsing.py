"""What a browser shows, and what it complains about."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request
else:  # machines without it leave these tests out
    Browser = BrowserContext = ConsoleMessage = Dialog = Page = Request = Any

__all__ = ["Browser", "BrowserContext", "Page"]
Open = Callable[..., Page]
PHONE: Any = {"width": 390, "height": 844}
ROOT_NEEDS = ("--no-sandbox",)
"""Chromium's own sandbox does not start for root, who runs tests in containers."""
HARMLESS = ("data:", "blob:", "about:")
TELL = """
addEventListener("securitypolicyviolation", (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => console.error(`${name} was called`);
"""


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing() -> str:
    """Why there can be no browser; empty if there can."""
    if find_spec("playwright") is None:
        return "no playwright: pip install playwright"
    return "" if chromium_path() else "no Chromium"


def arguments() -> list[str]:
    return list(ROOT_NEEDS) if os.geteuid() == 0 else []


@dataclass
class Complaints:
    """Of all tabs of a test: errors on the console, scripts that failed, breaches of the policy, foreign addresses."""

    home: str
    heard: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """A refusal that the test asks for: browsers write those on the console, too."""
        self._expected.append(text)

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(TELL)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"error: {error.error}"))
        context.on("dialog", self._dialog)
        context.on("request", self._request)

    def unexpected(self) -> list[str]:
        return [one for one in self.heard if not any(text in one for text in self._expected)]

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, *HARMLESS)):
            self.heard.append(f"request to {request.url}")


def take_pictures(page: Page, name: str) -> None:
    """Light, dark, on a phone, and opened anew in German, in the folder POLYDESK_SCREENSHOTS; nothing without it."""
    folder = os.environ.get("POLYDESK_SCREENSHOTS")
    if not folder:
        return
    before = page.viewport_size
    page.screenshot(path=Path(folder) / f"{name}-light.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=Path(folder) / f"{name}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.screenshot(path=Path(folder) / f"{name}-phone.png", full_page=True)
    if before:
        page.set_viewport_size(before)
    assert page.context.browser
    german = page.context.browser.new_context(locale="de-DE", storage_state=page.context.storage_state())
    other = german.new_page()
    other.goto(page.url)
    other.screenshot(path=Path(folder) / f"{name}-german.png", full_page=True)
    german.close()
