"""What few requests need is loaded when it is used: signing in by more than a password, and paper."""

import subprocess
import sys

LATE = ("webauthn", "jwt", "cryptography", "segno", "cbor2", "OpenSSL", "fpdf")


def test_nothing_of_it_is_loaded_with_the_pages() -> None:
    code = f"import sys, polydesk.web.agent.app, polydesk.wiring; print([one for one in {LATE} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
