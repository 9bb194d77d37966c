"""What can wait for a second pair of eyes, and what pins it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

import orjson

# Silence is not agreement: what nobody has decided by then is not done.
PATIENCE = timedelta(days=7)


class ApprovalKind(StrEnum):
    """What would be done."""

    PAYOUT = "payout"
    PAYOUT_BATCH = "payout_batch"
    TRANSFER = "transfer"
    RELEASE = "release"
    THRESHOLDS = "thresholds"
    FEE = "fee"
    LIMIT = "limit"
    ADJUSTMENT = "adjustment"
    UNFREEZE = "unfreeze"
    RESUME_BANK = "resume_bank"
    DEAL = "deal"
    RULING = "ruling"


# Another owner of the merchant decides these; two operators all others, whomever they are about.
MERCHANT_KINDS = frozenset(
    {
        ApprovalKind.PAYOUT,
        ApprovalKind.PAYOUT_BATCH,
        ApprovalKind.TRANSFER,
        ApprovalKind.RELEASE,
        ApprovalKind.THRESHOLDS,
    }
)


def digest_of(kind: ApprovalKind, subject: str, details: Mapping[str, Any]) -> str:
    """The fingerprint of exactly this: order and white space do not matter, anything else does."""
    told = orjson.dumps([kind, subject, dict(details)], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(told).hexdigest()
