"""What may be said to the bank, and how it is read. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from simulators.bank.rails import Mode
from simulators.ground.wire import Malformed, json_object, minor, reference, text

_ACCOUNT = re.compile(r"[A-Za-z0-9]{5,34}")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_VPA = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z0-9.]{2,64}")


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


def paise(said: dict[str, Any], key: str) -> int:
    return minor(said, key, "paise")
