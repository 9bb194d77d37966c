"""Letters: queued in the commit, sent over real SMTP at least once, or given up and seen to be."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings

from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.due import claim
from adulis.kernel.machines import IllegalMove
from adulis.mail import actions, queries, sealing, tasks
from adulis.mail.errors import LetterNotFound
from adulis.mail.models import Letter
from adulis.mail.policies import PAUSES
from adulis.mail.rendering import rendered
from adulis.mail.values import Outcome
from adulis.timers import actions as timers
from tests.mail_server import MailServer, post, running_mail_server
from tests.rows import changed_since, everything

TESTS = system("tests")
OPERATOR = Actor(ActorKind.OPERATOR, "op", "op")
ASHA = "asha@example.com"
LINK = "https://adulis.example/confirm-email?token=secret-token"
NOBODY = UUID("01930000-0000-7000-8000-00000000dead")


@pytest.fixture
def server(fresh_database: Any) -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


def queued(to: str = ASHA, *, at: datetime | None = None, unsubscribe: str = "") -> UUID:
    with db.transaction():
        return actions.queue_letter(
            to=to,
            template="identity/confirm_email",
            context={"link": LINK, "hours": 48},
            about="user/1",
            merchant_id=None,
            unsubscribe=unsubscribe,
            actor=TESTS,
            at=at or db.clock(),
        )


def pass_time(wait: timedelta) -> None:
    seconds = int(wait.total_seconds())
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=TESTS, at=db.clock())


def told(action: str) -> list[Any]:
    rows = db.fetch_all("SELECT subject FROM audit_record WHERE action = %s", [action])
    return [subject for (subject,) in rows]


def only() -> Letter:
    return Letter.objects.get()


class TestSent:
    def test_arrives_as_text_and_html(self, server: MailServer) -> None:
        letter_id = queued()
        assert post() == 1
        [letter] = server.letters
        assert letter.recipients == [ASHA]
        assert letter.subject == "Confirm your e-mail address"
        assert letter.message["From"] == "Adulis <no-reply@adulis.example>"
        assert letter.message["To"] == ASHA
        assert letter.message["Auto-Submitted"] == "auto-generated"
        assert letter.id == f"<{letter_id}@adulis.example>"
        assert LINK in letter.text
        assert f'href="{LINK}"' in letter.part("html")

    def test_tells_mail_programs_where_such_letters_are_switched_off(
        self, server: MailServer
    ) -> None:
        queued(unsubscribe="https://adulis.example/unsubscribe/x")
        queued()
        assert post() == 2
        told = {
            (each.message["List-Unsubscribe"], each.message["List-Unsubscribe-Post"])
            for each in server.letters
        }
        assert told == {
            ("<https://adulis.example/unsubscribe/x>", "List-Unsubscribe=One-Click"),
            (None, None),
        }

    def test_one_that_waits_from_before_there_were_such_addresses_is_sent(
        self, server: MailServer
    ) -> None:
        letter_id = queued()
        old = sealing.sealed_content(letter_id, "Subject", "Text", "<p>Text</p>")
        with db.transaction():
            db.execute("UPDATE mail_letter SET content_sealed = %s", [old])
        assert post() == 1
        assert server.letters[0].subject == "Subject"

    def test_is_erased_and_sent_once(self, server: MailServer) -> None:
        queued()
        assert (post(), post()) == (1, 0)
        letter = only()
        assert (letter.state, letter.content_sealed, letter.due_at) == ("sent", "", None)
        assert letter.sent_at is not None
        assert letter.attempt_count == 1
        assert len(server.letters) == 1

    def test_is_not_sent_when_what_it_tells_did_not_happen(self, server: MailServer) -> None:
        with pytest.raises(RuntimeError), db.transaction():
            actions.queue_letter(
                to=ASHA, template="identity/confirm_email", context={}, about="user/1",
                merchant_id=None, actor=TESTS, at=db.clock(),
            )  # fmt: skip
            raise RuntimeError
        assert (post(), server.letters) == (0, [])

    def test_is_sent_once_by_two_workers(self, server: MailServer) -> None:
        for _ in range(8):
            queued()

        def work(_: int) -> int:
            try:
                return post()
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            assert sum(threads.map(work, range(4))) == 8
        assert len({letter.id for letter in server.letters}) == len(server.letters) == 8

    def test_lies_sealed_while_it_waits(self, server: MailServer) -> None:
        queued()
        row = db.fetch_row("SELECT row::text FROM mail_letter AS row")
        assert row is not None
        for word in (ASHA, "secret-token", "Confirm"):
            assert word not in row[0]

    def test_leaves_an_audit_record(self, server: MailServer) -> None:
        letter_id = queued()
        assert told("letter.queue") == [f"letter/{letter_id}"]

    def test_written_at_a_past_time_is_sent_now(self, server: MailServer) -> None:
        queued(at=db.clock() - timedelta(days=3))
        queued(at=db.clock() + timedelta(days=3))
        assert post() == 2


class TestRefused:
    def test_for_now_is_tried_again_under_the_same_id(self, server: MailServer) -> None:
        letter_id = queued()
        server.mood = "refuses_for_now"
        before = db.clock()
        assert (post(), post()) == (1, 0)
        letter = only()
        assert (letter.state, letter.attempt_count, letter.claim_count) == ("queued", 1, 0)
        assert letter.last_error == "451 4.7.1 come back later"
        assert letter.due_at is not None
        assert letter.due_at - before >= PAUSES[0]
        server.mood = "takes"
        pass_time(PAUSES[0])
        assert post() == 1
        assert [each.id for each in server.letters] == [f"<{letter_id}@adulis.example>"]
        assert (only().state, only().last_error) == ("sent", "")

    def test_for_good_is_given_up_and_the_address_stays_secret(self, server: MailServer) -> None:
        letter_id = queued()
        server.mood = "refuses"
        assert (post(), post()) == (1, 0)
        letter = only()
        assert (letter.state, letter.due_at) == ("failed", None)
        assert letter.last_error == "550 5.1.1 <the recipient> no such mailbox"
        assert letter.content_sealed
        assert told("letter.give_up") == [f"letter/{letter_id}"]
        assert db.fetch_all("SELECT type, subject, payload->>'about' FROM events_event") == [
            ("letter.failed", f"letter/{letter_id}", "user/1")
        ]
        bag = queries.postbag_for_operator()
        assert (bag.waiting, bag.oldest_at, bag.failed) == (0, None, 1)

    def test_because_of_us_is_tried_again(self, server: MailServer) -> None:
        """A password that the server does not take is the operator's to mend."""
        queued()
        server.mood = "refuses_us"
        post()
        assert (only().state, only().last_error) == ("queued", "530 5.7.0 Authentication required")

    def test_again_and_again_is_given_up_after_a_day(self, server: MailServer) -> None:
        queued()
        server.mood = "refuses_for_now"
        for pause in PAUSES:
            assert post() == 1
            pass_time(pause)
        assert post() == 1
        assert (only().state, only().attempt_count) == ("failed", len(PAUSES) + 1)
        assert sum(PAUSES, timedelta()) > timedelta(hours=23)

    def test_of_several_only_one_waits(self, server: MailServer) -> None:
        with override_settings(EMAIL_PORT=server.port):
            server.mood = "refuses"
            queued()
            post()
            server.mood = "takes"
            queued("binu@example.com")
            assert post() == 1
        assert [each.recipients for each in server.letters] == [["binu@example.com"]]


