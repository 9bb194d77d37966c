"""What may be said to the bank, and how it is read. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from simulators.bank.rails import Mode

MAX_BODY_BYTES = 64 * 1024
# Ten crore crore paise: beyond any payment, within a signed 64-bit column with room to add.
_MAX_PAISE = 10**15

_REFERENCE = re.compile(r"[A-Za-z0-9._:/-]{1,64}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{5,34}")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_VPA = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z0-9.]{2,64}")


class Malformed(ValueError):
    """What was said does not have the shape of anything this bank understands."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """Pay ``amount_paise`` to an account (``account_number`` at ``ifsc``) or to a ``vpa``."""

    client_reference: str
    mode: Mode
    amount_paise: int
    name: str
    account_number: str | None
    ifsc: str | None
    vpa: str | None
    narration: str

    @property
    def beneficiary(self) -> str:
        """The account in the bank's books that will be credited."""
        return f"beneficiary/{self.vpa or f'{self.account_number}@{self.ifsc}'}"

    @property
    def fingerprint(self) -> str:
        """The same for the same instruction, however its JSON was written."""
        return hashlib.sha256(orjson.dumps(asdict(self))).hexdigest()

    @property
    def ifsc_is_well_formed(self) -> bool:
        return self.ifsc is None or is_ifsc(self.ifsc)

    @property
    def vpa_is_well_formed(self) -> bool:
        return self.vpa is None or is_vpa(self.vpa)


def is_ifsc(said: str) -> bool:
    return _IFSC.fullmatch(said) is not None


def is_vpa(said: str) -> bool:
    return _VPA.fullmatch(said) is not None


def json_object(body: bytes) -> dict[str, Any]:
    """``body`` as a JSON object; an empty body is an empty one. Raises Malformed."""
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise Malformed(f"not JSON: {wrong}") from wrong
    if not isinstance(value, dict):
        raise Malformed("a JSON object is expected")
    return value


def instruction(body: bytes) -> Instruction:
    """Read ``POST /v1/payments``. Raises Malformed, which means that nothing was accepted."""
    said = json_object(body)
    to = said.get("beneficiary")
    if not isinstance(to, dict):
        raise Malformed("beneficiary is an object")
    mode = text(said, "mode")
    if mode not in set(Mode):
        raise Malformed(f"mode is one of {', '.join(Mode)}")
    account_number, ifsc, vpa = whereto(to)
    return Instruction(
        client_reference=reference(said),
        mode=Mode(mode),
        amount_paise=paise(said, "amount_paise"),
        name=text(to, "name", longest=140),
        account_number=account_number,
        ifsc=ifsc,
        vpa=vpa,
        narration=text(said, "narration", default=""),
    )


def whereto(said: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Account number and IFSC, or VPA: one of the two. Raises Malformed."""
    if "vpa" in said:
        if "account_number" in said or "ifsc" in said:
            raise Malformed("give a vpa, or account_number and ifsc, not both")
        return None, None, text(said, "vpa", longest=321)
    number = text(said, "account_number", longest=34)
    if not _ACCOUNT.fullmatch(number):
        raise Malformed("account_number is 5 to 34 letters and digits")
    return number, text(said, "ifsc", longest=11), None


def reference(said: dict[str, Any], key: str = "client_reference") -> str:
    value = text(said, key, longest=64)
    if not _REFERENCE.fullmatch(value):
        raise Malformed(f"{key} is 1 to 64 letters, digits and . _ : / -")
    return value


def text(said: dict[str, Any], key: str, *, default: str | None = None, longest: int = 255) -> str:
    value = said.get(key, default)
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise Malformed(f"{key} is a line of at most {longest} printable characters")
    if not value and default is None:
        raise Malformed(f"{key} is missing")
    return value


def paise(said: dict[str, Any], key: str) -> int:
    value = said.get(key)
    # bool is an int in Python, and `true` paise is a mistake somewhere.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MAX_PAISE:
        raise Malformed(f"{key} is a whole number of paise above 0")
    return value


def seconds(said: dict[str, Any], key: str, *, default: float | None = None) -> float:
    value = said.get(key, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise Malformed(f"{key} is a number of seconds, 0 or more")
    return float(value)


def flag(said: dict[str, Any], key: str, *, default: bool = False) -> bool:
    value = said.get(key, default)
    if not isinstance(value, bool):
        raise Malformed(f"{key} is true or false")
    return value


def secret(said: dict[str, Any]) -> str:
    """A callback secret as Standard Webhooks writes it: whsec_ and base64."""
    value = text(said, "secret")
    try:
        if value.startswith("whsec_") and base64.b64decode(value[6:], validate=True):
            return value
    except binascii.Error:
        pass
    raise Malformed("secret is whsec_ and base64")
