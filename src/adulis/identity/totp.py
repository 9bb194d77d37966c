"""Codes of authenticator apps (TOTP, RFC 6238) and the recovery codes that stand in for them."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp

from adulis.identity.keys import peppered

STEP_SECONDS = 30
# A phone's clock may be a little off: the code before and the one after are taken as well.
TOLERATED_STEPS = 1
RECOVERY_CODE_COUNT = 10
# Crockford's base 32: no I, L, O or U, so nobody has to tell 1 from I. Ten of them are 50 bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 10
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def make_secret() -> str:
    """160 random bits in base 32, as RFC 4226 recommends."""
    return pyotp.random_base32()


def uri_of(secret: str, *, email: str, issuer: str) -> str:
    """The ``otpauth://`` address an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The time step that ``code`` belongs to, if that is near ``at`` and later than ``after``."""
    app = pyotp.TOTP(secret)
    now = step_at(at)
    for step in range(now - TOLERATED_STEPS, now + TOLERATED_STEPS + 1):
        if hmac.compare_digest(app.generate_otp(step).encode(), code.encode()) and step > after:
            return step
    return None


def make_recovery_codes() -> list[str]:
    """Ten different codes, each ``XXXXX-XXXXX``."""
    codes: set[str] = set()
    while len(codes) < RECOVERY_CODE_COUNT:
        raw = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
        codes.add(f"{raw[:5]}-{raw[5:]}")
    return sorted(codes)


def recovery_hash(code: str) -> bytes:
    """As people type it: in any case, with or without the dash."""
    return peppered(f"recovery code {code.upper().translate(_LOOKS_LIKE)}")
