"""The bugs that others have shipped, to be planted in a copy of the source: storms must find each.

A storm that has never failed proves nothing. The shipped code has no switch for any of these; each
is a small change of its text, and of the guards in the database that would have stopped the bug
before it did harm. Where it takes several, that is how deep the defence is.

(``reliability.md`` §2.4; the last one is ours.)
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.processes import REPOSITORY, Source

NOT_COPIED = shutil.ignore_patterns("simulators", "node_modules")


@dataclass(frozen=True, slots=True)
class Edit:
    """``was`` becomes ``becomes`` in ``file`` (below src/adulis), wherever it stands."""

    file: str
    was: str
    becomes: str
    times: int = 1

    def apply(self, source: Path) -> None:
        path = source / "src" / "adulis" / self.file
        text = path.read_text()
        assert text.count(self.was) == self.times, (
            f"{self.file} has changed: this text is there {text.count(self.was)} times, and not "
            f"{self.times}; plant the bug anew:\n{self.was}"
        )
        path.write_text(text.replace(self.was, self.becomes))


@dataclass(frozen=True, slots=True)
class Bug:
    """``failpoint`` × ``behaviours`` are cells that see it; ``seen`` is part of what they see."""

    name: str
    edits: Sequence[Edit]
    failpoint: str
    behaviours: Sequence[str]
    seen: str
    sql: Sequence[str] = ()
    workers: int = 1

    def planted_in(self, folder: Path) -> Source:
        """A copy of the source with the bug in it."""
        shutil.copytree(REPOSITORY / "src", folder / "src", ignore=NOT_COPIED)
        shutil.copy2(REPOSITORY / "manage.py", folder / "manage.py")
        for edit in self.edits:
            edit.apply(folder)
        return Source(folder)


_EVIDENCE = "payouts/evidence.py"
_WEIGHING = "payouts/actions/weighing.py"
_STARTING = "payouts/actions/starting.py"
# Made of the wish, a reference is the same for whoever sends it twice, and the bank pays it once.
_DRAWN = Edit(
    "payouts/actions/beginning.py",
    "reference=bank_reference(payout.intent_id or payout.id, number)",
    'reference=f"AD{new_id().hex.upper()}"',
)
_TASKS = "payouts/tasks.py"

_DOUBTED = """\
        return Ruling(outcome="in_doubt", attempt_verb="doubt", enquire_at=waits_on)