class TestServer:
    def test_that_is_away_is_called_again(self, server: MailServer) -> None:
        queued()
        with override_settings(EMAIL_PORT=1):
            assert post() == 1
        assert only().state == "queued"
        assert only().last_error.startswith("ConnectionRefusedError")
        pass_time(PAUSES[0])
        assert post() == 1
        assert len(server.letters) == 1

    @pytest.mark.parametrize("mood", ["hangs", "drips"])
    def test_that_says_nothing_is_hung_up_on(self, server: MailServer, mood: str) -> None:
        """It may have taken the letter: a second copy bears the same Message-ID."""
        letter_id = queued()
        server.mood = mood
        assert post() == 1
        assert (only().state, only().attempt_count) == ("queued", 1)
        server.mood = "takes"
        pass_time(PAUSES[0])
        assert post() == 1
        assert only().state == "sent"
        assert {each.id for each in server.letters} == {f"<{letter_id}@adulis.example>"}


class TestClaims:
    def test_a_letter_that_kills_its_workers_is_given_up(self, server: MailServer) -> None:
        queued()
        for _ in range(5):
            assert claim("mail_letter", limit=1, lease_seconds=1)
            pass_time(timedelta(seconds=2))
        assert post() == 1
        assert (only().state, server.letters) == ("failed", [])

    def test_whoever_comes_back_too_late_writes_nothing(self, server: MailServer) -> None:
        queued()
        [late] = claim("mail_letter", limit=1, lease_seconds=1)
        pass_time(timedelta(seconds=2))
        server.mood = "refuses_for_now"
        assert post() == 1
        assert only().state == "queued"
        before = everything()
        with db.transaction():
            noted = actions.note_outcome(
                letter_id=late.id, fence=late.fence, outcome=Outcome(),
                actor=tasks.WORKER, at=db.clock(),
            )  # fmt: skip
        assert not noted
        assert changed_since(before) == {}


