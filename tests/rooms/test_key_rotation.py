"""A new key seals at once, everything is sealed again under it, and all is readable throughout."""

from __future__ import annotations

import os
import signal
import tarfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connections
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.files import actions as files
from adulis.files.errors import FileNotFound
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.gateways.models import STATEMENT_BODY, StatementFile, StatementLine
from adulis.kernel import db, encryption
from adulis.ops import actions, key_ring, resealing, sealing, vault
from adulis.ops.instance import Instance, Unusable
from adulis.payouts import queries as payouts
from adulis.payouts.models import NUMBER, BankAccount
from adulis.timers import actions as timers
from tests.databases import TestDatabase
from tests.files import S3, a_pdf, bucket, folder
from tests.processes import a_worker, free_port
from tests.racing import at_once
from tests.reconciling import taken
from tests.rows import changed_since, everything
from tests.statements import Told
from tests.waiting import until
from tests.world import BUILDER, Shop, a_shop

ACCOUNTS = 30


@pytest.fixture
def instance(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """An instance whose key file this process reads, as its web and worker do."""
    made = Instance(tmp_path / "data")
    made.prepare()
    made.secrets()
    settings.ENCRYPTION_KEYS_FILE = str(made.key_ring)
    settings.ENCRYPTION_KEYS = []
    monkeypatch.setenv("ADULIS_DATA_DIR", str(made.folder))
    return made


@pytest.fixture
def shop(instance: Instance, fresh_database: TestDatabase) -> Shop:
    """A shop with accounts and a statement, everything sealed under k1."""
    resealing.reseal()
    shop = a_shop(accounts=ACCOUNTS)
    taken(Told("L1", "inward", 500, utr="U1", counterparty="Nordic", narration="X/Nordic"))
    return shop


@pytest.fixture
def kept(shop: Shop, tmp_path: Path, settings: Settings) -> UUID:
    settings.STORAGES = folder(tmp_path / "files")
    content = a_pdf("what nobody else may read")
    given = inspect(content, purpose=FilePurpose.VERIFICATION, name="a.pdf")
    who: dict[str, Any] = {"actor": BUILDER, "at": db.clock()}
    with db.transaction():
        file_id = files.begin_file(merchant_id=shop.id, given=given, **who)
    key_id = files.put_content(file_id=file_id, content=content, **who)
    with db.transaction():
        files.keep_file(file_id=file_id, key_id=key_id, **who)
    return file_id


def stored(tmp_path: Path) -> list[Path]:
    return [each for each in (tmp_path / "files").rglob("*") if each.is_file()]


def keys(*words: str) -> None:
    call_command("keys", *words)


def reseal_all() -> None:
    until(
        lambda: not resealing.reseal() and all(each.finished_at for each in sealing.progress()),
        "everything to be under the newest key",
    )


def key_of_each(shop: Shop) -> set[str]:
    rows = BankAccount.objects.filter(merchant_id=shop.id).values_list("number_sealed", flat=True)
    return {encryption.key_id_of(value) for value in rows}


def numbers_of(shop: Shop) -> list[str]:
    """What every reader of ours does: open each account's number."""
    rows = BankAccount.objects.filter(merchant_id=shop.id).order_by("id")
    return [payouts.details_of(row).number for row in rows]


def an_hour_passes() -> None:
    with db.transaction():
        timers.advance_clock(seconds=3_600, actor=BUILDER, at=db.clock())


def under(key_id: str) -> int:
    with db.transaction():
        return sealing.under_each_key()[key_id]


class TestTheRing:
    def test_a_new_key_stands_in_front_and_no_id_comes_twice(self, instance: Instance) -> None:
        first = instance.key_ring.read_text()

        assert key_ring.add_key(instance) == "k2"
        assert instance.key_ring.read_text().endswith(first)
        assert encryption.key_ids() == ["k2", "k1"]
        assert instance.key_ring.stat().st_mode & 0o777 == 0o600

        key_ring.remove_key(instance, "k1")
        assert encryption.key_ids() == ["k2"]
        assert instance.retired_keys.read_text() == first
        assert instance.retired_keys.stat().st_mode & 0o777 == 0o600
        # k1 is in no ring any more, and its id is not given to another key all the same.
        assert key_ring.add_key(instance) == "k3"
        key_ring.remove_key(instance, "k2")
        assert [key_ring.id_of(line) for line in instance.retired_keys.read_text().split()] == [
            "k1",
            "k2",
        ]

    def test_the_key_that_seals_cannot_leave(self, instance: Instance) -> None:
        before = instance.key_ring.read_text()
        for key_id in ("k1", "k7"):
            with pytest.raises(Unusable, match="is not a key of this ring that could leave it"):
                key_ring.remove_key(instance, key_id)
        assert instance.key_ring.read_text() == before
        assert not instance.retired_keys.exists()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can write what belongs to others")
    def test_somebody_elses_ring_is_not_replaced_by_one_they_cannot_read(
        self, instance: Instance
    ) -> None:
        os.chown(instance.key_ring, 65_534, 65_534)
        before = instance.key_ring.read_text()
        with pytest.raises(Unusable, match="run as its owner"):
            key_ring.add_key(instance)
        assert instance.key_ring.read_text() == before

    def test_a_ring_that_is_gone_is_said_by_name(self, instance: Instance) -> None:
        instance.key_ring.unlink()
        with pytest.raises(encryption.KeyRingInvalid, match="encryption-keys: No such file"):
            encryption.seal("x", place="p.q.1")


class TestSealingAgain:
    def test_takes_everything_to_the_new_key_and_changes_nothing_else(self, shop: Shop) -> None:
        numbers = numbers_of(shop)
        file = StatementFile.objects.get()
        body = encryption.open_bytes(file.body_sealed, place=STATEMENT_BODY.place(file.id))

        keys("rotate")
        assert key_of_each(shop) == {"k1"}
        shop.add_account("50001000200030004")
        assert key_of_each(shop) == {"k1", "k2"}
        reseal_all()

        assert key_of_each(shop) == {"k2"}
        assert numbers_of(shop) == [*numbers, "50001000200030004"]
        again = StatementFile.objects.get()
        assert encryption.key_id_of(again.body_sealed) == "k2"
        assert encryption.open_bytes(again.body_sealed, place=STATEMENT_BODY.place(file.id)) == body
        told = {each.place: each for each in sealing.progress()}[NUMBER.name]
        assert (told.total, told.done, told.stuck) == (ACCOUNTS, ACCOUNTS, 0)
        assert under("k1") == 0

    def test_twice_is_once(self, shop: Shop) -> None:
        keys("rotate")
        reseal_all()
        before = list(BankAccount.objects.order_by("id").values_list("number_sealed", flat=True))
        written = AuditRecord.objects.count()

        assert resealing.reseal() == 0
        keys("reencrypt")

        after = list(BankAccount.objects.order_by("id").values_list("number_sealed", flat=True))
        assert after == before
        assert AuditRecord.objects.count() == written

    def test_leaves_its_records(self, shop: Shop) -> None:
        keys("rotate")
        reseal_all()
        deeds = AuditRecord.objects.filter(subject=f"sealed/{STATEMENT_BODY.name}").order_by("id")
        assert [(each.action, each.after) for each in deeds] == [
            ("keys.reseal_begin", {"key": "k2", "total": 1}),
            ("keys.reseal", {"key": "k2", "rows": 1}),
            ("keys.reseal_end", {"key": "k2", "stuck": 0}),
        ]
        adopted = AuditRecord.objects.filter(action="keys.adopt").order_by("id")
        assert [each.subject for each in adopted] == ["key/k1", "key/k2"]

    def test_what_changed_meanwhile_is_not_overwritten(self, shop: Shop) -> None:
        account = BankAccount.objects.filter(merchant_id=shop.id).order_by("id")[0]
        place = NUMBER.place(account.id)
        number = encryption.open_sealed(account.number_sealed, place=place)
        keys("rotate")
        ours = encryption.seal(number, place=place)
        meanwhile = encryption.seal(number, place=place)
        BankAccount.objects.filter(id=account.id).update(number_sealed=meanwhile)

        changed = db.fetch_value(
            "SELECT adulis_reseal(%s, %s, 'id', %s::text[], %s::text[], %s::text[])",
            [NUMBER.table, NUMBER.column, [str(account.id)], [account.number_sealed], [ours]],
        )

        assert changed == 0
        account.refresh_from_db()
        assert account.number_sealed == meanwhile

    def test_what_somebody_holds_is_passed_over_and_found_in_the_next_round(
        self, shop: Shop, fresh_database: TestDatabase
    ) -> None:
        keys("rotate")
        with psycopg.connect(fresh_database.app_url) as busy:
            held = busy.execute(
                "SELECT id FROM payouts_bank_account ORDER BY id LIMIT 1 FOR UPDATE"
            ).fetchone()
            assert held is not None
            while resealing.reseal():
                pass
            [told] = [each for each in sealing.progress() if each.place == NUMBER.name]
            assert (told.done, told.finished_at) == (ACCOUNTS - 1, None)
        reseal_all()
        assert key_of_each(shop) == {"k2"}

    def test_what_does_not_open_stays_and_is_counted(self, shop: Shop) -> None:
        first, second = BankAccount.objects.filter(merchant_id=shop.id).order_by("id")[:2]
        BankAccount.objects.filter(id=second.id).update(number_sealed=first.number_sealed)
        keys("rotate")

        reseal_all()

        [told] = [each for each in sealing.progress() if each.place == NUMBER.name]
        assert (told.total, told.done, told.stuck) == (ACCOUNTS, ACCOUNTS - 1, 1)
        second.refresh_from_db()
        assert second.number_sealed == first.number_sealed

    def test_a_process_from_before_the_newest_key_seals_nothing_again(
        self, shop: Shop, settings: Settings, instance: Instance
    ) -> None:
        old = instance.key_ring.read_text().strip()
        keys("rotate")
        reseal_all()

        settings.ENCRYPTION_KEYS_FILE = ""
        settings.ENCRYPTION_KEYS = [old]
        assert resealing.adopt(BUILDER) is False
        assert resealing.reseal() == 0

        assert sealing.newest_key() == "k2"
        assert key_of_each(shop) == {"k2"}


class TestObjects:
    """Files lie in storage; their rooms seal them again, and say which key each is under."""

    def test_are_sealed_again_and_keep_their_key_from_leaving(
        self, kept: UUID, tmp_path: Path
    ) -> None:
        before = files.fetch_content(file_id=kept, actor=BUILDER, at=db.clock())
        [path] = stored(tmp_path)
        keys("rotate")
        assert under("k1") > 0

        reseal_all()

        [again] = [each for each in stored(tmp_path) if each != path]
        assert again.read_bytes().startswith(b"v1.k2.")
        assert files.fetch_content(file_id=kept, actor=BUILDER, at=db.clock()) == before
        [told] = [each for each in sealing.progress() if each.place == "files_file (objects)"]
        assert (told.key_id, told.total, told.done) == ("k2", 1, 1)
        an_hour_passes()
        keys("retire", "k1")
        assert files.fetch_content(file_id=kept, actor=BUILDER, at=db.clock()) == before


class TestWhatIsLost:
    """What does not open keeps its key, until somebody says by name that it is lost."""

    @pytest.fixture
    def damaged(self, kept: UUID, tmp_path: Path) -> UUID:
        [path] = stored(tmp_path)
        path.write_bytes(b"v1.k1.AAAA")
        keys("rotate")
        an_hour_passes()
        return kept

    def refused(self, *words: str) -> str:
        before = everything()
        with pytest.raises(CommandError) as refused:
            keys(*words)
        assert changed_since(before, "ops_resealing", "audit_record") == {}
        return str(refused.value)

    def said(self, capsys: pytest.CaptureFixture[str], *words: str) -> str:
        keys(*words)
        return capsys.readouterr().out

    def test_a_file_ends_the_round_and_is_counted(self, damaged: UUID) -> None:
        reseal_all()
        [told] = [each for each in sealing.progress() if each.place == "files_file (objects)"]
        assert (told.total, told.done, told.stuck) == (1, 0, 1)
        with pytest.raises(CommandError, match="1 values do not open and stay as they are"):
            keys("reencrypt")

    def test_a_file_is_named_given_up_and_shown(
        self, damaged: UUID, instance: Instance, capsys: pytest.CaptureFixture[str]
    ) -> None:
        reseal_all()
        told = self.refused("retire", "k1")
        assert "1 values still need k1" in told
        assert f"files_file/{damaged}" in told
        assert "Lost" not in self.said(capsys, "status")

        keys("retire", "k1", "--without", str(damaged))

        assert encryption.key_ids() == ["k2"]
        status = self.said(capsys, "status")
        [line] = [line for line in status.splitlines() if str(damaged) in line]
        assert line.startswith(f"Lost: files_file/{damaged} needed k1, said system:keys:")
        deeds = AuditRecord.objects.filter(action__in=["file.lose", "keys.lose", "keys.retire"])
        assert [(each.action, each.subject) for each in deeds.order_by("id")] == [
            ("file.lose", f"file/{damaged}"),
            ("keys.lose", "sealed/files_file"),
            ("keys.retire", "key/k1"),
        ]
        with pytest.raises(FileNotFound):
            files.fetch_content(file_id=damaged, actor=BUILDER, at=db.clock())
        # And it stands in nobody's way when the next key comes.
        keys("rotate")
        reseal_all()
        an_hour_passes()
        keys("retire", "k2")

    def test_a_file_that_opens_is_not_lost(self, kept: UUID) -> None:
        keys("rotate")
        an_hour_passes()
        for named in (str(kept), f"files_file/{kept}"):
            assert self.refused("retire", "k1", "--without", named) == (
                f"files_file/{kept} opens: it is not lost. The worker seals it again."
            )

    def test_nothing_is_given_up_in_vain(self, damaged: UUID, shop: Shop) -> None:
        """The worker has not sealed all others again yet."""
        told = self.refused("retire", "k1", "--without", str(damaged))
        assert "values still need k1" in told
        assert f"files_file/{damaged}" not in told

    def test_what_is_not_there_or_needs_another_key_is_refused(
        self, damaged: UUID, shop: Shop
    ) -> None:
        reseal_all()
        account = shop.accounts[0].id
        for named in (
            "nonsense",
            str(account),
            f"payouts_bank_account.number_sealed/{account}",
            f"payouts_bank_account.number_sealed/{damaged}",
            f"payouts_bank_account/{account}",
            f"identity_user/{shop.owner_id}",
        ):
            told = self.refused("retire", "k1", "--without", str(damaged), "--without", named)
            assert told == f"Nothing called {named} needs k1."

    def test_storage_that_does_not_answer_loses_nothing(
        self, damaged: UUID, settings: Settings, tmp_path: Path
    ) -> None:
        reseal_all()
        nobody = S3(tmp_path)
        nobody.url = f"http://127.0.0.1:{free_port()}"
        settings.STORAGES = bucket(nobody, "files")
        told = self.refused("retire", "k1", "--without", str(damaged))
        assert told == "Storage does not answer, which says nothing. Try later."

    def test_a_value_is_given_up_by_its_place_and_row(
        self, shop: Shop, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first, second = BankAccount.objects.filter(merchant_id=shop.id).order_by("id")[:2]
        BankAccount.objects.filter(id=second.id).update(number_sealed=first.number_sealed)
        named = f"{NUMBER.name}/{second.id}"
        keys("rotate")
        reseal_all()
        an_hour_passes()
        told = self.refused("retire", "k1")
        assert named in told

        keys("retire", "k1", "--without", named)

        assert encryption.key_ids() == ["k2"]
        assert named in self.said(capsys, "status")
        keys("rotate")
        reseal_all()
        [place] = [each for each in sealing.progress() if each.place == NUMBER.name]
        assert (place.total, place.done, place.stuck) == (ACCOUNTS - 1, ACCOUNTS - 1, 0)
        an_hour_passes()
        keys("retire", "k2")

        # Somebody has found it after all: another value is not the one that was lost.
        BankAccount.objects.filter(id=second.id).update(number_sealed="v1.k1.AAAA")
        assert sealing.lost_rows(NUMBER) == []
        assert under("k1") == 1


class TestTwoAtOnce:
    def test_who_rotate_at_the_same_time_do_so_one_after_the_other(
        self, shop: Shop, instance: Instance
    ) -> None:
        assert at_once(3, lambda _: keys("rotate")) == ["done"] * 3
        assert encryption.key_ids() == ["k4", "k3", "k2", "k1"]
        began = db.fetch_all("SELECT id FROM ops_sealing_key ORDER BY began_at")
        assert [key_id for (key_id,) in began] == ["k1", "k2", "k3", "k4"]
        reseal_all()
        assert key_of_each(shop) == {"k4"}

    def test_who_waited_to_adopt_a_key_looks_which_is_the_newest_by_then(
        self, shop: Shop, instance: Instance, fresh_database: TestDatabase
    ) -> None:
        key_ring.add_key(instance)
        with psycopg.connect(fresh_database.app_url) as other, ThreadPoolExecutor(1) as pool:
            other.execute("SELECT pg_advisory_xact_lock(hashtextextended('keys/newest', 0))")

            def adopt() -> bool:
                try:
                    return resealing.adopt(BUILDER)
                finally:
                    connections.close_all()

            adopted = pool.submit(adopt)
            until(lambda: waits_for_a_turn(fresh_database) or adopted.done(), "it to wait")
            key_ring.add_key(instance)
            other.execute(
                "INSERT INTO ops_sealing_key (id, began_at) VALUES ('k3', adulis_clock())"
            )
            other.commit()
            assert adopted.result(timeout=30) is True
        assert sealing.newest_key() == "k3"
        assert not sealing.is_known("k2")

    def test_a_ring_without_the_newest_key_is_an_old_one(
        self, shop: Shop, instance: Instance, settings: Settings
    ) -> None:
        """It has a key that nobody has heard of, and which is older all the same."""
        key_ring.add_key(instance)
        old = instance.key_ring.read_text().split()
        keys("rotate")
        settings.ENCRYPTION_KEYS_FILE, settings.ENCRYPTION_KEYS = "", old
        assert resealing.adopt(BUILDER) is False
        assert sealing.newest_key() == "k3"

    def test_who_worked_for_a_key_that_is_old_by_now_does_not_end_the_round(
        self, kept: UUID
    ) -> None:
        keys("rotate")
        resealing.begin_again(BUILDER)
        for key_id, since in (("k1", ""), ("k2", "elsewhere")):
            with db.transaction():
                actions.note_objects(
                    place="files_file (objects)", key_id=key_id, since=since, reached="",
                    unopened=0, remaining=0, actor=BUILDER, at=db.clock(),
                )  # fmt: skip
        [told] = [each for each in sealing.progress() if each.place == "files_file (objects)"]
        assert told.finished_at is None


class TestTheWayPastTheGuards:
    """The application may seal a value again, and nothing else."""

    @pytest.fixture
    def line(self, shop: Shop) -> StatementLine:
        keys("rotate")
        return StatementLine.objects.get()

    def test_the_application_cannot_change_what_is_frozen_by_itself(
        self, line: StatementLine
    ) -> None:
        other = encryption.seal('["Other","Other/X"]', place="gateways_statement_line.text.1")
        for place in ("", "gateways_statement_line.text_sealed"):
            with pytest.raises(IntegrityError, match="never changes"), db.transaction():
                db.execute("SELECT set_config('adulis.resealing', %s, true)", [place])
                db.execute("UPDATE gateways_statement_line SET text_sealed = %s", [other])
        for statement in (
            "UPDATE gateways_statement_file SET body_sealed = ''",
            "DELETE FROM gateways_statement_file",
            "TRUNCATE gateways_statement_file CASCADE",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), db.transaction():
                db.execute(statement)

    def test_nor_can_the_owner(self, line: StatementLine, fresh_database: TestDatabase) -> None:
        for statement in (
            "UPDATE gateways_statement_file SET body_sealed = ''",
            "UPDATE gateways_statement_file SET line_count = 0",
            "DELETE FROM gateways_statement_file",
            "TRUNCATE gateways_statement_file CASCADE",
        ):
            with psycopg.connect(fresh_database.owner_url) as owner:
                refused = pytest.raises(psycopg.errors.RestrictViolation)
                with refused:
                    owner.execute(statement)
        with psycopg.connect(fresh_database.owner_url) as owner:
            # Even with the word that lets a value be sealed again, nothing else changes with it.
            owner.execute(
                "SELECT set_config('adulis.resealing', 'gateways_statement_file.body_sealed', true)"
            )
            with pytest.raises(psycopg.errors.RestrictViolation):
                owner.execute("UPDATE gateways_statement_file SET body_sealed = '', line_count = 0")

    @pytest.mark.parametrize(
        "new",
        [
            "in clear",
            "",
            "v1.k2.c2hvcnQ",
            "v1.k1.",  # the same key
            "v2.k2.",
        ],
    )
    def test_only_a_value_of_the_same_length_under_another_key_takes_its_place(
        self, line: StatementLine, new: str
    ) -> None:
        body = line.text_sealed.split(".")[2]
        new = new + body if new.endswith(".") else new
        with pytest.raises(IntegrityError, match="not the same value"), db.transaction():
            db.fetch_value(
                "SELECT adulis_reseal('gateways_statement_line', 'text_sealed', 'id',"
                " %s::text[], %s::text[], %s::text[])",
                [[str(line.id)], [line.text_sealed], [new]],
            )

    def test_no_other_column_can_be_reached_through_it(self, line: StatementLine) -> None:
        sealed = encryption.seal("0" * len("Asha Exports"), place="x")
        with pytest.raises(IntegrityError, match="not the same value"), db.transaction():
            db.fetch_value(
                "SELECT adulis_reseal('identity_merchant', 'name', 'id', ARRAY['x'],"
                " ARRAY['Asha Exports'], ARRAY[%s])",
                [sealed],
            )


class TestRetiring:
    def test_a_key_leaves_once_nothing_needs_it(self, shop: Shop, instance: Instance) -> None:
        numbers = numbers_of(shop)
        keys("rotate")
        reseal_all()
        an_hour_passes()

        keys("retire", "k1")

        assert encryption.key_ids() == ["k2"]
        assert numbers_of(shop) == numbers
        assert instance.retired_keys.read_text().startswith("k1:")
        assert [each.subject for each in AuditRecord.objects.filter(action="keys.retire")] == [
            "key/k1"
        ]

    def test_not_while_a_value_needs_it_and_then_that_one_is_sealed_again(
        self, shop: Shop, instance: Instance, settings: Settings
    ) -> None:
        keys("rotate")
        reseal_all()
        an_hour_passes()
        # Somebody with an older ring wrote after everything was done.
        ring = instance.key_ring.read_text().split()
        settings.ENCRYPTION_KEYS_FILE, settings.ENCRYPTION_KEYS = "", [ring[1]]
        shop.add_account("50001000200030004")
        settings.ENCRYPTION_KEYS_FILE = str(instance.key_ring)
        assert under("k1") == 1

        with pytest.raises(CommandError, match="1 values still need k1"):
            keys("retire", "k1")
        assert encryption.key_ids() == ["k2", "k1"]
        reseal_all()
        keys("retire", "k1")

        assert encryption.key_ids() == ["k2"]
        assert numbers_of(shop)[-1] == "50001000200030004"

    def test_not_while_a_transaction_from_before_is_open(
        self, shop: Shop, fresh_database: TestDatabase
    ) -> None:
        with psycopg.connect(fresh_database.app_url) as idle:
            # It has written nothing yet, and so has no transaction id.
            idle.execute("SELECT 1")
            with pytest.raises(sealing.StillOpen, match="1 transactions from before"):
                sealing.wait_for_older_transactions(seconds=0.3)
        sealing.wait_for_older_transactions(seconds=0.3)

    @pytest.mark.parametrize(
        ("key", "says"),
        [
            ("k2", "k2 is what everything is sealed under"),
            ("k9", "k9 is not in the ring; there are: k2, k1"),
            ("k1", "k2 is younger than an hour"),
        ],
    )
    def test_not_when_it_would_be_too_early(
        self, shop: Shop, instance: Instance, key: str, says: str
    ) -> None:
        keys("rotate")
        reseal_all()
        before = instance.key_ring.read_text()
        with pytest.raises(CommandError, match=says):
            keys("retire", key)
        assert instance.key_ring.read_text() == before
        assert not AuditRecord.objects.filter(action="keys.retire").exists()


class TestWithoutAFile:
    """Keys from the environment: known to all before it seals for any."""

    OLD = "k1:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="

    def said(self, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, list[str]]:
        keys(*words)
        told = capsys.readouterr().out
        [line] = [line for line in told.splitlines() if "ENCRYPTION_KEYS=" in line]
        return told, line.strip().removeprefix("ENCRYPTION_KEYS=").split(",")

    @pytest.mark.django_db
    def test_rotating_takes_two_steps(
        self, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.ENCRYPTION_KEYS = [self.OLD]
        resealing.reseal()

        told, ring = self.said(capsys, "rotate")
        assert told.startswith("Step 1 of 2.")
        assert (ring[0], key_ring.id_of(ring[1]), len(ring)) == (self.OLD, "k2", 2)
        encryption.require_usable(tuple(ring))

        settings.ENCRYPTION_KEYS = ring
        resealing.reseal()
        assert (encryption.key_ids()[0], sealing.newest_key()) == ("k1", "k1")
        told, turned = self.said(capsys, "rotate")
        assert told.startswith("Step 2 of 2.")
        assert turned == [ring[1], ring[0]]

        settings.ENCRYPTION_KEYS = turned
        resealing.reseal()
        assert sealing.newest_key() == "k2"
        an_hour_passes()
        told, left = self.said(capsys, "retire", "k1")
        assert left == [ring[1]]

    @pytest.mark.django_db
    def test_an_outdated_configuration_is_not_built_upon(self, settings: Settings) -> None:
        settings.ENCRYPTION_KEYS = [self.OLD]
        resealing.reseal()
        with db.transaction():
            actions.adopt_key(key_id="k2", actor=BUILDER, at=db.clock() + timedelta(seconds=1))
        for words in (("rotate",), ("reencrypt",)):
            with pytest.raises(CommandError, match="k2 is the newest key"):
                keys(*words)


class TestProcesses:
    @pytest.fixture
    def environment(self, instance: Instance, fresh_database: TestDatabase) -> dict[str, str]:
        return {
            **fresh_database.environment,
            "ENCRYPTION_KEYS": "",
            "ENCRYPTION_KEYS_FILE": str(instance.key_ring),
        }

    def test_a_worker_killed_in_the_middle_is_gone_on_from(
        self,
        shop: Shop,
        fresh_database: TestDatabase,
        environment: dict[str, str],
        tmp_path: Path,
    ) -> None:
        numbers = numbers_of(shop)
        keys("rotate")
        worker = a_worker(environment, tmp_path / "worker.log", "keys.reseal")
        with psycopg.connect(fresh_database.superuser_url) as jam:
            # Whoever has sealed a batch again cannot write down that they did.
            jam.execute("LOCK TABLE audit_record IN EXCLUSIVE MODE")
            worker.start()
            until(lambda: waits_for_audit(fresh_database), lambda: f"the jam: {worker.said}")
            worker.signal(signal.SIGKILL)
            worker.wait_for_death()
            assert key_of_each(shop) == {"k1"}
            assert numbers_of(shop) == numbers
        second = a_worker(environment, tmp_path / "second.log", "keys.reseal").start()
        try:
            until(lambda: key_of_each(shop) == {"k2"}, lambda: f"k2: {second.said}")
        finally:
            second.stop()
        assert numbers_of(shop) == numbers

    def test_nobody_notices_while_keys_are_rotated_under_a_running_worker(
        self, shop: Shop, environment: dict[str, str], tmp_path: Path
    ) -> None:
        """Readers and writers in this process, the worker in its own; three keys in a row."""
        numbers = numbers_of(shop)
        worker = a_worker(environment, tmp_path / "worker.log", "keys.reseal").start()
        enough, reads = threading.Event(), [0, 0]
        added: list[str] = []

        def repeat(act: Callable[[], None]) -> None:
            try:
                while not enough.is_set():
                    act()
            finally:
                connections.close_all()

        def read(reader: int) -> None:
            assert numbers_of(shop)[:ACCOUNTS] == numbers
            reads[reader] += 1

        def write() -> None:
            number = f"6{len(added):011d}"
            shop.add_account(number)
            added.append(number)

        with ThreadPoolExecutor() as pool:
            acts = (lambda: read(0), lambda: read(1), write)
            running = [pool.submit(repeat, act) for act in acts]

            def has_failed() -> bool:
                return any(each.done() for each in running)

            try:
                for newest in ("k2", "k3", "k4"):
                    keys("rotate")
                    before = list(reads)
                    until(
                        lambda: has_failed() or (under(newest) and not others_than(newest)),  # noqa: B023 - called at once
                        lambda: f"{newest}: {worker.said[-2_000:]}",  # noqa: B023 - called at once
                    )
                    until(
                        lambda: has_failed() or (reads[0] > before[0] and reads[1] > before[1]),  # noqa: B023 - called at once
                        "each reader to read",
                    )
            finally:
                enough.set()
                worker.stop()
        for each in running:
            each.result()  # raises what it met
        assert sorted(numbers_of(shop)) == sorted([*numbers, *added])
        assert "cannot_open" not in worker.said


def waits_for_audit(database: TestDatabase) -> bool:
    with psycopg.connect(database.superuser_url) as superuser:
        return bool(
            superuser.execute(
                "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                " WHERE NOT l.granted AND l.relation = 'audit_record'::regclass"
                "   AND a.datname = current_database()"
            ).fetchone()
        )


def waits_for_a_turn(database: TestDatabase) -> bool:
    with psycopg.connect(database.superuser_url) as superuser:
        return bool(
            superuser.execute(
                "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                " WHERE NOT l.granted AND l.locktype = 'advisory'"
                "   AND a.datname = current_database()"
            ).fetchone()
        )


def others_than(key_id: str) -> int:
    with db.transaction():
        found = sealing.under_each_key()
    return sum(count for key, count in found.items() if key != key_id)


def test_a_key_is_in_the_backups_before_it_is_used(
    shop: Shop, instance: Instance, settings: Settings, tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    before = instance.key_ring.read_text()
    settings.BACKUP_TO = str(tmp_path / "vault")
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match=r"Nothing was changed.*BACKUP_RECIPIENTS"):
        call_command("keys", "rotate")
    assert instance.key_ring.read_text() == before

    settings.BACKUP_RECIPIENTS = [str(identity.to_public())]
    call_command("keys", "rotate")
    [area] = (tmp_path / "vault").iterdir()
    [kept] = (area / "instance").iterdir()
    vault.unseal(kept, tmp_path / "opened", [identity])
    with tarfile.open(tmp_path / "opened") as tar:
        ring = tar.extractfile("encryption-keys")
        assert ring is not None
        assert ring.read() == instance.key_ring.read_bytes() != before.encode()
