"""Where a request may go, and that it is encrypted on the way."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.outside.posting import (
    AddressRefused,
    Limits,
    NoConnection,
    TookTooLong,
    Traffic,
    check_address,
    post,
)
from tests.estimates.external.conftest import QUICK
from tests.estimates.external.standin import standing_in


def send(url: str, limits: Limits = QUICK):
    return post(url, headers={}, body=b"{}", limits=limits, deadline=time.monotonic() + limits.total, traffic=Traffic())


@pytest.mark.parametrize(
    "url",
    [
        "http://service.example", "http://127.0.0.1:1", "ftp://service.example", "file:///etc/passwd", "https://", "",
        "http://127.0.0.1.nip.io",
    ],
)  # fmt: skip
def test_only_https_to_a_host(url):
    with pytest.raises(AddressRefused):
        check_address(url, loopback=False)


def test_this_machine_only_where_it_is_allowed():
    check_address("http://127.0.0.1:1", loopback=True)
    with pytest.raises(AddressRefused):
        check_address("http://10.0.0.1", loopback=True)
    check_address("https://service.example/benefits", loopback=True)


INSIDE = [
    "127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "[fe80::1]", "[fd00::1]",
    "0.0.0.0", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "100.64.0.1", "224.0.0.1", "2130706433", "localhost",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_in_our_own_network_is_connected_to(host):
    """A real connection would fail as well, but with another error: conftest forbids it."""
    with pytest.raises(AddressRefused):
        send(f"https://{host}/", replace(QUICK, loopback=False))


def test_a_name_that_nobody_knows_is_no_connection():
    with pytest.raises(NoConnection):
        send("https://nobody.invalid/")


# --- TLS ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for 127.0.0.1 that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def behind_tls(certificate):
    """The stand-in's address with TLS in front: each connection is unpacked and passed on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with standing_in() as stand_in:
        listener = socket.create_server(("127.0.0.1", 0))
        target = ("127.0.0.1", int(stand_in.address.rpartition(":")[2]))
        threading.Thread(target=_pass_one_on, args=(listener, context, target), daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/"
        listener.close()


def _pass_one_on(listener, context, target) -> None:
    connection, _ = listener.accept()
    try:
        secure = context.wrap_socket(connection, server_side=True)
    except ssl.SSLError:
        connection.close()
        return
    with secure, socket.create_connection(target) as plain:
        asked = b""
        while not asked.endswith(b"{}"):
            asked += secure.recv(65536)
        plain.sendall(asked)
        plain.settimeout(5)
        while part := plain.recv(65536):
            secure.sendall(part)


def test_a_certificate_that_we_trust_is_spoken_to(behind_tls, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    answer = send(behind_tls)
    assert answer.status == 200
    assert b"UNIVERSAL_CREDIT" in answer.body


def test_a_certificate_that_nobody_signed_is_not(behind_tls):
    with pytest.raises(NoConnection):
        send(behind_tls)


def test_a_handshake_that_hangs_ends(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        started = time.monotonic()
        with pytest.raises(TookTooLong):
            send(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        assert time.monotonic() - started < 1.5
