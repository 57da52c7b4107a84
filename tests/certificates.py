"""A certificate authority made for a test, and a certificate of it for this machine."""

import ssl
import subprocess
from pathlib import Path

_LEAF = "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n"


class Authority:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.file = folder / "authority.pem"
        self._make()

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "localhost.pem", self.folder / "localhost.key")
        return context

    def _make(self) -> None:
        (self.folder / "leaf.ext").write_text(_LEAF)
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        root = ("-x509", "-subj", "/CN=Authority of a test", "-days", "3", "-addext", "keyUsage=critical,keyCertSign")
        self._openssl("req", *curve, *root, "-keyout", "authority.key", "-out", "authority.pem")
        self._openssl("req", *curve, "-subj", "/CN=localhost", "-keyout", "localhost.key", "-out", "localhost.csr")
        signer = ("-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", "2")
        self._openssl("x509", "-req", *signer, "-in", "localhost.csr", "-extfile", "leaf.ext", "-out", "localhost.pem")

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
