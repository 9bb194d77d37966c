"""What the platform had promised the bank not to do. Tests assert that these stay at zero."""

from __future__ import annotations

from enum import StrEnum


class Violation(StrEnum):
    ENQUIRY_TOO_EARLY = "enquiry_too_early"
    ENQUIRY_TOO_OFTEN = "enquiry_too_often"
    RATE_LIMIT = "rate_limit"
    BAD_SIGNATURE = "bad_signature"
    CONFLICTING_REFERENCE = "conflicting_reference"
