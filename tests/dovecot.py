"""A throw-away Dovecot for tests: one folder, ports of its own on loopback, TLS from an authority made for it."""

import base64
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.certificates import Authority
from tests.conformance.running import free_port

PASSWORD = 'käse & "Brot" 100%'
"""Every account's: what login commands get wrong when they quote badly."""
TOKEN_KEY = b"a key of the tests, long enough for SHA-256"
"""With which the JSON web tokens are signed that it takes for OAuth2."""
MOST_ACCOUNTS = 500
PROGRAM = Path("/usr/sbin/dovecot")
MODULES = Path("/usr/lib/dovecot")

CONFIG = """
base_dir = {folder}/run
log_path = {folder}/dovecot.log
auth_verbose = yes
auth_failure_delay = 0
protocols = imap pop3
listen = 127.0.0.1, 127.0.0.2
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
ssl = yes
ssl_cert = <{authority}/localhost.pem
ssl_key = <{authority}/localhost.key
disable_plaintext_auth = yes
auth_mechanisms = plain xoauth2
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
mail_fsync = never
pop3_uidl_format = %08Xu%08Xv
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwords
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""
OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


@dataclass
class Dovecot:
    folder: Path
    authority: Authority
    ports: dict[str, int]
    process: subprocess.Popen[bytes] | None = None
    accounts: int = 0

    def new_account(self) -> str:
        self.accounts += 1
        name = f"account{self.accounts}"
        self._make_maildir(name)
        return name

    def make_folder(self, account: str, encoded_name: str) -> str:
        """Where `deliver` puts mail for that folder of the account."""
        self._make_maildir(f"{account}/.{encoded_name}")
        return f"{account}/.{encoded_name}"

    def deliver(self, account: str, *mails: bytes) -> None:
        """Put messages into the INBOX, as a delivery agent does."""
        new = self._maildir(account) / "new"
        for number, mail in enumerate(mails):
            name = f"{time.time_ns()}.{number:06}.test"
            temporary = self._maildir(account) / "tmp" / name
            temporary.write_bytes(mail)
            self._own(temporary)
            temporary.rename(new / name)

    def mark(self, account: str, flags: str) -> None:
        """Give all messages of the INBOX these flags: S is seen, T is deleted."""
        for file in (self._maildir(account) / "new").iterdir():
            file.rename(self._maildir(account) / "cur" / f"{file.name}:2,{flags}")

    def remaining(self, account: str) -> list[bytes]:
        files = [*(self._maildir(account) / "new").iterdir(), *(self._maildir(account) / "cur").iterdir()]
        return [file.read_bytes() for file in files]

    def seen(self, account: str) -> int:
        return sum("S" in file.name.rpartition(",")[2] for file in (self._maildir(account) / "cur").iterdir())

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _maildir(self, account: str) -> Path:
        return self.folder / "mail" / account

    def _make_maildir(self, account: str) -> None:
        for part in ("", "new", "cur", "tmp"):
            (self._maildir(account) / part).mkdir(mode=0o700)
            self._own(self._maildir(account) / part)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, *_mail_owner())


def available() -> bool:
    return PROGRAM.exists() and all((MODULES / name).exists() for name in ("imap", "pop3")) and _has_openssl()


def start_dovecot() -> Dovecot:
    folder = Path(tempfile.mkdtemp(prefix="polydesk-dovecot-"))
    folder.chmod(0o755)
    authority = Authority(folder / "authority")
    dovecot = Dovecot(folder, authority, {name: free_port() for name in ("imap", "imaps", "pop3", "pop3s")})
    (folder / "mail").mkdir()
    accounts = (f"account{number}:{{PLAIN}}{PASSWORD}\n" for number in range(MOST_ACCOUNTS))
    (folder / "passwords").write_text("".join(accounts))
    (folder / "oauth2.conf").write_text(OAUTH2.format(folder=folder))
    keys = folder / "keys" / "default" / "HS256"
    keys.mkdir(parents=True)
    (keys / "default").write_bytes(base64.b64encode(TOKEN_KEY))
    dovecot._own(folder / "mail")
    config = folder / "dovecot.conf"
    config.write_text(_config(dovecot))
    dovecot.process = subprocess.Popen([str(PROGRAM), "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
    _wait_until_ready(dovecot)
    return dovecot


def _config(dovecot: Dovecot) -> str:
    owner, _ = _mail_owner()
    account = pwd.getpwnam(owner)
    mine = pwd.getpwuid(os.geteuid()).pw_name
    as_root = os.geteuid() == 0
    return CONFIG.format(
        folder=dovecot.folder,
        authority=dovecot.authority.folder,
        internal="dovecot" if as_root else mine,
        internal_group="dovecot" if as_root else account.pw_gid,
        login="dovenull" if as_root else mine,
        uid=account.pw_uid,
        gid=account.pw_gid,
        **dovecot.ports,
    )


def _mail_owner() -> tuple[str, str]:
    """Dovecot lets no mail belong to root."""
    return ("mail", "mail") if os.geteuid() == 0 else (pwd.getpwuid(os.geteuid()).pw_name, "")


def _has_openssl() -> bool:
    return shutil.which("openssl") is not None


def _wait_until_ready(dovecot: Dovecot, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and dovecot.process and dovecot.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", dovecot.ports["imap"]), timeout=2) as connection:
                if connection.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.05)
    log = dovecot.folder / "dovecot.log"
    said = log.read_text(errors="replace") if log.exists() else ""
    dovecot.stop()
    raise RuntimeError(f"Dovecot did not start: {said[-2000:]}")
