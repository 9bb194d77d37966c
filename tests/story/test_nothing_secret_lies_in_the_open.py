"""Whoever steals a dump, a log or the folder of files learns no secret from it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from pytest_django import Settings

from adulis.kernel import db, encryption
from adulis.ops import sealing
from adulis.ops.binaries import find_binaries
from tests.canaries import PLANTS, Stage, spellings
from tests.databases import TestDatabase
from tests.files import folder
from tests.processes import a_web, a_worker, free_port, wait_for
from tests.waiting import until
from tests.world import a_shop

SECRET = "whsec_dGVzdHMgb25seTogdGhlIGNhbGxiYWNrIHNlY3JldC4="
TASKS = ("payouts.callbacks", "wallets.credits", "reconciliation", "payouts.batches", "keys")
_SEALED = re.compile(r"v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{38,}")


@pytest.fixture
def stage(fresh_database: TestDatabase, tmp_path: Path, settings: Settings) -> Iterator[Stage]:
    """A web server and a worker, with everything planted and worked on."""
    kept = tmp_path / "files"
    settings.STORAGES = folder(kept)
    environment = {
        **fresh_database.environment,
        "FILES_DIR": str(kept),
        "BANK_CALLBACK_SECRETS": SECRET,
        "LOG_LEVEL": "DEBUG",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    port = free_port()
    web = a_web(environment, tmp_path / "web.log", port, threads=2).start()
    worker = a_worker(environment, tmp_path / "worker.log", *TASKS).start()
    try:
        wait_for(web, port, "/healthz")
        with httpx2.Client(timeout=60) as client:
            shop = a_shop(paise=100_000)
            yield Stage(f"http://127.0.0.1:{port}", shop, SECRET, client)
    finally:
        web.stop()
        worker.stop()


def dump_of(database: TestDatabase) -> bytes:
    """What ``pg_dump`` writes, as whoever makes backups would have it."""
    program = find_binaries().program("pg_dump")
    command = [program, "--format=plain", "--dbname", database.superuser_url]
    return subprocess.run(command, capture_output=True, check=True).stdout


def all_is_done() -> bool:
    return not db.fetch_value(
        "SELECT (SELECT count(*) FROM gateways_callback"
        "         WHERE state = 'received' AND bank = 'simbank')"
        " + (SELECT count(*) FROM gateways_statement_line WHERE state = 'imported')"
    )


def test_a_secret_is_found_however_it_is_spelt() -> None:
    from base64 import b64encode, urlsafe_b64encode

    secret = "canary-þ+/50987600012345"
    told = list(spellings(secret))
    for before in (b"", b"x", b"xy", b"xyz"):
        for encode in (b64encode, urlsafe_b64encode):
            encoded = encode(before + secret.encode() + b"more of it")
            assert any(each in encoded for each in told), (before, encode)
    for written in (repr(secret).encode(), b"\\x78" + secret.encode().hex().encode()):
        assert any(each in written for each in told)
    assert not any(each in b"canary-of-another-name 5098760001234" for each in told)


@pytest.mark.timeout(300)
def test_no_secret_is_in_the_dump_the_logs_or_the_files(
    stage: Stage, fresh_database: TestDatabase, tmp_path: Path
) -> None:
    secrets = {what: put(stage) for what, put in PLANTS.items()}
    until(all_is_done, "the worker to act on all of it")

    places = {
        "the dump": dump_of(fresh_database),
        "the web's log": (tmp_path / "web.log").read_bytes(),
        "the worker's log": (tmp_path / "worker.log").read_bytes(),
        **{
            f"file {path.name}": path.read_bytes()
            for path in tmp_path.rglob("files/**/*")
            if path.is_file()
        },
    }

    assert b"COPY public.payouts_bank_account" in places["the dump"]
    assert b"/api/v1/bank-accounts/" in places["the web's log"]
    assert len(places) > 3, "no file was stored"
    assert all(len(secret) >= 8 for each in secrets.values() for secret in each)
    found = [
        f"{what}: {secret[:24]!r} in {place}"
        for what, each in secrets.items()
        for secret in each
        for place, content in places.items()
        if any(spelling in content for spelling in spellings(secret))
    ]
    assert found == []

    # What is sealed lies where it was declared, bound to its row: it can be sealed again.
    _every_sealed_value_is_declared_and_opens(places["the dump"].decode())


def _every_sealed_value_is_declared_and_opens(dump: str) -> None:
    opened = set()
    for column in sealing.columns():
        rows = db.fetch_all(
            f"SELECT {column.key}, {column.column} FROM {column.table} WHERE {column.column} <> ''"
        )
        for key, value in rows:
            encryption.open_bytes(value, place=column.place(key))
            opened.add(value)
    strays = set(_SEALED.findall(dump)) - opened
    assert {each[:40] for each in strays} == set(), "a sealed value in a column nobody declared"
    assert len(opened) > 10
