"""What the platform had promised the gateway not to do. Tests assert that these stay at zero."""

from __future__ import annotations

from enum import StrEnum


class Violation(StrEnum):
    RATE_LIMIT = "rate_limit"
    UNAUTHORIZED = "unauthorized"
    IDEMPOTENCY_MISMATCH = "idempotency_mismatch"
