"""The log is sealed and put away while it is written, whatever else goes on or goes wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pyrage
import pytest

from adulis.ops import backups, holdings, restoring, vault
from adulis.ops.backups import WAL
from adulis.ops.postgres import Cluster
from adulis.ops.streaming import SLOT, Stream
from tests.cutting import Proxy, proxy
from tests.files import S3, s3_server
from tests.machines import (
    Machine,
    archiving,
    bases_in,
    copy_to_standby,
    has_left,
    moment,
    restored,
    source_of,
    streaming,
)
from tests.waiting import until

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(Cluster(tmp_path / "first" / "postgres", durable=False))
    made.start()
    try:
        yield made
    finally:
        made.cluster.stop()


@pytest.fixture
def recipient() -> pyrage.x25519.Recipient:
    return pyrage.x25519.Identity.generate().to_public()


@dataclass(frozen=True)
class Slow(vault.Folder):
    """A place where a base backup takes as long as somebody wants."""

    may_end: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)

    def put(self, name: str, source: Path) -> None:
        if name.endswith(".tar.gz.age"):
            self.began.set()
            assert self.may_end.wait(120)
        super().put(name, source)


@dataclass(frozen=True)
class Counted(vault.Folder):
    """A place that keeps account of how often it was listed."""

    listed: list[str] = field(default_factory=list)

    def kept(self, prefix: str) -> dict[str, datetime]:
        self.listed.append(prefix)
        return super().kept(prefix)

    def looked_at(self) -> int:
        """How often the log that is there was listed, which is what grows."""
        return len([each for each in self.listed if each.endswith(f"/{WAL}")])


class Away(vault.Folder):
    """A place that is there, and takes nothing."""

    def put(self, name: str, source: Path) -> None:
        raise vault.BackupFailed(f"{source.name} for {name} takes nothing today.")


class Broken(Away):
    """A place with an error in it that nobody foresaw."""

    def put(self, name: str, source: Path) -> None:
        raise KeyError(name)


def write(machine: Machine) -> str:
    """Write some log and fill the segment up; returns which one that was."""
    with psycopg.connect(machine.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS seen (what text)")
        connection.execute("INSERT INTO seen VALUES ('something')")
        row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    return str(row[0])


def is_kept(place: vault.Place, segment: str) -> bool:
    return any(name.endswith(f"{WAL}{segment}.gz.age") for name in place.names(""))


def test_whoever_watches_hears_of_the_newest_base(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    """When it is made; and from an archiver that finds it there."""
    place, heard = vault.Folder(tmp_path / "vault"), list[str]()
    for _ in range(2):
        heard.clear()
        with archiving(
            machine, place, recipient, tmp_path / "spool", lambda base: heard.append(base.name)
        ) as said:
            until(lambda: heard, lambda: f"somebody to hear of a base backup; {said}")
        assert set(heard) == {each.name for each in bases_in(place)}


def test_the_log_is_put_away_while_a_base_backup_takes_hours(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place = Slow(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        until(place.began.is_set, lambda: f"a base backup to begin; {said}")
        segment = write(machine)
        until(lambda: is_kept(place, segment), lambda: f"{segment} to be kept; {said}")
        assert bases_in(place) == []
        place.may_end.set()
        until(lambda: bases_in(place), lambda: f"the base backup to end; {said}")


def test_what_lies_in_the_place_is_remembered_and_not_listed_again(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    with streaming(machine, vault.Folder(tmp_path / "vault"), recipient, tmp_path / "spool"):
        write(machine)
    place = Counted(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        # When it begins, and when there is something that what there was may not lead to: that
        # may be there before it begins.
        until(lambda: place.looked_at() >= 1, lambda: f"the place to be looked at; {said}")
        for _each in range(3):
            segment = write(machine)
            until(lambda: has_left(machine), lambda: f"the log to be streamed; {said}")
            [area] = place.root.iterdir()
            kept = area / f"{WAL}{segment}.gz.age"
            until(kept.is_file, lambda: f"it to be kept; {said}")
    assert 1 <= place.looked_at() <= 2


def test_what_nobody_foresaw_ends_neither_the_log_nor_the_bases(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    with archiving(machine, Broken(tmp_path / "vault"), recipient, tmp_path / "spool") as said:
        until(lambda: has_said(said, "no base backup: KeyError"), lambda: f"a base; {said}")
        write(machine)
        until(lambda: any(each.startswith("KeyError") for each in said), lambda: f"{said}")
    assert has_said(said, "waits in the spool: KeyError")


def test_a_base_backup_is_given_up_when_it_is_told_to_stop(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place = Slow(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        until(place.began.is_set, lambda: f"a base backup to begin; {said}")
    assert bases_in(place) == []
    place.may_end.set()


def slot(machine: Machine) -> str | None:
    with psycopg.connect(machine.url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", [SLOT]
        ).fetchone()
    return None if row is None else str(row[0])


def run_sql(machine: Machine, *statements: str) -> None:
    with psycopg.connect(machine.url, autocommit=True) as connection:
        for each in statements:
            connection.execute(each)


def has_said(said: list[str], *words: str) -> bool:
    return any(all(word in each for word in words) for each in said)


def has_a_new_base(place: vault.Place) -> bool:
    """A second one, from which on nothing lacks."""
    found = holdings.restorable(holdings.server_in(place))
    return len(found) == 2 and found[-1].reach.gaps == ()


def has_begun_after(spool: Path, segment: str) -> bool:
    """Whether a part of a later segment lies there."""
    return any(each.name > f"{segment}.partial" for each in spool.glob("*.partial"))


def test_a_slot_that_is_lost_is_made_anew_and_so_is_a_base(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    """The archiver was away for longer than the server could spare disk for."""
    place, spool = vault.Folder(tmp_path / "vault"), tmp_path / "spool"
    with streaming(machine, place, recipient, spool) as said:
        last = write(machine)
        # It goes away in the middle of a segment: that is what the server forgets.
        run_sql(machine, "INSERT INTO seen VALUES ('more')")
        until(partial(has_begun_after, spool, last), lambda: f"a part of the next; {said}")
    run_sql(
        machine, "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
        "ALTER SYSTEM SET min_wal_size = '32MB'", "ALTER SYSTEM SET max_wal_size = '32MB'",
        "SELECT pg_reload_conf()",
    )  # fmt: skip
    for _each in range(6):
        write(machine)
    run_sql(machine, "CHECKPOINT")
    assert slot(machine) == "lost"
    run_sql(machine, "ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()")
    with archiving(machine, place, recipient, spool) as said:
        until(lambda: has_a_new_base(place), lambda: f"a base backup; {said}")
    assert has_said(said, "slot adulis_backup was lost")
    assert has_said(said, "pg_receivewal:", "already been removed")
    assert has_said(said, "set aside", "older than what the server still has")
    first, second = holdings.restorable(holdings.server_in(place))
    assert first.reach.missing
    assert second.base.start.at > first.base.start.at


def test_a_spool_that_is_lost_is_noticed_and_a_base_taken(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    """Segments were streamed, which the server forgot then, and had not been put away yet."""
    place, spool = vault.Folder(tmp_path / "vault"), tmp_path / "spool"
    with streaming(machine, place, recipient, spool):
        write(machine)
        run_sql(machine, "CHECKPOINT")
    with archiving(machine, Away(tmp_path / "vault"), recipient, spool) as said:
        for _each in range(2):
            write(machine)
        until(lambda: has_left(machine), lambda: f"the log to be streamed; {said}")
        until(lambda: has_said(said, "takes nothing today"), lambda: f"a complaint; {said}")
    shutil.rmtree(spool)
    with archiving(machine, place, recipient, spool) as said:
        until(lambda: has_a_new_base(place), lambda: f"a base backup; {said}")
    assert has_said(said, "lacks: another is due")


def test_the_spool_of_another_server_is_set_aside_and_kept_with_its_own(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place, spool = vault.Folder(tmp_path / "vault"), tmp_path / "spool"
    other = Machine(Cluster(tmp_path / "other" / "postgres", durable=False))
    with streaming(machine, place, recipient, spool):
        write(machine)
    with archiving(machine, Away(tmp_path / "vault"), recipient, spool) as said:
        segment = write(machine)
        until((spool / segment).is_file, lambda: f"it to be streamed; {said}")
    other.start()
    try:
        with archiving(other, place, recipient, spool) as said:
            until(lambda: len(bases_in(place)) == 2, lambda: f"a base backup; {said}")
            until(lambda: has_said(said, "is kept with the rest"), lambda: f"it kept; {said}")
    finally:
        other.cluster.stop()
    assert has_said(said, segment, "of another server")
    areas = holdings.servers(place).values()
    assert [len(backups.bases(each)) for each in areas] == [1, 1]
    assert [f"{WAL}{segment}.gz.age" in each.names(WAL) for each in areas].count(True) == 1
    with pytest.raises(vault.BackupFailed, match="of 2 servers"):
        holdings.chosen(place, None)


def test_a_stream_that_dies_is_noticed_and_begun_again(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place = vault.Folder(tmp_path / "vault")
    with streaming(machine, place, recipient, tmp_path / "spool") as said:
        run_sql(machine, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
        until(lambda: has_said(said, "pg_receivewal: error"), lambda: f"what it says; {said}")
        until(lambda: has_said(said, "the stream of the log ended"), lambda: f"that; {said}")
        segment = write(machine)
        until(lambda: is_kept(place, segment), lambda: f"{segment} to be kept; {said}")


def test_a_promoted_standby_goes_on_from_what_was_streamed_before(
    machine: Machine, tmp_path: Path
) -> None:
    """It answers under the name of the server that died, and still has all that follows."""
    said: list[str] = []
    stream = Stream(source_of(machine), tmp_path / "spool", said.append)
    stream.spool.mkdir()
    standby = Machine(Cluster(tmp_path / "standby" / "postgres", durable=False))
    stream.keep_up()
    try:
        copy_to_standby(machine, standby)
        standby.cluster.start()
        last = write(machine)
        run_sql(machine, "INSERT INTO seen VALUES ('more')")
        until(partial(has_begun_after, stream.spool, last), lambda: f"a part of the next; {said}")
        machine.destroy()
        until(partial(has_ended, stream), lambda: f"the stream to end; {said}")
        standby.start_promoted()
        stream.source = source_of(standby)
        until(partial(is_followed, stream), lambda: f"the life after it; {said}")
        assert (stream.spool / last).is_file()
        assert not has_said(said, "set aside")
    finally:
        stream.end()
        standby.cluster.stop()


def has_ended(stream: Stream) -> bool:
    try:
        stream.keep_up()
    except vault.BackupFailed:
        return True
    return False


def is_followed(stream: Stream) -> bool:
    with suppress(vault.BackupFailed):
        stream.keep_up()
    return any(stream.spool.glob("00000002*"))


def test_a_restored_server_goes_on_in_the_same_place_with_the_same_spool(
    machine: Machine, tmp_path: Path
) -> None:
    """Nothing has to be emptied by hand, and both lives can be restored afterwards."""
    identity = pyrage.x25519.Identity.generate()
    place, spool = vault.Folder(tmp_path / "vault"), tmp_path / "spool"
    again = Machine(Cluster(tmp_path / "second" / "postgres", durable=False))
    with streaming(machine, place, identity.to_public(), spool):
        write(machine)
        back_to = moment(machine)
        for _each in range(3):
            write(machine)
        until(lambda: has_left(machine), lambda: "the log to have left")
    machine.destroy()
    told: list[str] = []
    restored(place, identity, again.cluster.home, back_to, say=told.append)
    assert any("is replayed up to 00000001" in each for each in told), told
    again.start()
    try:
        with archiving(again, place, identity.to_public(), spool) as said:
            until(lambda: has_a_new_base(place), lambda: f"a base backup; {said}")
            segment = write(again)
            until(lambda: is_kept(place, segment), lambda: f"{segment} to be kept; {said}")
    finally:
        again.cluster.stop()
    assert segment.startswith("00000002")
    server = holdings.server_in(place)
    assert [each.reach.timeline for each in holdings.restorable(server)] == [2, 2]
    assert holdings.chosen(place, None, timeline=1).reach.gaps == ()


def test_a_moment_after_the_last_commit_is_refused_and_leaves_nothing_behind(
    machine: Machine, tmp_path: Path
) -> None:
    """Replay ends before it was reached: the server says so while we wait for it, and is gone."""
    identity = pyrage.x25519.Identity.generate()
    place = vault.Folder(tmp_path / "vault")
    again = Machine(Cluster(tmp_path / "second" / "postgres", durable=False))
    with streaming(machine, place, identity.to_public(), tmp_path / "spool"):
        for _each in range(20):  # so much that it lets us in before it has replayed all
            write(machine)
        until(lambda: has_left(machine), lambda: "the log to have left")
    home, found = again.cluster.home, holdings.chosen(place, None)
    beyond = moment(machine) + timedelta(hours=1)
    machine.destroy()
    told: list[str] = []
    with pytest.raises(
        vault.BackupFailed, match=r"ends before that moment.*earlier --to, or --to latest"
    ):
        restoring.restore(found, [identity], home, to=beyond, say=told.append)
    assert list(home.iterdir()) == []
    restoring.restore(found, [identity], home, to=None, say=told.append)
    again.start()
    again.cluster.stop()


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[tuple[S3, Proxy]]:
    with s3_server(tmp_path) as server, proxy(server.port) as between:
        server.make_bucket("backups")
        yield server, between


def test_a_bucket_that_fails_in_every_way_costs_nothing_but_time(
    machine: Machine, storage: tuple[S3, Proxy], tmp_path: Path
) -> None:
    """It refuses, breaks, cuts off and says nothing, while the log and a base are put there."""
    identity = pyrage.x25519.Identity.generate()
    server, between = storage
    options = {**server.options, "endpoint_url": f"http://127.0.0.1:{between.port}"}
    place = vault.place_at("s3://backups/ours", options)
    direct = vault.place_at("s3://backups/ours", server.options)
    between.fails = "403 Forbidden"
    with archiving(machine, place, identity.to_public(), tmp_path / "spool") as said:
        until(lambda: has_said(said, "no base backup", "403"), lambda: f"the 403; {said}")
        between.fails = ""
        until(lambda: bases_in(direct), lambda: f"a base backup; {said}", seconds=90)
        for how, words in (("500 Broken", "500"), ("cut", "onnection"), ("silent", "imeout")):
            between.fails = how
            segment = write(machine)
            until(partial(has_said, said, words), f"{how}; {said}", seconds=90)
            between.fails = ""
            until(partial(is_kept, direct, segment), f"it to be kept after {how}", seconds=90)
        run_sql(machine, "INSERT INTO seen VALUES ('before the end')")
        until(lambda: has_left(machine), lambda: "all of the log to have left")
    machine.destroy()
    again = Machine(Cluster(tmp_path / "second" / "postgres", durable=False))
    restored(direct, identity, again.cluster.home)
    again.start()
    try:
        with psycopg.connect(again.url) as connection:
            row = connection.execute("SELECT count(*) FROM seen").fetchone()
    finally:
        again.cluster.stop()
    assert row == (4,)