class TestRetry:
    def retry(self, letter_id: UUID) -> None:
        with db.transaction():
            actions.retry_letter(
                letter_id=letter_id, reason="mailbox is back", actor=OPERATOR, at=db.clock()
            )

    def test_sends_what_was_given_up(self, server: MailServer) -> None:
        letter_id = queued()
        server.mood = "refuses"
        post()
        server.mood = "takes"
        self.retry(letter_id)
        assert post() == 1
        assert (only().state, only().failed_at) == ("sent", None)
        assert LINK in server.letters[0].text
        assert told("letter.retry") == [f"letter/{letter_id}"]

    def test_refuses_what_is_not_given_up(self, server: MailServer) -> None:
        letter_id = queued()
        before = everything()
        with pytest.raises(IllegalMove):
            self.retry(letter_id)
        with pytest.raises(LetterNotFound):
            self.retry(NOBODY)
        assert changed_since(before) == {}


def test_a_folder_gets_files_that_mail_programs_open(fresh_database: Any, tmp_path: Path) -> None:
    letter_id = queued()
    folder = tmp_path / "letters"
    with override_settings(
        EMAIL_BACKEND="adulis.mail.backends.FolderBackend", EMAIL_FOLDER=str(folder)
    ):
        assert post() == 1
    [file] = folder.iterdir()
    assert file.name == f"{letter_id}.eml"
    assert b"Subject: Confirm your e-mail address" in file.read_bytes()


def test_a_mailbox_in_the_folder_is_full_as_long_as_it_is_said(
    fresh_database: Any, tmp_path: Path
) -> None:
    letter_id = queued()
    full = tmp_path / f"{ASHA}.full"
    full.touch()
    with override_settings(
        EMAIL_BACKEND="adulis.mail.backends.FolderBackend", EMAIL_FOLDER=str(tmp_path)
    ):
        assert post() == 1
        assert (only().state, only().last_error) == ("failed", "552 mailbox full")
        assert list(tmp_path.iterdir()) == [full]
        full.unlink()
        TestRetry().retry(letter_id)
        assert post() == 1
    assert [each.name for each in tmp_path.iterdir()] == [f"{letter_id}.eml"]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE mail_letter SET state = 'lost'", "queued never becomes lost"),
        ("UPDATE mail_letter SET due_at = NULL", "mail_letter_due_while_queued"),
        ("UPDATE mail_letter SET content_sealed = ''", "mail_letter_erased_when_sent"),
        ("UPDATE mail_letter SET about = 'user/2'", "what was asked for never changes"),
        ("DELETE FROM mail_letter", "rows are never removed"),
    ],
)
def test_the_database_knows_the_rules_too(
    server: MailServer, statement: str, constraint: str
) -> None:
    queued()
    with pytest.raises(DatabaseError) as refused, db.transaction():
        db.execute(statement)
    assert constraint in str(refused.value)


class TestRendering:
    def test_a_name_cannot_add_a_line_to_the_subject_or_markup_to_the_page(self) -> None:
        context = {
            "inviter": "Eve\nBcc: all@example.com", "merchant": "<b>Shop</b> & Co", "role": "owner",
            "link": LINK, "days": 7,
        }  # fmt: skip
        subject, text, html = rendered("identity/invitation", context)
        assert subject == "Eve Bcc: all@example.com invites you to <b>Shop</b> & Co"
        assert "<b>Shop</b> & Co" in text
        assert "&lt;b&gt;Shop&lt;/b&gt; &amp; Co" in html
        assert "<b>Shop" not in html
