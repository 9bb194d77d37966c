"""Files: sealed in storage, whatever storage that is, and erased when nobody keeps them.

Everything here is told twice: with a folder, and with a real S3 server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.audit.queries import done_to
from adulis.files import actions, queries, storage, tasks
from adulis.files.checks import CHECKS
from adulis.files.errors import (
    FileLinkInvalid,
    FileNotArriving,
    FileNotFound,
    StorageUnavailable,
)
from adulis.files.models import File
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose, FileSeen
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.encryption import CannotOpen
from adulis.kernel.sealed import Resealed
from adulis.timers import actions as timers
from tests.files import S3, HeldUpFolder, a_pdf, bucket, folder, s3_server
from tests.processes import free_port
from tests.rows import changed_since, everything

pytestmark = pytest.mark.django_db

ASHA = Actor(ActorKind.USER, "asha", "asha")
CONTENT = a_pdf("the number is ACUPA7085R")
BUCKET = "files"
MERCHANT = UUID("019a0000-0000-7000-8000-000000000001")


@dataclass(frozen=True)
class Place:
    """Where files are stored in this test, and what really lies there."""

    objects: Callable[[], dict[str, bytes]]
    overwrite: Callable[[str, bytes], object]


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        server.make_bucket(BUCKET)
        yield server


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Place:
    if request.param == "folder":
        settings.STORAGES = folder(tmp_path)
        return Place(
            lambda: {
                str(each.relative_to(tmp_path)): each.read_bytes()
                for each in tmp_path.rglob("*")
                if each.is_file()
            },
            lambda name, content: (tmp_path / name).write_bytes(content),
        )
    server: S3 = request.getfixturevalue("s3")
    server.empty(BUCKET)
    settings.STORAGES = bucket(server, BUCKET)
    return Place(
        lambda: server.objects(BUCKET), lambda key, content: server.put(BUCKET, key, content)
    )


def begun(content: bytes = CONTENT, merchant_id: UUID = MERCHANT) -> UUID:
    given = inspect(content, purpose=FilePurpose.VERIFICATION, name="../pan card.pdf")
    with db.transaction():
        return actions.begin_file(merchant_id=merchant_id, given=given, actor=ASHA, at=db.clock())


def put(file_id: UUID, content: bytes = CONTENT) -> str:
    return actions.put_content(file_id=file_id, content=content, actor=ASHA, at=db.clock())


def keep(file_id: UUID, key_id: str) -> None:
    with db.transaction():
        actions.keep_file(file_id=file_id, key_id=key_id, actor=ASHA, at=db.clock())


def kept(content: bytes = CONTENT) -> UUID:
    file_id = begun(content)
    keep(file_id, put(file_id, content))
    return file_id


def put_beside(file_id: UUID) -> tuple[UUID, str]:
    """Half of sealing it again: it is stored once more, and not taken into use."""
    instead_of, content = actions.hold_content(file_id=file_id, actor=ASHA, at=db.clock())
    with db.transaction():
        stored_as = actions.begin_resealing(
            file_id=file_id, instead_of=instead_of, actor=ASHA, at=db.clock()
        )
    assert stored_as is not None
    key_id = actions.put_content(
        file_id=file_id, content=content, stored_as=stored_as, actor=ASHA, at=db.clock()
    )
    return stored_as, key_id


def fetched(file_id: UUID) -> bytes:
    return actions.fetch_content(file_id=file_id, actor=ASHA, at=db.clock())


def remove(file_id: UUID) -> None:
    with db.transaction():
        actions.remove_file(file_id=file_id, actor=ASHA, at=db.clock())


def later(**time: int) -> None:
    with db.transaction():
        seconds = int(timedelta(**time).total_seconds())
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def state_of(file_id: UUID) -> tuple[str, bool, str]:
    row = File.objects.get(id=file_id)
    return row.state, row.due_at is not None, row.key_id


class TestKeeping:
    def test_what_is_stored_comes_back_and_nothing_of_it_can_be_read_there(
        self, place: Place
    ) -> None:
        file_id = kept()
        assert fetched(file_id) == CONTENT
        ((name, sealed),) = place.objects().items()
        assert name == f"{file_id.hex[-2:]}/{file_id}"
        assert sealed.startswith(b"v1.test.")
        assert b"ACUPA7085R" not in sealed
        assert b"PDF" not in sealed[:100]
        row = File.objects.get(id=file_id)
        assert "pan card" not in row.name_sealed
        assert state_of(file_id) == ("kept", False, "test")
        assert [each.action for each in done_to(f"file/{file_id}")] == ["file.keep"]

    def test_a_large_one(self, place: Place) -> None:
        """More than the part size of an upload in parts."""
        content = a_pdf("x" * 9_900_000)
        assert fetched(kept(content)) == content

    def test_until_it_is_kept_it_is_nobodys(self, place: Place) -> None:
        file_id = begun()
        put(file_id)
        with pytest.raises(FileNotFound):
            fetched(file_id)
        assert queries.files_of(MERCHANT, [file_id]) == {}

    def test_content_of_another_file_does_not_open(self, place: Place) -> None:
        """Somebody who can write to the storage can exchange nothing."""
        one, other = kept(), kept(a_pdf("another"))
        there = place.objects()
        place.overwrite(storage.name_of(one), there[storage.name_of(other)])
        with pytest.raises(CannotOpen):
            fetched(one)

    def test_content_that_was_replaced_by_our_own_older_one_is_noticed(self, place: Place) -> None:
        file_id = kept()
        put(file_id, a_pdf("other content, sealed for the same file"))
        with pytest.raises(actions.ContentAltered):
            fetched(file_id)

    def test_content_that_is_gone_is_no_refusal(self, place: Place) -> None:
        file_id = kept()
        actions.erase_content(file_id=file_id, actor=ASHA, at=db.clock())
        with pytest.raises(storage.ContentMissing):
            fetched(file_id)

    def test_storage_is_never_spoken_to_in_a_transaction(self, place: Place) -> None:
        file_id = kept()
        for speak in (lambda: put(file_id), lambda: fetched(file_id)):
            with pytest.raises(db.TransactionOpen), db.transaction():
                speak()

    def test_a_file_never_changes_what_it_is(self, place: Place) -> None:
        file_id = kept()
        for change in ({"merchant_id": uuid4()}, {"digest": b"x" * 32}, {"state": "arriving"}):
            with pytest.raises(IntegrityError), db.transaction():
                File.objects.filter(id=file_id).update(**change)
        with pytest.raises(IntegrityError), db.transaction():
            File.objects.filter(id=file_id).delete()


class TestErasing:
    def test_what_was_removed_is_erased_a_day_later(self, place: Place) -> None:
        file_id, other = kept(), kept()
        remove(file_id)
        with pytest.raises(FileNotFound):
            fetched(file_id)
        later(hours=23, minutes=59)
        assert tasks.erase_files() == 0
        assert len(place.objects()) == 2
        later(minutes=1)
        assert tasks.erase_files() == 1
        assert state_of(file_id) == ("erased", False, "")
        assert list(place.objects()) == [storage.name_of(other)]
        assert tasks.erase_files() == 0
        assert [each.action for each in done_to(f"file/{file_id}")] == [
            "file.keep", "file.remove", "file.erase",
        ]  # fmt: skip

    def test_an_upload_that_nobody_finished_is_erased_after_an_hour(self, place: Place) -> None:
        never_put, put_and_lost = begun(), begun()
        put(put_and_lost)
        later(minutes=59)
        assert tasks.erase_files() == 0
        later(minutes=1)
        assert tasks.erase_files() == 2
        assert place.objects() == {}
        assert [state_of(each)[0] for each in (never_put, put_and_lost)] == ["erased", "erased"]

    def test_who_comes_back_too_late_is_told(self, place: Place) -> None:
        file_id = begun()
        key_id = put(file_id)
        later(hours=1)
        tasks.erase_files()
        before = everything()
        with pytest.raises(FileNotArriving):
            keep(file_id, key_id)
        assert changed_since(before) == {}

    def test_removing_twice_is_removing_what_is_not_there(self, place: Place) -> None:
        file_id = kept()
        remove(file_id)
        before = everything()
        with pytest.raises(FileNotFound):
            remove(file_id)
        assert changed_since(before) == {}

    def test_whoever_lost_the_claim_erases_nothing(self, place: Place) -> None:
        file_id = kept()
        remove(file_id)
        with db.transaction():
            assert not actions.give_up_file(file_id=file_id, fence=9, actor=ASHA, at=db.clock())
            actions.erase_file(file_id=file_id, fence=9, actor=ASHA, at=db.clock())
        assert state_of(file_id)[0] == "removed"


class TestAway:
    @pytest.fixture
    def away(self, settings: Settings, tmp_path: Path) -> None:
        """A bucket at an address where nobody answers."""
        nobody = S3(tmp_path)
        nobody.url = f"http://127.0.0.1:{free_port()}"
        settings.STORAGES = bucket(nobody, "files")

    @pytest.mark.usefixtures("away")
    def test_nothing_is_kept_of_what_could_not_be_stored(self) -> None:
        file_id = begun()
        with pytest.raises(StorageUnavailable) as refused:
            put(file_id)
        assert refused.value.retryable
        assert state_of(file_id) == ("arriving", True, "")

    @pytest.mark.usefixtures("away")
    def test_erasing_waits_for_it_to_come_back(self, settings: Settings, tmp_path: Path) -> None:
        away = settings.STORAGES
        settings.STORAGES = folder(tmp_path / "here")
        file_id = kept()
        remove(file_id)
        later(days=1)
        settings.STORAGES = away
        for _ in range(7):  # more often than what kills its workers is tried
            assert tasks.erase_files() == 1
            later(minutes=5)
        settings.STORAGES = folder(tmp_path / "here")
        assert tasks.erase_files() == 1
        assert state_of(file_id) == ("erased", False, "")


class TestSealingAgain:
    OLD, NEW, NEWEST = (
        f"{name}:{key * 43}=" for name, key in (("old", "A"), ("new", "Q"), ("newest", "g"))
    )

    def test_under_the_newest_key_in_its_place(self, place: Place, settings: Settings) -> None:
        settings.ENCRYPTION_KEYS = [self.OLD]
        file_id = kept()
        assert state_of(file_id)[2] == "old"
        settings.ENCRYPTION_KEYS = [self.NEW, self.OLD]
        assert fetched(file_id) == CONTENT
        (rule,) = tasks.OBJECTS
        assert (rule.table, rule.key_column) == ("files_file", "key_id")
        assert rule.reseal(file_id) is Resealed.DONE
        settings.ENCRYPTION_KEYS = [self.NEW]
        assert state_of(file_id)[2] == "new"
        assert fetched(file_id) == CONTENT
        # Whoever had just asked which content it is finds that for an hour.
        assert len(place.objects()) == 2
        later(minutes=59)
        assert tasks.erase_spares() == 0
        later(minutes=1)
        assert (tasks.erase_spares(), tasks.erase_spares()) == (1, 0)
        (sealed,) = place.objects().values()
        assert sealed.startswith(b"v1.new.")
        assert fetched(file_id) == CONTENT
        assert [each.action for each in done_to(f"file/{file_id}")] == ["file.keep", "file.reseal"]

    def test_twice_is_once(self, place: Place, settings: Settings) -> None:
        file_id = kept()
        assert [tasks.reseal_file(file_id), tasks.reseal_file(file_id)] == [Resealed.DONE] * 2
        later(hours=1)
        assert tasks.erase_spares() == 2
        assert len(place.objects()) == 1
        assert fetched(file_id) == CONTENT

    def test_what_is_removed_needs_no_key(self, place: Place) -> None:
        file_id = kept()
        remove(file_id)
        assert tasks.reseal_file(file_id) is Resealed.LATER

    def test_what_was_sealed_again_is_erased_like_any_other(self, place: Place) -> None:
        file_id = kept()
        tasks.reseal_file(file_id)
        remove(file_id)
        later(days=1)
        assert (tasks.erase_files(), tasks.erase_spares()) == (1, 1)
        assert place.objects() == {}

    def test_a_crash_between_storage_and_row_loses_nothing(
        self, place: Place, settings: Settings
    ) -> None:
        settings.ENCRYPTION_KEYS = [self.OLD]
        file_id = kept()
        settings.ENCRYPTION_KEYS = [self.NEW, self.OLD]
        put_beside(file_id)
        assert state_of(file_id)[2] == "old"
        assert fetched(file_id) == CONTENT
        # It may still be at it, for all that is known.
        assert tasks.reseal_file(file_id) is Resealed.LATER
        later(minutes=5)
        assert tasks.reseal_file(file_id) is Resealed.DONE
        assert state_of(file_id)[2] == "new"
        later(hours=1)
        assert tasks.erase_spares() == 2
        assert len(place.objects()) == 1

    @pytest.mark.parametrize("meanwhile", [lambda _: later(hours=1, minutes=1), remove])
    def test_who_comes_too_late_exchanges_nothing(
        self, place: Place, meanwhile: Callable[[UUID], None]
    ) -> None:
        file_id = kept()
        stored_as, key_id = put_beside(file_id)
        meanwhile(file_id)
        tasks.erase_spares()
        before = state_of(file_id)
        with db.transaction():
            assert not actions.exchange_content(
                file_id=file_id, instead_of=file_id, stored_as=stored_as, key_id=key_id,
                actor=ASHA, at=db.clock(),
            )  # fmt: skip
        assert state_of(file_id) == before
        assert tasks.erase_spares() == 1
        assert list(place.objects()) == [storage.name_of(file_id)]

    def test_storage_that_is_away_is_asked_again(self, settings: Settings, tmp_path: Path) -> None:
        settings.STORAGES = here = folder(tmp_path / "here")
        file_id = kept()
        tasks.reseal_file(file_id)
        later(hours=1)
        nobody = S3(tmp_path)
        nobody.url = f"http://127.0.0.1:{free_port()}"
        settings.STORAGES = bucket(nobody, "files")
        assert (tasks.erase_spares(), tasks.erase_spares()) == (1, 0)
        later(minutes=5)
        settings.STORAGES = here
        assert (tasks.erase_spares(), tasks.erase_spares()) == (1, 0)

    def test_of_two_at_once_none_leaves_content_under_another_key_than_is_said(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        """One is held up on its way to storage, seals under a key that is old by then, and dies."""
        settings.ENCRYPTION_KEYS = [self.OLD]
        settings.STORAGES = folder(tmp_path, backend="tests.files.HeldUpFolder")
        file_id = kept()
        settings.ENCRYPTION_KEYS = [self.NEW, self.OLD]

        def overtaken() -> None:
            settings.ENCRYPTION_KEYS = [self.NEWEST, self.NEW, self.OLD]
            later(minutes=5)
            assert tasks.reseal_file(file_id) is not Resealed.NEVER

        with HeldUpFolder.meanwhile(overtaken), pytest.raises(HeldUpFolder.Died):
            tasks.reseal_file(file_id)

        assert state_of(file_id)[2] == "newest"
        # So nothing is known to need the other two.
        settings.ENCRYPTION_KEYS = [self.NEWEST]
        assert fetched(file_id) == CONTENT
        later(hours=1)
        tasks.erase_spares()
        assert fetched(file_id) == CONTENT
        assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


class TestLosing:
    def lose(self, file_id: UUID, key_id: str = "test") -> bool:
        with db.transaction():
            return actions.lose_file(
                object_id=file_id, key_id=key_id, actor=system("keys:tests"), at=db.clock()
            )

    @pytest.mark.parametrize(
        "damage", [b"", b"\xff\xfe not even text", b"v1.test.AAAA", b"v1.gone.AAAA", None]
    )
    def test_what_is_damaged_is_recognised_and_keeps_nobody_up(
        self, place: Place, damage: bytes | None
    ) -> None:
        file_id, sound = kept(), kept()
        assert not tasks.is_damaged(file_id)
        if damage is None:
            actions.erase_content(file_id=file_id, actor=ASHA, at=db.clock())
        else:
            place.overwrite(storage.name_of(file_id), damage)
        assert tasks.is_damaged(file_id)
        assert not tasks.is_damaged(sound)
        assert tasks.reseal_file(file_id) is Resealed.NEVER
        assert state_of(file_id) == ("kept", False, "test")

    def test_nobody_is_shown_it_and_its_key_is_needed_no_more(self, place: Place) -> None:
        file_id = kept()
        assert self.lose(file_id, "another") is False
        assert self.lose(file_id) is True
        assert self.lose(file_id) is False
        assert state_of(file_id) == ("lost", False, "")
        with pytest.raises(FileNotFound):
            fetched(file_id)
        assert queries.files_of(MERCHANT, [file_id]) == {}
        assert not tasks.is_damaged(file_id)
        assert tasks.reseal_file(file_id) is Resealed.LATER
        # What lies there is left to whoever wants to look at it.
        assert len(place.objects()) == 1
        lost = AuditRecord.objects.get(subject=f"file/{file_id}", action="file.lose")
        assert (lost.actor_id, lost.after["key_id"]) == ("keys:tests", "test")

    def test_it_can_be_removed_and_is_erased_then(self, place: Place) -> None:
        file_id = kept()
        self.lose(file_id)
        remove(file_id)
        later(days=1)
        tasks.erase_files()
        assert place.objects() == {}
        assert state_of(file_id) == ("erased", False, "")


class TestLinks:
    @pytest.fixture
    def file(self, settings: Settings, tmp_path: Path) -> FileSeen:
        settings.STORAGES = folder(tmp_path)
        file_id = kept()
        return queries.files_of(MERCHANT, [file_id])[file_id]

    def test_open_one_file_to_one_person_for_five_minutes(self, file: FileSeen) -> None:
        now = db.clock().replace(microsecond=0)
        link = queries.link_to(file, reader=ASHA, at=now)
        assert link.expires_at == now + timedelta(minutes=5)
        almost = link.expires_at - timedelta(seconds=1)
        assert queries.linked_file(file.id, link.token, caller=ASHA, at=almost) == file
        refused: list[tuple[UUID, str, Actor, Any]] = [
            (file.id, link.token, ASHA, link.expires_at),
            (file.id, link.token, Actor(ActorKind.USER, "binu", "binu"), now),
            (kept(), link.token, ASHA, now),
            (uuid4(), link.token, ASHA, now),
            (file.id, link.token[:-1], ASHA, now),
            (file.id, link.token.replace(":", "x", 1), ASHA, now),
            (file.id, "", ASHA, now),
        ]
        for file_id, token, reader, at in refused:
            with pytest.raises(FileLinkInvalid):
                queries.linked_file(file_id, token, caller=reader, at=at)

    def test_do_not_open_what_was_removed(self, file: FileSeen) -> None:
        link = queries.link_to(file, reader=ASHA, at=db.clock())
        remove(file.id)
        with pytest.raises(FileLinkInvalid):
            queries.linked_file(file.id, link.token, caller=ASHA, at=db.clock())

    def test_what_is_saved_is_called_nothing_anybody_typed(self, file: FileSeen) -> None:
        assert file.name == "pan card.pdf"
        assert file.attachment_name == f"verification-{str(file.id)[-12:]}.pdf"

    def test_files_of_another_merchant_are_not_there(self, file: FileSeen) -> None:
        assert queries.files_of(uuid4(), [file.id]) == {}


def test_the_folder_is_for_nobody_else(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path / "files")
    kept()
    (content,) = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert content.stat().st_mode & 0o777 == 0o600
    assert content.parent.stat().st_mode & 0o777 == 0o700


def test_what_waits_to_be_erased_too_long_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)
    file_id = begun()
    (check,) = CHECKS
    later(hours=24)
    assert db.fetch_all(check.sql) == []
    later(hours=2)
    assert [row[0] for row in db.fetch_all(check.sql)] == [file_id]
