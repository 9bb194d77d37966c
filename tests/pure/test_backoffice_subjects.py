"""Every posting of the house names what it is about, in a form that is read in one place."""

from __future__ import annotations

from uuid import UUID

import pytest

from adulis.backoffice.subjects import subjects_of
from adulis.ledger.values import Posting
from adulis.ops.documents.ledger import example_of, postings_of
from adulis.ops.documents.rooms import modules

LINE, PAYOUT = UUID(int=77), UUID(int=78)
# Kinds that name nothing but their accounts. There is none, and a new one has to say why.
NAMELESS: set[str] = set()
# What each kind of entry is about, first of all.
ABOUT = {
    **dict.fromkeys(
        ("bank_transfer_credited", "credit_suspended", "credit_assigned", "credit_sent_back",
         "credit_recognised", "settlement_credited", "settlement_recognised"), "credit",
    ),
    **dict.fromkeys(("adjustment_credited", "adjustment_debited"), "adjustment"),
    "transfer_completed": "transfer",
    **dict.fromkeys(("deposit_captured", "payment_assigned", "deposit_cleared"), "deposit"),
    "payment_suspended": "gateway",
    **dict.fromkeys(
        ("refund_held", "refund_processed", "refund_released", "refund_recovered",
         "refund_written_off"), "refund",
    ),
    "payment_returned": "gateway-payment",
    **dict.fromkeys(
        ("chargeback_opened", "chargeback_won", "chargeback_written_off", "suspense_charged_back",
         "suspense_regained"), "chargeback",
    ),
    "gateway_charged": "settlement-line",
    **dict.fromkeys(
        ("debt_settled", "payout_held", "payout_released", "payout_completed", "payout_returned",
         "payout_paid_late", "late_payment_returned", "late_payout_written_off"), "payout",
    ),
    **dict.fromkeys(
        ("payout_settled", "return_settled", "bank_charged", "debit_accepted",
         "credit_sent_back_settled", "partial_return_credited", "difference_accepted"),
        "statement-line",
    ),
    "missing_return_accepted": "return",
    **dict.fromkeys(
        ("milestone_funded", "milestone_released", "milestone_fee_earned", "milestone_refunded",
         "milestone_split", "escrow_charged_back"), "milestone",
    ),
    **dict.fromkeys(
        ("escrow_disputed", "dispute_unlocked", "dispute_resolved", "disputed_charged_back"),
        "dispute",
    ),
    **dict.fromkeys(("bond_held", "bond_returned", "bond_forfeited"), "auction"),
}  # fmt: skip


def real_key(posting: Posting) -> str:
    """The key as a room makes it: what stands in for a line or a cause does not look like one."""
    return (
        posting.key.replace("/line", f"/{LINE.hex}")
        .replace("cause/", f"payout/{PAYOUT}/released/")
    )  # fmt: skip


def postings() -> list[Posting]:
    return [
        example_of(each)[0] for _, module in modules("postings") for _, each in postings_of(module)
    ]


@pytest.mark.parametrize("posting", postings(), ids=lambda each: each.kind)
def test_every_posting_names_what_it_is_about(posting: Posting) -> None:
    found = subjects_of(real_key(posting), posting.metadata)
    if posting.kind in NAMELESS:
        assert found == ()
        return
    assert found[0].partition("/")[0] == ABOUT[posting.kind]


def test_what_a_statement_settled_is_about_the_line_and_the_payout() -> None:
    key, metadata = f"statement/simbank/{LINE.hex}", {"payout_id": str(PAYOUT), "line": LINE.hex}
    assert subjects_of(key, metadata) == (f"statement-line/{LINE}", f"payout/{PAYOUT}")


def test_accounts_of_one_thing_name_it_and_merchants_come_last() -> None:
    addresses = (
        f"merchant/{UUID(int=1)}/available/INR", f"escrow/{UUID(int=2)}/INR",
        f"dispute/{UUID(int=3)}/INR", f"bond/{UUID(int=4)}/{UUID(int=1)}/INR", "platform/fees/INR",
    )  # fmt: skip
    assert subjects_of("a key of nobody", {}, addresses) == (
        f"milestone/{UUID(int=2)}", f"dispute/{UUID(int=3)}", f"auction/{UUID(int=4)}",
        f"merchant/{UUID(int=1)}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "metadata"),
    [
        ("payout/not-an-id/held", {}), ("payout/", {}), ("", {}), ("statement/simbank/17", {}),
        ("x", {"payout_id": "../../admin"}), ("x", {"payout_id": 7}), ("x", {"deal_id": str(LINE)}),
    ],
)  # fmt: skip
def test_what_only_looks_like_one_names_nothing(key: str, metadata: dict[str, object]) -> None:
    assert subjects_of(key, metadata) == ()
