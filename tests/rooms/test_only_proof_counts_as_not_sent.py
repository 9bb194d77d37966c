"""Which broken lines prove that the bank never got an order, and which prove nothing."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adulis.gateways.bank import Bank, BankSilent, Line
from adulis.gateways.values import Instruction, Verdict, Word

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ORDER = Instruction(
    reference="AD1", send_number=1, mode="IMPS", amount_minor=60_000, name="Asha Rao",
    account_number="50100123456789", ifsc="HDFC0CAACOB",
)  # fmt: skip
# What a record of TLS 1.3 looks like that nobody encrypted with our key.
FORGED_RECORD = b"\x17\x03\x03\x00\x20" + bytes(32)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate that is its own authority, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2001, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "bank.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@contextmanager
def server(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Somebody who listens on a port and treats each caller to ``serve``."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def listen() -> None:
            with suppress(OSError):  # the listener was closed
                while True:
                    caller, _ = listener.accept()
                    with suppress(OSError), caller:
                        serve(caller)

        thread = threading.Thread(target=listen, name="bank")
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def whole_request(caller: socket.socket) -> bytes:
    """Head and body, which may come in several pieces."""
    heard = caller.recv(65_536)
    while heard.startswith(b"POST") and not heard.endswith(b"}"):
        heard += caller.recv(65_536)
    return heard


@contextmanager
def line_to(url: str, trusting: Path | None = None) -> Iterator[Bank]:
    bank = Bank(Line("simbank", url, "adulis", "secret", deadline_seconds=5.0))
    if trusting is not None:
        context = ssl.create_default_context(cafile=str(trusting))
        bank._client = httpx2.AsyncClient(base_url=url, verify=context, trust_env=False)
    try:
        yield bank
    finally:
        bank.close()


def submitted(bank: Bank, within: float = 60) -> Word:
    [word] = bank.submit_all([ORDER], at=AT, within=[within])
    return word


def test_a_call_ends_by_the_last_moment_its_order_may_leave() -> None:
    """However long the line would wait: from then on others take the order for unanswered."""
    hangs_up = threading.Event()

    def read_and_say_nothing(caller: socket.socket) -> None:
        whole_request(caller)
        hangs_up.wait()

    with server(read_and_say_nothing) as port, line_to(f"http://127.0.0.1:{port}") as bank:
        bank.line = replace(bank.line, deadline_seconds=3600)
        word = submitted(bank, within=0.2)
        hangs_up.set()
    assert (word.verdict, word.message) == (Verdict.UNKNOWN, "TimeoutError")


def test_tls_that_breaks_after_the_order_was_read_proves_nothing(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    read: list[bytes] = []

    def read_all_and_break(caller: socket.socket) -> None:
        with socket.socket(fileno=os.dup(caller.fileno())) as wire:
            secure = context.wrap_socket(caller, server_side=True)
            read.append(whole_request(secure))
            wire.sendall(FORGED_RECORD)
            secure.close()

    with (
        server(read_all_and_break) as port,
        line_to(f"https://localhost:{port}", trusting=certificate) as bank,
    ):
        word = submitted(bank)
        [asked] = bank.enquire_all(["AD1"], at=AT)
        with pytest.raises(BankSilent):
            bank.statement("2026-11-20", at=AT)
    assert b'"client_reference":"AD1"' in read[0]
    assert (word.verdict, word.detail) == (Verdict.UNKNOWN, {"silence": "SSLError"})
    assert asked.verdict is Verdict.UNKNOWN


def test_a_bank_that_cannot_prove_who_it_is_gets_no_order(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    read: list[bytes] = []

    def shake_hands(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as secure:
            read.append(secure.recv(65_536))

    with server(shake_hands) as port, line_to(f"https://localhost:{port}") as bank:
        word = submitted(bank)
    assert (word.verdict, word.send_number) == (Verdict.NOT_SENT, 1)
    assert b"AD1" not in b"".join(read)


def test_nobody_who_listens_gets_no_order() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    with line_to(f"http://127.0.0.1:{port}") as bank:
        assert submitted(bank).verdict is Verdict.NOT_SENT


def test_a_line_that_is_cut_after_the_order_proves_nothing() -> None:
    def listen_and_hang_up(caller: socket.socket) -> None:
        caller.recv(65_536)

    with (
        server(listen_and_hang_up) as port,
        line_to(f"http://127.0.0.1:{port}") as bank,
    ):
        assert submitted(bank).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "body", [b"<html>busy</html>", b"[]", b"{}", b'{"valid": "yes"}', b'{"valid": null}']
)
def test_a_penny_drop_that_says_neither_yes_nor_no_is_silence(body: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)

    def say(caller: socket.socket) -> None:
        caller.recv(65_536)
        caller.sendall(head + body)

    with (
        server(say) as port,
        line_to(f"http://127.0.0.1:{port}") as bank,
        pytest.raises(BankSilent),
    ):
        bank.check_account(name="Asha Rao", account_number="1", ifsc="", vpa="", at=AT)


def test_when_one_call_is_broken_by_a_bug_the_others_are_not_left_to_go_on_later() -> None:
    ended: list[str] = []

    async def broken() -> None:
        raise RuntimeError("a bug")

    async def slow() -> None:
        loop = asyncio.get_running_loop()
        later = loop.create_future()
        loop.call_later(0.05, later.set_result, None)
        await later
        ended.append("slow")

    with line_to("http://127.0.0.1:1") as bank:
        with pytest.raises(RuntimeError, match="a bug"):
            bank._together([broken(), slow()])
        assert ended == ["slow"]
