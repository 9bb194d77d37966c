"""To the machine that was looked at and to no other, by its name, within the time there is."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adulis.webhooks.addresses import Target, machines_of
from adulis.webhooks.names import Names, ask_system
from adulis.webhooks.sending import Carrier, Resolve, headers_of
from adulis.webhooks.tasks import Postroom
from adulis.webhooks.values import Failure, Outcome, Parcel
from tests.facts import happened
from tests.hooking import a_quiet_shop, an_endpoint, endpoint, fan_out

NAME, PORT = "hooks.example.com", 8443
Machines = Callable[[Target, Sequence[str]], list[str]]
SECRET = "whsec_dGVzdHMgb25seTogYSBzZWNyZXQgb2YgYSB0ZXN0"
NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
# Of certificates, which are compared with the clock of the machine.
BEGUN, ENDED, NEVER_OVER = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2021, 2100))


@dataclass
class Server:
    """A TLS server on a loopback address of its own, at the port of receivers."""

    address: str
    certificate: Path
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    names: list[str | None] = field(default_factory=list)

    def has_heard(self, path: str, what: str) -> bool:
        return any(
            f"POST {path} " in said and what in said for said in map(bytes.decode, self.requests)
        )

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


def a_certificate(folder: Path, name: str, until: datetime) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def served(server: Server, listening: socket.socket) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.certificate)
    context.sni_callback = lambda _socket, name, _context: server.names.append(name)
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        server.connections += 1
        with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as line:
            line.settimeout(5)
            said = b""
            while b"}" not in said:
                said += line.recv(65_536)
            server.requests.append(said)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


@pytest.fixture(params=[(NAME, NEVER_OVER)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    name, until = request.param
    number = uuid4().int
    address = f"127.{number % 200 + 20}.{number // 200 % 250 + 1}.{number // 50_000 % 250 + 1}"
    made = Server(address, a_certificate(tmp_path, name, until))
    with socket.create_server((address, PORT)) as listening:
        thread = threading.Thread(target=served, args=(made, listening))
        thread.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def bring(
    resolve: Resolve,
    *,
    machines: Machines = machines_of,
    tls: ssl.SSLContext | None = None,
    url: str = f"https://{NAME}:{PORT}/in?a=b",
    seconds: float = 5,
) -> Outcome:
    async def send() -> Outcome:
        carrier = Carrier(
            may_be_local=False, resolve=resolve, machines=machines, tls=tls, total_seconds=seconds
        )
        parcel = Parcel(uuid4(), 1, url, "payout/1/1", b'{"type":"x"}', (SECRET,))
        try:
            return await carrier.bring(parcel, at=NOW)
        finally:
            await carrier.close()

    return asyncio.run(send())


def answers(*rounds: Sequence[str]) -> tuple[Resolve, list[tuple[str, int]]]:
    """A resolver that says something else every time it is asked; and what it was asked."""
    asked: list[tuple[str, int]] = []

    async def resolve(host: str, port: int, **_: object) -> Sequence[str]:
        asked.append((host, port))
        return rounds[min(len(asked), len(rounds)) - 1]

    return resolve, asked


def at(server: Server) -> Machines:
    """The public machine stands here."""

    def machines(target: Target, resolved: Sequence[str]) -> list[str]:
        assert machines_of(target, resolved) == list(resolved)
        return [server.address]

    return machines


def test_the_name_stays_where_it_is_looked_at(server: Server) -> None:
    resolve, asked = answers(["8.8.8.8"], ["127.0.0.1"])
    outcome = bring(resolve, machines=at(server), tls=server.trusted())
    assert (outcome.failure, outcome.status, outcome.answer) == (None, 200, "ok")
    [said] = server.requests
    assert said.startswith(b"POST /in?a=b HTTP/1.1\r\n")
    assert f"\r\nHost: {NAME}:{PORT}\r\n".encode() in said
    assert server.names == [NAME]
    # What the name leads to a moment later is asked by nobody.
    assert asked == [(NAME, PORT)]


@pytest.mark.parametrize(
    "server",
    [("other.example.com", NEVER_OVER), (NAME, ENDED)],
    indirect=True,
    ids=["another name", "expired"],
)
def test_a_certificate_that_is_not_its_own_or_not_good_any_more(server: Server) -> None:
    resolve, _ = answers(["8.8.8.8"])
    outcome = bring(resolve, machines=at(server), tls=server.trusted())
    assert (outcome.failure, server.requests) == (Failure.TLS_FAILED, [])


def test_one_that_nobody_vouches_for(server: Server) -> None:
    resolve, _ = answers(["8.8.8.8"])
    assert bring(resolve, machines=at(server)).failure is Failure.TLS_FAILED


def test_a_name_that_leads_home_is_not_followed(server: Server) -> None:
    for resolved in ([server.address], ["8.8.8.8", server.address], ["::1"], ["169.254.169.254"]):
        resolve, _ = answers(resolved)
        outcome = bring(resolve, tls=server.trusted())
        assert (outcome.failure, outcome.answer) == (Failure.ADDRESS_REFUSED, "not_public")
    assert server.connections == 0


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "https://127.0.0.1:8443/", "https://a@b.example/", "file:///x"]
)
def test_an_address_that_was_accepted_once_is_looked_at_again(url: str) -> None:
    resolve, asked = answers(["8.8.8.8"])
    assert bring(resolve, url=url).failure is Failure.ADDRESS_REFUSED
    assert asked == []


def test_the_next_machine_where_the_first_is_not_there(server: Server) -> None:
    resolve, _ = answers(["8.8.8.8"])
    nobody = "127.255.255.254"
    outcome = bring(resolve, machines=lambda *_: [nobody, server.address], tls=server.trusted())
    assert (outcome.failure, len(server.requests)) == (None, 1)


def test_no_proxy_of_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://{server.address}:{PORT}")
    resolve, _ = answers(["8.8.8.8"])
    outcome = bring(resolve, machines=lambda *_: ["127.255.255.254"])
    assert (outcome.failure, server.connections) == (Failure.UNREACHABLE, 0)


def test_a_name_that_nobody_knows() -> None:
    async def nobody(host: str, port: int, **_: object) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    assert bring(nobody).failure is Failure.NAME_UNKNOWN


def test_a_resolver_that_says_nothing() -> None:
    async def silent(host: str, port: int, **_: object) -> Sequence[str]:
        await asyncio.Event().wait()
        raise AssertionError

    assert bring(silent, seconds=0.2).failure is Failure.TIMED_OUT


def test_the_systems_resolver_reads_numbers_as_it_likes_and_they_come_to_nothing() -> None:
    """Were a number to pass as a name, what it is read as would still be looked at."""
    assert ask_system("127.0.0.1", PORT) == ["127.0.0.1"]
    resolve, _ = answers(["127.0.0.1"])
    assert bring(resolve).failure is Failure.ADDRESS_REFUSED


def test_names_that_hang_delay_nobody_else(fresh_database: Any, server: Server) -> None:
    """More of them than there are places, each for longer than anybody waits for it."""
    over = threading.Event()

    def look_up(host: str, port: int) -> Sequence[str]:
        if host != NAME:
            over.wait(60)
        return ["8.8.8.8"]

    def a_carrier(seconds: float) -> Carrier:
        return Carrier(
            may_be_local=False, resolve=Names(look_up), machines=at(server),
            tls=server.trusted(), total_seconds=seconds,
        )  # fmt: skip

    fan_out()
    known, new = (a_quiet_shop(name) for name in ("Asha", "Binu"))
    works = an_endpoint(known, f"https://{NAME}:{PORT}/known")
    fan_out()
    first = Postroom(a_carrier(5))
    first.rest()
    first.close()
    assert endpoint(works.id).last_delivered_at is not None
    hanging = [
        an_endpoint(shop, f"https://{letter}.{shop.id}.example/")
        for shop in [a_quiet_shop(f"Shop {number}") for number in range(6)]
        for letter in "abcdefgh"
    ]
    fan_out()
    room = Postroom(a_carrier(1), doubtful=16)
    try:
        for _ in range(10):
            room.work()
        happened("one", merchant_id=known.id)
        begins = an_endpoint(new, f"https://{NAME}:{PORT}/new")
        fan_out()
        began = time.monotonic()
        while not server.has_heard("/known", "one") or not server.has_heard("/new", str(begins.id)):
            room.work()
            assert time.monotonic() - began < 20
        # What hangs has been tried, and is held against its own merchants alone.
        failing = [each for each in hanging if endpoint(each.id).failing_since]
        assert len(failing) >= 16
        assert endpoint(works.id).failing_since is None
        assert endpoint(begins.id).failing_since is None
    finally:
        over.set()
        room.close()


def test_secrets_are_told_to_nobody_who_prints_a_parcel() -> None:
    parcel = Parcel(uuid4(), 1, "https://x.example/", "a/1/1", b"{}", (SECRET,))
    assert SECRET not in repr(parcel)
    assert SECRET not in str(headers_of(parcel, NOW))
