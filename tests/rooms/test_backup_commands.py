"""``./adulis backup list`` and ``verify``: what they say of a place, and when they say no."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from adulis.ops import freshness, holdings
from adulis.ops.backups import BASE, WAL, Base
from adulis.ops.reach import USUAL_SEGMENT_BYTES
from adulis.ops.vault import BackupFailed, Folder

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SEALED = b"a sealed backup"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Folder:
    settings.BACKUP_TO = str(tmp_path / "vault")
    return Folder(tmp_path / "vault")


def put(place: Folder, name: str, content: bytes, at: datetime) -> None:
    (place.root / name).parent.mkdir(parents=True, exist_ok=True)
    (place.root / name).write_bytes(content)
    os.utime(place.root / name, times=(at.timestamp(), at.timestamp()))


def a_base(place: Folder, at: datetime, first_wal: int, server: str = "7") -> Base:
    digest = hashlib.sha256(SEALED).hexdigest()
    made = Base(
        f"{at:%Y%m%dT%H%M%SZ}",
        at,
        at,
        server,
        segment(first_wal),
        len(SEALED),
        digest,
        has_instance=False,
    )
    put(place, made.file, SEALED, at)
    put(place, f"{BASE}{made.name}.json", orjson.dumps(asdict(made)), at)
    return made


def segment(number: int) -> str:
    return f"{1:08X}{0:08X}{number:08X}"


def log(place: Folder, *numbers: int) -> None:
    for each in numbers:
        put(place, f"{WAL}{segment(each)}.gz.age", b"log", NOON + timedelta(minutes=each))


def told(*words: str) -> str:
    out = StringIO()
    call_command("backup", *words, stdout=out)
    return out.getvalue()


def test_it_says_from_when_to_when_one_can_restore(place: Folder) -> None:
    a_base(place, NOON, 1)
    log(place, 1, 2, 3, 5)
    assert told("list").splitlines() == [
        "server 7",
        (
            "20261127T120000Z  restorable from 2026-11-27 12:00:00"
            " to about 2026-11-27 12:03:00 UTC  timeline 1  15 bytes"
        ),
        f"  the log lacks {segment(4)}",
        "1 base backups",
    ]


def fresh(place: Folder, *numbers: int) -> None:
    """As if that was put away a minute ago."""
    for each in numbers:
        put(place, f"{WAL}{segment(each)}.gz.age", b"log", freshness.now() - timedelta(minutes=1))


def test_what_is_whole_and_fresh_is_called_so(place: Folder) -> None:
    made = a_base(place, freshness.now() - timedelta(hours=40), 1)
    log(place, 1, 2)
    fresh(place, 3)
    until, says = told("verify").splitlines()
    assert until.startswith("server 7: restorable until about ")
    assert until.endswith(f" UTC, timeline 1, from base backup {made.name}")
    assert says == "Every base backup is as it was put there, the log has no gap, and is fresh."


def test_a_log_of_which_nothing_was_put_away_for_long_is_said(place: Folder) -> None:
    two_hours_ago = freshness.now() - timedelta(hours=2)
    a_base(place, two_hours_ago, 1)
    put(place, f"{WAL}{segment(1)}.gz.age", b"log", two_hours_ago)
    with pytest.raises(CommandError, match="nothing of its log was put away since") as refused:
        told("verify")
    assert "newest base backup" not in str(refused.value)
    assert "and is fresh" in told("verify", "--log-minutes", "180")


def test_a_base_that_nobody_followed_up_is_said(place: Folder) -> None:
    a_base(place, freshness.now() - timedelta(hours=50), 1)
    fresh(place, 1)
    with pytest.raises(CommandError, match="the newest base backup is of") as refused:
        told("verify")
    assert "its log" not in str(refused.value)


def test_a_gap_and_a_changed_backup_are_each_said(place: Folder) -> None:
    made = a_base(place, NOON, 1)
    log(place, 1, 2, 4)
    with pytest.raises(CommandError, match=f"2026-11-27T12:02:00.* only: .*{segment(3)} lacks"):
        told("verify")
    log(place, 3)
    (place.root / made.file).write_bytes(b"something else")
    with pytest.raises(CommandError, match="Not as they were put there: 20261127T120000Z"):
        told("verify")


def test_of_several_servers_it_has_to_be_said_which(place: Folder) -> None:
    a_base(place, NOON, 1)
    assert holdings.chosen(place, None).base.system_identifier == "7"
    a_base(place, NOON + timedelta(days=1), 1, server="8")
    with pytest.raises(BackupFailed, match="2 servers, 7, 8: say which"):
        holdings.chosen(place, None)
    with pytest.raises(BackupFailed, match="of 7, 8, not 9"):
        holdings.chosen(place, None, server="9")
    assert holdings.chosen(place, None, server="8").base.system_identifier == "8"


def test_a_life_is_told_once_and_by_one_server(place: Folder, tmp_path: Path) -> None:
    """Two that were restored from the same backups, in one place, would each spoil the other's."""
    history = tmp_path / "00000002.history"
    history.write_text("1\t0/3000000\tno recovery target specified\n")
    holdings.tell_life(place, history)
    holdings.tell_life(place, history)
    assert holdings.log_in(place, USUAL_SEGMENT_BYTES).lives[2][-1].begins_at == 0x3000000
    history.write_text("1\t0/5000000\tno recovery target specified\n")
    with pytest.raises(BackupFailed, match="is timeline 2"):
        holdings.tell_life(place, history)


def test_nothing_at_all_is_no_backup(place: Folder) -> None:
    with pytest.raises(CommandError, match="no whole base backup"):
        told("verify")


def test_nothing_is_removed_unless_really(place: Folder) -> None:
    old = a_base(place, NOON - timedelta(days=30), 1)
    for days in (1, 0):
        a_base(place, NOON - timedelta(days=days), 2)
    log(place, 1, 2, 3)
    says = (
        "server 7: 20261028T120000Z would be removed, 15 bytes\nserver 7: 2 base backups are kept\n"
    )
    assert told("prune") == says
    assert (place.root / old.file).is_file()
    assert told("prune", "--days", "60") == "server 7: 3 base backups are kept\n"
    assert told("prune", "--really") == says.replace("would be removed", "removed")
    assert not (place.root / old.file).exists()
    assert told("prune", "--really") == "server 7: 2 base backups are kept\n"