"""
_NOT_FOUND = """\
def _not_found(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
"""
_WRITTEN = """\
    outcomes = [bench.hear(word) for word in words]
    bench.write()
"""
_FAILED = """\
            self._refill(payout, postings.payout_released(*parts, at=self.now, actor=self.actor))
"""
_SENT = """\
        failpoints.hit("claim.before_commit")
    _send(sending)
"""

BUGS = (
    Bug(
        "a new reference for every attempt",
        [
            Edit(
                _EVIDENCE,
                _DOUBTED,
                """\
        if standing.retry_count == 0:
            return Ruling(
                outcome="again", attempt_verb="refuse", try_again_at=now, counts_retry=True
            )
"""
                + _DOUBTED,
            )
        ],
        "none",
        # Whoever hears by callback that it was paid, before its silence is noted, has no doubt.
        ("timeout_after+lost_hooks",),
        "paid 2 times",
    ),
    Bug(
        "silence is taken for a no",
        [
            Edit(
                _EVIDENCE,
                _DOUBTED,
                """\
        return Ruling(outcome="refused", attempt_verb="refuse", payout_verb="fail")
""",
            )
        ],
        "none",
        ("timeout_after+lost_hooks",),
        "failed, and the beneficiary has it",
    ),
    Bug(
        "a claim without a lock",
        [
            _DRAWN,
            Edit(
                "kernel/due.py",
                "SELECT id, due_at, claim_count FROM {table}",
                "SELECT id, due_at, claim_count, pg_sleep(0.5) FROM {table}",
            ),
            Edit("kernel/due.py", "FOR NO KEY UPDATE SKIP LOCKED", ""),
            Edit(
                "payouts/actions/locking.py",
                'Payout.objects.select_for_update(no_key=True, of=("self",))',
                "Payout.objects",
            ),
            Edit(
                _STARTING,
                "    locked = locked_payouts(fences)\n",
                "    locked = locked_payouts(fences)\n    db.fetch_value('SELECT pg_sleep(1)')\n",
            ),
            Edit(_STARTING, "if payout.claim_count == fences[payout.id] and ", "if "),
        ],
        "none",
        ("ok", "timeout_after"),
        "paid 2 times",
        sql=(
            "DROP TRIGGER payouts_payout_guard_moves ON payouts_payout",
            "DROP INDEX payouts_attempt_one_live",
            "ALTER TABLE payouts_attempt DROP CONSTRAINT payouts_attempt_number_unique",
        ),
        workers=2,
    ),
    Bug(
        "a callback is acted upon as often as it comes",
        [
            Edit(
                _EVIDENCE,
                "if standing.attempt_state is AttemptState.CONFIRMED_SUCCESS or "
                "standing.is_paid_late:",
                "if standing.is_paid_late:",
            ),
        ],
        "hook.after_commit_before_200",
        ("ok", "dup_hooks"),
        "was charged 100000",
        sql=(
            "ALTER TABLE gateways_callback DROP CONSTRAINT gateways_callback_event_unique",
            "ALTER TABLE gateways_callback DROP CONSTRAINT gateways_callback_effect_unique",
        ),
    ),
    Bug(
        "what is over may begin again",
        [
            Edit(
                "payouts/machine.py",
                '    move("fail",     _P.PROCESSING,',
                '    move("complete", _P.FAILED, _P.COMPLETED, *_WORD, posts="payout_completed",'
                ' fact="payout.completed"),\n    move("fail",     _P.PROCESSING,',
            ),
            Edit(
                "payouts/machine.py",
                '    move("succeed", _A.SENDING, ',
                '    move("succeed", _A.CONFIRMED_FAILURE, _A.CONFIRMED_SUCCESS, *_WORD),\n'
                '    move("succeed", _A.SENDING, ',
            ),
            Edit(
                _EVIDENCE,
                "return standing.attempt_state in LIVE_ATTEMPTS - {AttemptState.CREATED}",
                "return standing.attempt_state is not AttemptState.CONFIRMED_SUCCESS",
            ),
        ],
        "none",
        ("late_success",),
        "ended as",
        sql=(
            "DROP TRIGGER payouts_payout_guard_moves ON payouts_payout",
            "DROP TRIGGER payouts_attempt_guard_moves ON payouts_attempt",
        ),
    ),
    Bug(
        "not found is taken for a no",
        [
            Edit(
                _EVIDENCE,
                _NOT_FOUND,
                _NOT_FOUND
                + """\
    if standing.attempt_state is AttemptState.IN_DOUBT:
        return Ruling(outcome="refused", attempt_verb="refuse", payout_verb="fail")
""",
            )
        ],
        "send.after_bank_before_reply",
        ("slow_visible+lost_hooks", "nodedup_slow_visible+lost_hooks"),
        "failed, and the beneficiary has it",
    ),
    Bug(
        "state and ledger in two transactions",
        [
            Edit(
                _WEIGHING,
                _WRITTEN,
                """\
    outcomes = [bench.hear(word) for word in words]
    later, bench.postings = bench.postings, []
    bench.write()
    from django.db import connection

    connection.connection.commit()
    ledger.post_all(postings=later)
""",
            )
        ],
        "record.before_commit",
        ("reject", "instant", "ok"),
        "terminal_payouts_have_their_postings",
    ),
    Bug(
        "the refund is not in the same transaction",
        [
            Edit(
                _WEIGHING,
                _FAILED,
                """\
            from django.db import transaction

            from adulis.kernel import failpoints

            refund = postings.payout_released(*parts, at=self.now, actor=self.actor)

            def refunded() -> None:
                failpoints.hit("record.after_commit")
                with db.transaction():
                    ledger.post(posting=refund)

            transaction.on_commit(refunded)
""",
            )
        ],
        "record.after_commit",
        ("reject", "ok"),
        "terminal_payouts_have_their_postings",
    ),
    Bug(
        "the bank is called inside an open transaction",
        [
            Edit(_TASKS, _SENT, _SENT.replace("\n    _send", "\n        _send"), times=2),
            *(
                Edit(_TASKS, f"with {opening}():\n{then}", f"with db.savepoint():\n{then}")
                for opening, then in (
                    ("db.impatient_transaction", "            act(items)"),
                    ("db.transaction", "        gateways.record_submissions("),
                )
            ),
            Edit("gateways/bank.py", "        db.forbid_transaction()\n", ""),
            _DRAWN,
        ],
        "send.after_bank_before_reply",
        ("ok", "nodedup_slow_visible"),
        "which we have never heard of",
    ),
    Bug(
        "sent again at once when it was not found",
        [
            Edit(
                _EVIDENCE,
                _NOT_FOUND,
                _NOT_FOUND
                + """\
    if standing.attempt_state is AttemptState.IN_DOUBT:
        return Ruling(outcome="not_received", attempt_verb="lose", try_again_at=now)
""",
            )
        ],
        "none",
        ("nodedup_slow_visible+lost_hooks",),
        "paid 2 times",
    ),
    Bug(
        "a key that is not remembered",
        [
            Edit(
                "api/idempotency.py",
                "_Claim(new_id(), viewer.merchant_id, key, ",
                "_Claim(new_id(), viewer.merchant_id, new_id(), ",
            )
        ],
        "create.after_commit",
        ("ok", "reject"),
        "2 payouts for one intent",
    ),
)

# What the storm of money in and out must see (``test_money_in_and_out.py``).
BUGS_OF_DEPOSITS = (
    Bug(
        "a credited payment is forgotten",
        [
            Edit(
                "deposits/actions/weighing.py",
                "booked={name: row.amount for name, row in booked.items()},",
                "booked={n: row.amount for n, row in booked.items() if row.state not in credited},",
            ),
        ],
        "none",
        (),
        "was captured once and is here",
        sql=("ALTER TABLE deposits_payment DROP CONSTRAINT deposits_payment_unique",),
    ),
    Bug(
        "silence about a refund is taken for a no",
        [
            Edit(
                "deposits/tasks_back.py",
                "actions.note_refund_silence(refund_id=each.id, actor=WORKER, at=at)",
                'actions.refuse_refund(refund_id=each.id, code="silence", actor=actor, at=at)',
            )
        ],
        "none",
        ("timeout_after",),
        "failed with us, and was given back",
    ),
)
