"""Debian's nginx in front of a running server, with the settings file that the project gives to agencies and a certificate of its own."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.postgres import free_port

SETTINGS = Path(__file__).parents[2] / "deploy" / "nginx" / "shebao.conf"
NAME = "shebao.example.cn"


def nginx_path() -> str | None:
    """Where nginx is, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Proxy:
    """nginx on two free ports, passing what comes by https to a server's port."""

    def __init__(self, to_port: int) -> None:
        program = nginx_path()
        assert program is not None
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="shebao-nginx-"))
        self.port, self.plain_port, self.to_port = free_port(), free_port(), to_port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address a browser would use."""
        return f"https://{NAME}:{self.port}"

    def start(self) -> Proxy:
        """Write the certificate and the settings, start, and wait for the port."""
        self._certificate()
        (self.folder / "nginx.conf").write_text(self._settings(), encoding="utf-8")
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error")],
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 20
        while True:
            try:
                ssl.get_server_certificate(("127.0.0.1", self.port), timeout=2)
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"nginx did not come up: {(self.folder / 'log').read_text()}") from None
                time.sleep(0.1)

    def stop(self) -> None:
        """End nginx and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def context(self) -> ssl.SSLContext:
        """Trusts this proxy's certificate and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def _settings(self) -> str:
        """The agencies' file with this machine's ports and folder in it; nothing else is changed."""
        text = SETTINGS.read_text(encoding="utf-8")
        for pattern, replacement in (
            (r"listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
            (r"listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            (r"/etc/shebao/tls/", f"{self.folder}/"),
            (r"http://127\.0\.0\.1:8000", f"http://127.0.0.1:{self.to_port}"),
        ):
            assert re.search(pattern, text), f"the settings file no longer says {pattern}"
            text = re.sub(pattern, replacement, text)
        user = "user root;" if os.geteuid() == 0 else ""
        paths = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return (
            f"{user} daemon off; pid {self.folder}/pid; events {{}}\n"
            f"http {{ access_log off; error_log {self.folder}/error; {paths}\n{text}\n}}\n"
        )

    def _certificate(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        (self.folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (self.folder / "privkey.pem").write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
