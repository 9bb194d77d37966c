"""How it is said where money should go: a number and an IFSC, or a VPA."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from adulis.api.fields import IfscField, StrictString, VpaField
from adulis.api.shapes import Shape
from adulis.kernel.errors import Malformed
from adulis.payouts.values import BankDetails

# Indian account numbers have 9 to 18 digits; a few banks use letters, and virtual ones are longer.
NUMBER = re.compile(r"[A-Za-z0-9]{5,35}")
# Letters of any script, with what names are written with; no line breaks, no markup.
NAME = re.compile(r"[^\W\d_][\w .,'&()/-]*")


class BeneficiaryIn(Shape):
    """The members that together name a bank account."""

    holder_name = StrictString(min_length=2, max_length=120, pattern=NAME)
    account_number = StrictString(
        max_length=35, pattern=NUMBER, required=False, help_text="Together with ifsc."
    )
    ifsc = IfscField(required=False)
    vpa = VpaField(required=False, help_text="A UPI address, instead of a number and an IFSC.")


def details_of(given: Mapping[str, Any]) -> BankDetails:
    """The bank details in ``given``. Raises Malformed unless they are of exactly one kind."""
    by_number = "account_number" in given or "ifsc" in given
    if by_number is ("vpa" in given):
        raise Malformed("Give either account_number and ifsc, or vpa.", pointer="/account_number")
    for name in ("holder_name", *(("account_number", "ifsc") if by_number else ())):
        if name not in given:
            raise Malformed(f"Give {name} too.", pointer=f"/{name}")
    return BankDetails(
        holder_name=" ".join(given["holder_name"].split()),
        number=given.get("account_number", ""),
        ifsc=given.get("ifsc", ""),
        vpa=given.get("vpa", ""),
    )
