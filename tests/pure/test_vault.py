"""Backups are sealed for whoever holds the identity, and kept whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pyrage
import pytest

from adulis.ops import backups, holdings, pruning, restoring, vault
from adulis.ops.backups import Base
from adulis.ops.reach import Reach
from adulis.ops.vault import BackupFailed, Bucket, Folder

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECRET = b"what nobody else may read" * 1_000


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "vault")


def sealed(tmp_path: Path, recipient: str) -> Path:
    target = tmp_path / "sealed"
    size, digest = vault.seal(io.BytesIO(SECRET), target, vault.recipients_of([recipient]))
    assert size == target.stat().st_size
    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()
    return target


def test_only_the_identity_opens_it(tmp_path: Path, identity: pyrage.x25519.Identity) -> None:
    file = sealed(tmp_path, str(identity.to_public()))
    assert b"nobody else" not in file.read_bytes()
    vault.unseal(file, tmp_path / "opened", [identity])
    assert (tmp_path / "opened").read_bytes() == SECRET
    with pytest.raises(BackupFailed, match="does not open"):
        vault.unseal(file, tmp_path / "opened", [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("place_of_damage", [100, 20_000, -1])
def test_one_bit_more_or_less_is_found(
    tmp_path: Path, identity: pyrage.x25519.Identity, place_of_damage: int
) -> None:
    file = sealed(tmp_path, str(identity.to_public()))
    damaged = bytearray(file.read_bytes())
    damaged[place_of_damage] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(BackupFailed):
        vault.unseal(file, tmp_path / "opened", [identity])


def test_a_half_is_found(tmp_path: Path, identity: pyrage.x25519.Identity) -> None:
    file = sealed(tmp_path, str(identity.to_public()))
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(BackupFailed):
        vault.unseal(file, tmp_path / "opened", [identity])


def test_an_identity_file_may_have_comments(
    tmp_path: Path, identity: pyrage.x25519.Identity
) -> None:
    file = tmp_path / "identity"
    file.write_text(f"# recipient: {identity.to_public()}\n\n{identity}\n")
    file_sealed = sealed(tmp_path, str(identity.to_public()))
    vault.unseal(file_sealed, tmp_path / "opened", vault.identities_in(file))


@pytest.mark.parametrize("text", ["", "# nothing\n", "AGE-SECRET-KEY-1NONSENSE\n"])
def test_no_identity_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "identity").write_text(text)
    with pytest.raises(BackupFailed, match="no identity"):
        vault.identities_in(tmp_path / "identity")


@pytest.mark.parametrize(
    ("texts", "says"), [([], "set BACKUP_RECIPIENTS"), (["age1nonsense"], "is no recipient")]
)
def test_no_recipient_is_said(texts: list[str], says: str) -> None:
    with pytest.raises(BackupFailed, match=says):
        vault.recipients_of(texts)


def test_places_are_folders_and_buckets(tmp_path: Path) -> None:
    assert vault.place_at(str(tmp_path)) == Folder(tmp_path)
    assert vault.place_at(f"file://{tmp_path}") == Folder(tmp_path)
    there = {"endpoint_url": "http://storage"}
    assert vault.place_at("s3://ours/backups/", there) == Bucket("ours", "backups/", there)
    assert vault.place_at("s3://ours") == Bucket("ours", "")
    for nowhere in ("", "ftp://there"):
        with pytest.raises(BackupFailed, match="BACKUP_TO"):
            vault.place_at(nowhere)


def test_a_password_is_in_no_command_line() -> None:
    source = backups.Source("postgres://backup:s%40cret@db:5432/postgres?sslmode=require", Path())
    command = source.command("pg_basebackup", "--pgdata=-")
    assert command[1] == "--dbname=postgres://backup@db:5432/postgres?sslmode=require"
    assert "cret" not in " ".join(command)
    assert source.environment()["PGPASSWORD"] == "s@cret"


def a_base(place: Folder, days_ago: float, first_wal: str, tmp_path: Path) -> Base:
    at = NOON - timedelta(days=days_ago)
    made = Base(f"{at:%Y%m%dT%H%M%SZ}", at, at, "7", first_wal, 1, "", has_instance=False)
    (tmp_path / "file").write_bytes(orjson.dumps(asdict(made)))
    place.put(made.file, tmp_path / "file")
    place.put(f"{backups.BASE}{made.name}.json", tmp_path / "file")
    return made


def wal(place: Folder, tmp_path: Path, *names: str) -> None:
    (tmp_path / "file").write_bytes(b"wal")
    for name in names:
        place.put(f"{backups.WAL}{name}.gz.age", tmp_path / "file")
        put_there(place, name, NOON)


def put_there(place: Folder, name: str, at: datetime) -> None:
    """As if that had been then."""
    os.utime(place.root / f"{backups.WAL}{name}.gz.age", times=(at.timestamp(), at.timestamp()))


def segment(number: int, timeline: int = 1) -> str:
    return f"{timeline:08X}{0:08X}{number:08X}"


def let_go(place: Folder, days: int) -> list[Base]:
    area = holdings.server_in(place)
    old = pruning.too_old(area, older_than=timedelta(days=days), now=NOON)
    pruning.let_go(area, old)
    return old


def test_what_is_too_old_goes_with_the_wal_that_only_it_needs(
    place: Folder, tmp_path: Path
) -> None:
    old = [a_base(place, days, segment(n), tmp_path) for days, n in ((30, 2), (20, 5))]
    kept = [a_base(place, days, segment(n), tmp_path) for days, n in ((3, 9), (1, 12))]
    wal(place, tmp_path, *(segment(n) for n in range(1, 14)), "00000002.history")
    assert let_go(place, 14) == old
    assert backups.bases(place) == kept
    left = [name.removeprefix(backups.WAL) for name in place.names(backups.WAL)]
    assert left == [f"{segment(n)}.gz.age" for n in range(9, 14)] + ["00000002.history.gz.age"]


def test_two_are_kept_however_old(place: Folder, tmp_path: Path) -> None:
    for days in (40, 30):
        a_base(place, days, segment(days), tmp_path)
    assert let_go(place, 14) == []
    assert len(backups.bases(place)) == 2


def test_the_last_that_leads_to_the_end_is_kept_however_old(place: Folder, tmp_path: Path) -> None:
    """Of the younger ones none does: a life that was gone back from took the log along."""
    first = a_base(place, 30, segment(2), tmp_path)
    for days, number in ((20, 5), (3, 9), (1, 10)):
        a_base(place, days, segment(number), tmp_path)
    wal(place, tmp_path, *(segment(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)))
    wal(place, tmp_path, segment(4, 2), "00000002.history")
    (tmp_path / "00000002.history").write_text("1\t0/4000100\tno recovery target specified\n")
    holdings.tell_life(place, tmp_path / "00000002.history")
    assert [each.name for each in let_go(place, 14)] == ["20261107T120000Z"]
    assert backups.bases(place)[0] == first


def test_the_log_of_a_life_that_went_back_is_kept(place: Folder, tmp_path: Path) -> None:
    """It is younger, and its segments have lower numbers than those of the life it left."""
    a_base(place, 30, segment(2), tmp_path)
    a_base(place, 3, segment(9), tmp_path)
    a_base(place, 1, segment(5, 2), tmp_path)
    wal(place, tmp_path, *(segment(n) for n in range(2, 10)), segment(5, 2), segment(6, 2))
    assert len(let_go(place, 14)) == 1
    left = [name.removeprefix(backups.WAL)[:24] for name in place.names(backups.WAL)]
    assert left == [*(segment(n) for n in range(5, 10)), segment(5, 2), segment(6, 2)]


def test_a_base_without_its_description_is_none(place: Folder, tmp_path: Path) -> None:
    made = a_base(place, 1, segment(1), tmp_path)
    place.delete(f"{backups.BASE}{made.name}.json")
    assert backups.bases(place) == []
    with pytest.raises(BackupFailed, match="no whole base backup"):
        holdings.chosen(place, None)


def test_the_newest_base_before_the_moment_is_taken(place: Folder, tmp_path: Path) -> None:
    first, second = (a_base(place, days, segment(1), tmp_path) for days in (2, 1))
    wal(place, tmp_path, segment(1))
    assert holdings.chosen(place, None).base == second
    assert holdings.chosen(place, NOON - timedelta(days=1)).base == second
    assert holdings.chosen(place, NOON - timedelta(days=1.5)).base == first
    with pytest.raises(BackupFailed, match="earliest moment"):
        holdings.chosen(place, NOON - timedelta(days=3))


def test_what_was_changed_in_its_place_is_found(place: Folder, tmp_path: Path) -> None:
    made = a_base(place, 1, segment(1), tmp_path)
    digest = hashlib.sha256((place.root / made.file).read_bytes()).hexdigest()
    whole = Base(**{**asdict(made), "sha256": digest})
    assert backups.is_as_it_was(whole, place)
    (place.root / made.file).write_bytes(b"something else")
    assert not backups.is_as_it_was(whole, place)


def test_nothing_is_restored_over_what_is_there(place: Folder, tmp_path: Path) -> None:
    a_base(place, 1, segment(1), tmp_path)
    home = tmp_path / "data" / "postgres"
    home.mkdir(parents=True)
    (home / "password").write_text("of a cluster")
    with pytest.raises(BackupFailed, match="not empty"):
        restoring.restore(holdings.chosen(place, None), [], home, to=None, say=print)
    assert (home / "password").read_text() == "of a cluster"


def test_what_lacks_is_said_before_anything_is_begun(place: Folder, tmp_path: Path) -> None:
    for days, number in ((3, 2), (1, 9)):
        a_base(place, days, segment(number), tmp_path)
    wal(place, tmp_path, *(segment(n) for n in (2, 3, 4, 7, 8, 9, 10)))
    two_days_ago = NOON - timedelta(days=2)
    put_there(place, segment(4), two_days_ago)
    first, second = holdings.restorable(holdings.server_in(place))
    assert first.reach.missing == f"{segment(5)} to {segment(6)} (2 segments)"
    assert (first.until, second.until) == (two_days_ago, NOON)
    assert second.reach.missing == ""
    assert holdings.chosen(place, None) == second
    assert holdings.chosen(place, two_days_ago) == first
    between = two_days_ago + timedelta(hours=1)
    with pytest.raises(BackupFailed, match=f"{segment(5)} to {segment(6)}.*lacks.*2026-11-25T12"):
        holdings.chosen(place, between)
    with pytest.raises(BackupFailed, match=r"ends at about 2026-11-27T12.*--to latest"):
        holdings.chosen(place, NOON + timedelta(hours=1))


def test_a_gap_at_the_end_is_passed_over_only_if_somebody_says_so(
    place: Folder, tmp_path: Path
) -> None:
    made = a_base(place, 1, segment(2), tmp_path)
    wal(place, tmp_path, segment(2), segment(4))
    with pytest.raises(BackupFailed, match=f"{segment(3)} lacks"):
        holdings.chosen(place, None)
    assert holdings.chosen(place, None, before_the_gap=True).base == made


def test_a_life_is_gone_to_by_its_number(place: Folder, tmp_path: Path) -> None:
    made = a_base(place, 1, segment(2), tmp_path)
    wal(place, tmp_path, segment(2), segment(3), segment(3, 2), segment(4, 2), "00000002.history")
    (tmp_path / "00000002.history").write_text("1\t0/3000100\tno recovery target specified\n")
    holdings.tell_life(place, tmp_path / "00000002.history")
    assert holdings.chosen(place, None).reach.timeline == 2
    assert holdings.chosen(place, None, timeline=1).reach.last == segment(3)
    assert holdings.chosen(place, None, timeline=2).base == made
    with pytest.raises(BackupFailed, match="leads to timeline 3"):
        holdings.chosen(place, None, timeline=3)


def gone_back(place: Folder, tmp_path: Path) -> tuple[Base, Base]:
    """Bases of timeline 1; then people went back to between them, and timeline 2 has none yet."""
    first, second = (a_base(place, days, segment(n), tmp_path) for days, n in ((1, 2), (0.75, 5)))
    wal(place, tmp_path, *(segment(n) for n in range(2, 7)))
    wal(place, tmp_path, segment(4, 2), segment(5, 2), "00000002.history")
    (tmp_path / "00000002.history").write_text("1\t0/4000100\tbefore 2026-11-27\n")
    holdings.tell_life(place, tmp_path / "00000002.history")
    return first, second


def test_a_younger_base_of_a_life_that_was_left_is_not_restored(
    place: Folder, tmp_path: Path
) -> None:
    first, second = gone_back(place, tmp_path)
    for to in (None, NOON - timedelta(days=0.5)):
        found = holdings.chosen(place, to)
        assert (found.base, found.reach.timeline, found.reach.last) == (first, 2, segment(5, 2))
    assert holdings.chosen(place, None, timeline=1).base == second
    for name in (first.file, f"{backups.BASE}{first.name}.json"):
        place.delete(name)
    with pytest.raises(BackupFailed, match=r"leads to timeline 2, the newest.*--timeline"):
        holdings.chosen(place, None)


def test_the_base_that_leads_to_the_newest_life_is_kept(place: Folder, tmp_path: Path) -> None:
    first, second = gone_back(place, tmp_path)
    third = a_base(place, 0.7, segment(6), tmp_path)
    assert let_go(place, 0) == []
    assert backups.bases(place) == [first, second, third]


def test_keys_that_are_there_are_not_lost_to_those_of_a_backup(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    of_backup = {"secrets.json": b"{}", "encryption-keys": b"k1:old\n"}
    restoring.restore_instance(of_backup, folder)
    restoring.restore_instance(of_backup, folder)  # the same once more harms nobody
    (folder / "encryption-keys").write_text("k2:new\nk1:old\n")
    for each in (restoring.require_room_for, restoring.restore_instance):
        with pytest.raises(BackupFailed, match="encryption-keys is there already"):
            each(of_backup, folder)
    assert (folder / "encryption-keys").read_text() == "k2:new\nk1:old\n"
    assert (folder / "secrets.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupFailed, match="which no instance has"):
        restoring.require_room_for({"../elsewhere": b""}, folder)


def test_the_keys_of_the_moment_come_back(
    place: Folder, tmp_path: Path, identity: pyrage.x25519.Identity
) -> None:
    made = a_base(place, 1, segment(1), tmp_path)
    wal(place, tmp_path, segment(1))
    for days, ring in ((2, b"k1"), (1, b"k2"), (0.5, b"k3"), (0.1, b"k4")):
        at = NOON - timedelta(days=days)
        backups.keep_instance({"encryption-keys": ring}, at, place, [identity.to_public()])
    found = holdings.chosen(place, None)
    assert found.base == made
    for days_ago, ring in ((1, b"k2"), (0.6, b"k2"), (0.5, b"k3"), (0.2, b"k3"), (0, b"k4")):
        to = NOON - timedelta(days=days_ago)
        assert restoring.instance_in(found, [identity], to) == {"encryption-keys": ring}
    assert restoring.instance_in(found, [identity], None) == {"encryption-keys": b"k4"}
    for days in (0.9, 0.8):
        a_base(place, days, segment(1), tmp_path)
    let_go(place, 0)
    assert len(place.names(backups.INSTANCE)) == 2


def test_keys_of_a_later_life_are_not_those_of_the_life_before(
    place: Folder, tmp_path: Path, identity: pyrage.x25519.Identity
) -> None:
    first = a_base(place, 3, segment(1), tmp_path)
    later = a_base(place, 1, "000000020000000000000003", tmp_path)
    for at, ring in ((NOON - timedelta(days=2), b"k2"), (later.finished_at, b"of the later")):
        backups.keep_instance({"encryption-keys": ring}, at, place, [identity.to_public()])
    kept = backups.instance_at(place, first, None, 1)
    assert kept == f"instance/{NOON - timedelta(days=2):%Y%m%dT%H%M%SZ}.tar.gz.age"
    newest = backups.instance_at(place, first, None, 2)
    assert newest == f"instance/{later.finished_at:%Y%m%dT%H%M%SZ}.tar.gz.age"


def test_keys_of_a_life_that_went_on_beside_another_are_found_and_missed(
    place: Folder, tmp_path: Path, identity: pyrage.x25519.Identity
) -> None:
    """Somebody rehearsed a restore into the same place, and made a base of it."""
    a_base(place, 2, "000000020000000000000003", tmp_path)
    ours = a_base(place, 1, segment(5), tmp_path)
    there = holdings.Restorable(replace(ours, has_instance=True), Reach(1, None, None, ()), place)
    with pytest.raises(BackupFailed, match="was made with keys and secrets"):
        restoring.instance_in(there, [identity], None)
    keys = {"encryption-keys": b"k1"}
    backups.keep_instance(keys, ours.finished_at, place, [identity.to_public()])
    assert restoring.instance_in(there, [identity], None) == keys


def test_keys_of_another_server_beside_ours_are_not_taken(
    place: Folder, identity: pyrage.x25519.Identity
) -> None:
    """From before there were areas: nobody can say whose they are but by the name of the base."""
    area = vault.Area(place, "7", place, older_is_shared=True)
    at = NOON - timedelta(days=1)
    ours = Base(f"{at:%Y%m%dT%H%M%SZ}", at, at, "7", segment(1), 1, "", has_instance=True)
    for days, ring in ((1, b"ours"), (0.5, b"another's")):
        moment = NOON - timedelta(days=days)
        backups.keep_instance({"encryption-keys": ring}, moment, place, [identity.to_public()])
    assert backups.instance_at(area, ours, None, 1) == ours.instance_file
    backups.keep_instance({"encryption-keys": b"new"}, NOON, area, [identity.to_public()])
    assert backups.instance_at(area, ours, None, 1) == f"instance/{NOON:%Y%m%dT%H%M%SZ}.tar.gz.age"
