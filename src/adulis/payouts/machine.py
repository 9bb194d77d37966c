"""The lifecycles of a payout, of an attempt and of a batch. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class PayoutState(StrEnum):
    """``completed`` stays terminal after a return: what the bank takes back is a Return."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AttemptState(StrEnum):
    """``in_doubt`` is a state of its own: unknown is not failed."""

    CREATED = "created"
    SENDING = "sending"
    ACCEPTED = "accepted"
    IN_DOUBT = "in_doubt"
    NOT_RECEIVED = "not_received"
    CONFIRMED_SUCCESS = "confirmed_success"
    CONFIRMED_FAILURE = "confirmed_failure"


class BatchState(StrEnum):
    """What was decided about a batch; what became of each row, the row says."""

    VALIDATED = "validated"
    APPROVED = "approved"
    FINISHED = "finished"
    CANCELLED = "cancelled"


_P = PayoutState
_A = AttemptState
_B = BatchState
_EVERYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)
_WORD = (Role.BANK, Role.OPERATOR)

# fmt: off
# ruff: noqa: E501
PAYOUT = Machine("payout", PayoutState, initial=_P.PENDING, moves=(
    #    verb        from           to             who            what it posts
    move("start",    _P.PENDING,    _P.PROCESSING, Role.SYSTEM,   fact="payout.processing"),
    move("cancel",   _P.PENDING,    _P.CANCELLED,  *_EVERYBODY,   posts="payout_released", fact="payout.cancelled"),
    move("complete", _P.PROCESSING, _P.COMPLETED,  *_WORD,        posts="payout_completed", fact="payout.completed"),
    move("fail",     _P.PROCESSING, _P.FAILED,     *_WORD,        posts="payout_released", fact="payout.failed"),
))

ATTEMPT = Machine("attempt", AttemptState, initial=_A.CREATED, moves=(
    #    verb       from             to                    who
    move("send",    _A.CREATED,      _A.SENDING,           Role.SYSTEM),
    move("accept",  _A.SENDING,      _A.ACCEPTED,          Role.BANK),
    move("accept",  _A.IN_DOUBT,     _A.ACCEPTED,          Role.BANK),
    # It reached the bank after all: a slow first copy, or the enquiry was wrong.
    move("accept",  _A.NOT_RECEIVED, _A.ACCEPTED,          Role.BANK),
    move("doubt",   _A.SENDING,      _A.IN_DOUBT,          Role.BANK, Role.SYSTEM),
    # What we took for lost is with the bank, if not as we ordered it.
    move("doubt",   _A.NOT_RECEIVED, _A.IN_DOUBT,          Role.BANK),
    move("lose",    _A.SENDING,      _A.NOT_RECEIVED,      Role.BANK),
    move("lose",    _A.IN_DOUBT,     _A.NOT_RECEIVED,      *_WORD),
    # An order never given need not be given any more.
    move("withdraw", _A.CREATED,      _A.CONFIRMED_FAILURE, Role.SYSTEM),
    move("withdraw", _A.NOT_RECEIVED, _A.CONFIRMED_FAILURE, Role.SYSTEM),
    # The same reference again: a bank that has it after all pays it once.
    move("resend",  _A.NOT_RECEIVED, _A.SENDING,           Role.SYSTEM),
    move("succeed", _A.SENDING,      _A.CONFIRMED_SUCCESS, *_WORD),
    move("succeed", _A.ACCEPTED,     _A.CONFIRMED_SUCCESS, *_WORD),
    move("succeed", _A.IN_DOUBT,     _A.CONFIRMED_SUCCESS, *_WORD),
    move("succeed", _A.NOT_RECEIVED, _A.CONFIRMED_SUCCESS, *_WORD),
    move("refuse",  _A.SENDING,      _A.CONFIRMED_FAILURE, *_WORD),
    move("refuse",  _A.ACCEPTED,     _A.CONFIRMED_FAILURE, *_WORD),
    move("refuse",  _A.IN_DOUBT,     _A.CONFIRMED_FAILURE, *_WORD),
    move("refuse",  _A.NOT_RECEIVED, _A.CONFIRMED_FAILURE, *_WORD),
))

BATCH = Machine("batch", BatchState, initial=_B.VALIDATED, moves=(
    #    verb       from          to            who
    move("approve", _B.VALIDATED, _B.APPROVED,  Role.MERCHANT, fact="payout_batch.approved"),
    # The system: what nobody approved in time.
    move("cancel",  _B.VALIDATED, _B.CANCELLED, Role.MERCHANT, Role.SYSTEM, fact="payout_batch.cancelled"),
    # Each valid row is a payout now, or was refused by itself.
    move("finish",  _B.APPROVED,  _B.FINISHED,  Role.SYSTEM,   fact="payout_batch.finished"),
))
# fmt: on

LIVE_ATTEMPTS = frozenset(AttemptState) - ATTEMPT.terminal
# What the bank may have, and can be asked about.
ASKABLE = frozenset({AttemptState.SENDING, AttemptState.ACCEPTED, AttemptState.IN_DOUBT})
