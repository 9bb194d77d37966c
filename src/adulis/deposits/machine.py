"""The lifecycles of a deposit, of a payment, of a refund and of a chargeback. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class DepositState(StrEnum):
    """``captured`` is pending; ``cleared``: what of it had not gone back is available.

    Nobody is paid twice by one deposit. A payment that comes after ``failed``, ``expired`` or
    ``cancelled`` is honoured all the same.
    """

    CREATED = "created"
    PROCESSING = "processing"
    CAPTURED = "captured"
    CLEARED = "cleared"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class PaymentState(StrEnum):
    """What became of money a gateway collected. Every row ends its first transaction booked."""

    RECEIVED = "received"
    CREDITED = "credited"
    SUSPENDED = "suspended"
    ASSIGNED = "assigned"
    RETURNING = "returning"
    RETURNED = "returned"


class RefundState(StrEnum):
    """``requested`` may or may not be known to the gateway; ``pending`` is.

    ``processed``: its payer has it. ``failed``: it is where it was before, unless the gateway says
    later on that its payer has it all the same, and two operators say who bears that.
    """

    REQUESTED = "requested"
    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"


class ChargebackState(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class SettlementLineState(StrEnum):
    """What a line of a settlement report is, compared with what we booked."""

    IMPORTED = "imported"
    MATCHED = "matched"
    QUESTIONED = "questioned"
    NOTED = "noted"


_D = DepositState
_P = PaymentState
_R = RefundState
_C = ChargebackState
_S = SettlementLineState
_WORD = (Role.BANK, Role.OPERATOR)

# fmt: off
# ruff: noqa: E501
DEPOSIT = Machine("deposit", DepositState, initial=_D.CREATED, moves=(
    #    verb        from           to             who               what it posts
    move("process",  _D.CREATED,    _D.PROCESSING, Role.BANK,        fact="deposit.processing"),
    # The payer's attempt came to nothing, and the page is open for another one.
    move("reopen",   _D.PROCESSING, _D.CREATED,    Role.BANK),
    move("capture",  _D.CREATED,    _D.CAPTURED,   *_WORD,           posts="deposit_captured", fact="deposit.captured"),
    move("capture",  _D.PROCESSING, _D.CAPTURED,   *_WORD,           posts="deposit_captured", fact="deposit.captured"),
    # Money that came late came nevertheless.
    move("capture",  _D.FAILED,     _D.CAPTURED,   *_WORD,           posts="deposit_captured", fact="deposit.captured"),
    move("capture",  _D.EXPIRED,    _D.CAPTURED,   *_WORD,           posts="deposit_captured", fact="deposit.captured"),
    move("capture",  _D.CANCELLED,  _D.CAPTURED,   *_WORD,           posts="deposit_captured", fact="deposit.captured"),
    move("clear",    _D.CAPTURED,   _D.CLEARED,    Role.SYSTEM,      posts="deposit_cleared", fact="deposit.cleared"),
    # All of it went back before its time to clear had come.
    move("empty",    _D.CAPTURED,   _D.CLEARED,    Role.SYSTEM,      fact="deposit.emptied"),
    move("cancel",   _D.CREATED,    _D.CANCELLED,  Role.MERCHANT, Role.OPERATOR, Role.BANK, fact="deposit.cancelled"),
    move("cancel",   _D.PROCESSING, _D.CANCELLED,  Role.BANK,        fact="deposit.cancelled"),
    move("fail",     _D.CREATED,    _D.FAILED,     Role.BANK,        fact="deposit.failed"),
    move("fail",     _D.PROCESSING, _D.FAILED,     Role.BANK,        fact="deposit.failed"),
    move("expire",   _D.CREATED,    _D.EXPIRED,    *_WORD,           fact="deposit.expired"),
    move("expire",   _D.PROCESSING, _D.EXPIRED,    *_WORD,           fact="deposit.expired"),
))

PAYMENT = Machine("payment", PaymentState, initial=_P.RECEIVED, moves=(
    #    verb        from           to             who               what it posts
    move("credit",   _P.RECEIVED,   _P.CREDITED,   *_WORD,           posts="deposit_captured"),
    move("suspend",  _P.RECEIVED,   _P.SUSPENDED,  Role.BANK,        posts="payment_suspended", fact="payment.suspended"),
    move("assign",   _P.SUSPENDED,  _P.ASSIGNED,   Role.OPERATOR,    posts="payment_assigned", fact="payment.assigned"),
    move("return",   _P.SUSPENDED,  _P.RETURNING,  Role.OPERATOR),
    # Its refund failed for good: the money is still with us, and nobody's.
    move("keep",     _P.RETURNING,  _P.SUSPENDED,  *_WORD),
    move("complete", _P.RETURNING,  _P.RETURNED,   *_WORD,           posts="payment_returned"),
    # The gateway gave it back after it had said that it could not.
    move("recover",  _P.SUSPENDED,  _P.RETURNED,   Role.OPERATOR,    posts="payment_returned"),
))

REFUND = Machine("refund", RefundState, initial=_R.REQUESTED, moves=(
    #    verb        from           to             who               what it posts
    move("accept",   _R.REQUESTED,  _R.PENDING,    Role.BANK),
    move("process",  _R.REQUESTED,  _R.PROCESSED,  *_WORD,           posts="refund_processed", fact="refund.processed"),
    move("process",  _R.PENDING,    _R.PROCESSED,  *_WORD,           posts="refund_processed", fact="refund.processed"),
    move("fail",     _R.REQUESTED,  _R.FAILED,     *_WORD,           posts="refund_released", fact="refund.failed"),
    move("fail",     _R.PENDING,    _R.FAILED,     *_WORD,           posts="refund_released", fact="refund.failed"),
    # It was given back after all, when whoever it was taken from had it again: who bears it?
    move("recover",  _R.FAILED,     _R.PROCESSED,  Role.OPERATOR,    posts="refund_recovered", fact="refund.recovered"),
    move("write_off", _R.FAILED,    _R.PROCESSED,  Role.OPERATOR,    posts="refund_written_off", fact="refund.written_off"),
))

CHARGEBACK = Machine("chargeback", ChargebackState, initial=_C.OPEN, moves=(
    #    verb    from      to       who           what it posts
    move("win",  _C.OPEN,  _C.WON,  Role.BANK,    posts="chargeback_won", fact="chargeback.won"),
    move("lose", _C.OPEN,  _C.LOST, Role.BANK,    fact="chargeback.lost"),
))

SETTLEMENT_LINE = Machine("settlement_line", SettlementLineState, initial=_S.IMPORTED, moves=(
    #    verb        from           to             who
    move("match",    _S.IMPORTED,   _S.MATCHED,    Role.SYSTEM),
    move("question", _S.IMPORTED,   _S.QUESTIONED, Role.SYSTEM),
    # What kept it from being matched may be over: it is read as if it were told anew.
    move("retry",    _S.QUESTIONED, _S.IMPORTED,   Role.OPERATOR),
    move("note",     _S.QUESTIONED, _S.NOTED,      Role.OPERATOR),
))
# fmt: on

# Nothing was paid, as far as is known; a payment may still come.
UNPAID = frozenset({_D.FAILED, _D.EXPIRED, _D.CANCELLED})
WAITING = frozenset({_D.CREATED, _D.PROCESSING})
