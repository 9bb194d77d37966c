"""A newcomer types ``./adulis up``, things die around them, and Ctrl-C leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adulis.kernel import db
from adulis.ops.postgres import Cluster
from tests.databases import TestDatabase
from tests.launcher import (
    START_SECONDS,
    Launcher,
    answers,
    get,
    three_free_ports,
    wait_until,
)

pytestmark = pytest.mark.timeout(1_800)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder with a space in its name that every account may pass through."""
    path = Path(tempfile.mkdtemp(prefix="adulis up "))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def launch(place: Path) -> Iterator[Callable[..., Launcher]]:
    launched: list[Launcher] = []

    def launch(name: str = "data", port: int | None = None, **given: str) -> Launcher:
        launched.append(Launcher(place / name, port or three_free_ports(), given))
        return launched[-1]

    yield launch
    for each in launched:
        if each.process.poll() is None:
            each.stop(signal.SIGTERM)
        if each.folder.is_dir():
            Cluster(each.folder / "postgres").stop()
        each.output.unlink()


def payouts_of(demo: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Those of a merchant of the demo world, by its own key."""
    [key] = [
        each["api_key"] for each in demo["merchants"] + demo["traders"] if each["name"] == name
    ]
    answer = httpx2.get(
        f"{demo['base_url']}/api/v1/payouts/",
        headers={"Authorization": f"Bearer {key}"},
        trust_env=False,
        timeout=60,
    )
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_up_is_ready_survives_its_children_and_leaves_no_process(
    launch: Callable[..., Launcher],
) -> None:
    up = launch()
    up.until_it_says("Adulis is ready")

    assert get(up.port, "/healthz") == 200
    assert get(up.port + 1, "/v1/health") == 200
    assert get(up.port + 2, "/v1/health") == 200
    # Payers come through the one public port; the gateway's other doors are not behind it.
    assert get(up.port, "/gateway/checkout/style.css") == 200
    assert get(up.port, "/gateway/checkout/pi_nobody") == 404
    assert get(up.port + 2, "/v1/intents") == 401
    assert get(up.port, "/gateway/v1/intents") != 401
    # So do webhooks to the server of who has none.
    assert get(up.port, "/receiver/") == 200
    demo = json.loads((up.folder / "demo.json").read_text())
    assert demo["base_url"] == f"http://127.0.0.1:{up.port}"
    assert demo["simulator_url"] == f"http://127.0.0.1:{up.port + 1}"
    for name in ("demo.json", "instance.json", "secrets.json", "postgres/password"):
        assert (up.folder / name).stat().st_mode & 0o777 == 0o600

    # Somebody's payout is in doubt, and somebody's came back.
    wait_until(
        lambda: (
            any(each["waiting"] for each in payouts_of(demo, "Ritu Sharma Translations"))
            and any(each["returned"] for each in payouts_of(demo, "Chettinad Packaging"))
        ),
        START_SECONDS,
        lambda: up.said,
    )

    # The tour: every promise is kept, of money out and of the market.
    told = up.run("demo")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "promises, all kept" in told.stdout
    assert "14/14" in told.stdout

    # The processes that serve never learn the password of the tables' owner.
    owner_password = json.loads((up.folder / "secrets.json").read_text())["DATABASE_OWNER_PASSWORD"]
    for pid in up.processes():
        assert owner_password not in Path(f"/proc/{pid}/environ").read_text()

    # A child that is killed comes back, and it is said; so does the database.
    (bank,) = up.processes("simulators.bank")
    os.kill(bank, signal.SIGKILL)
    up.until_it_says("bank ended (killed by SIGKILL)")
    wait_until(lambda: len(up.processes("simulators.bank")) == 1, START_SECONDS, lambda: up.said)
    os.kill(up.web_master(), signal.SIGKILL)
    up.until_it_says("web ended (killed by SIGKILL)")
    wait_until(lambda: answers(up.port), START_SECONDS, lambda: up.said)
    database = Cluster(up.folder / "postgres").pid()
    assert database is not None
    os.kill(database, signal.SIGKILL)
    up.until_it_says("postgres is back")
    wait_until(lambda: answers(up.port, "/readyz"), START_SECONDS, lambda: up.said)

    up.stop()
    assert up.process.returncode == 0
    up.until_nothing_runs()
    assert Cluster(up.folder / "postgres").pid() is None
    assert not (up.folder / "instance.json").exists()


def test_a_killed_launcher_takes_its_children_with_it_and_the_next_one_keeps_the_data(
    launch: Callable[..., Launcher],
) -> None:
    first = launch()
    first.until_it_says("Adulis is ready")
    demo = json.loads((first.folder / "demo.json").read_text())
    left = Cluster(first.folder / "postgres").pid()
    # The master of the web workers is killed with it, and so cannot tell them.
    first.process.send_signal(signal.SIGSTOP)
    os.kill(first.web_master(), signal.SIGKILL)
    first.stop(signal.SIGKILL)
    first.until_nothing_runs(START_SECONDS)

    second = launch(port=first.port + 200)
    second.until_it_says("Adulis is ready")

    assert left is not None
    assert Cluster(second.folder / "postgres").pid() == left
    moved = {"base_url": f"http://127.0.0.1:{second.port}"}
    moved["simulator_url"] = f"http://127.0.0.1:{second.port + 1}"
    assert json.loads((second.folder / "demo.json").read_text()) == demo | moved


def test_two_instances_live_side_by_side_and_one_folder_has_one(
    launch: Callable[..., Launcher],
) -> None:
    one = launch()
    one.until_it_says("Adulis is ready")
    other = launch("other data", one.port + 400)
    other.until_it_says("Adulis is ready")

    assert get(one.port, "/healthz") == 200
    assert get(other.port, "/healthz") == 200
    assert Cluster(one.folder / "postgres").pid() != Cluster(other.folder / "postgres").pid()

    third = launch(port=one.port + 600)
    assert third.process.wait(timeout=START_SECONDS) == 2
    (line,) = third.said.splitlines()
    assert line == (
        f"Adulis already runs in {one.folder} (process {one.process.pid}). "
        "Choose another folder with --data-dir."
    )


def test_stopping_while_it_starts_leaves_no_process(launch: Callable[..., Launcher]) -> None:
    up = launch("stopped early")
    up.until_it_says("Starting PostgreSQL")

    up.stop(signal.SIGTERM)
    assert up.process.returncode == 0
    up.until_nothing_runs()
    assert Cluster(up.folder / "postgres").pid() is None


def test_a_taken_port_is_one_clear_line(launch: Callable[..., Launcher]) -> None:
    port = three_free_ports()
    with socket.create_server(("127.0.0.1", port + 1)):
        up = launch("taken port", port)

        assert up.process.wait(timeout=START_SECONDS) == 2
    (line,) = up.said.splitlines()
    assert line == (
        f"Port {port + 1} cannot be used (Address already in use). Three ports in a row are "
        f"needed; choose others with --port, e.g. --port {port + 101}."
    )
    assert not (up.folder / "postgres").exists()


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    launch: Callable[..., Launcher], place: Path
) -> None:
    (place / "a file").write_text("not a folder")
    up = launch("a file/data")

    assert up.process.wait(timeout=START_SECONDS) == 2
    (line,) = up.said.splitlines()
    assert line == (
        f"Cannot write to {up.folder}: Not a directory. Choose another folder with --data-dir."
    )


def test_a_database_of_ones_own_is_migrated_by_its_owner_and_used_by_the_application(
    launch: Callable[..., Launcher], fresh_database: TestDatabase
) -> None:
    up = launch(
        "own database",
        DATABASE_URL=fresh_database.app_url,
        DATABASE_OWNER_URL=fresh_database.owner_url,
    )
    up.until_it_says("Adulis is ready")

    assert not (up.folder / "postgres").exists()
    wait_until(
        lambda: db.fetch_value("SELECT count(*) FROM ops_heartbeat") == 1,
        START_SECONDS,
        lambda: up.said,
    )
    up.stop()


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
            (
                "The database of DATABASE_URL does not answer: connection failed: connection to "
                'server at "127.0.0.1", port 1 failed: Connection refused'
            ),
        ),
        (
            {"ADULIS_MODE": "live"},
            "./adulis up is for the sandbox; live, start web and worker as in Procfile.",
        ),
    ],
)
def test_what_cannot_work_is_one_clear_line(
    launch: Callable[..., Launcher], given: dict[str, str], line: str
) -> None:
    up = launch("cannot work", **given)

    assert up.process.wait(timeout=START_SECONDS) == 2
    assert up.said.splitlines() == [line]
    up.until_nothing_runs()
