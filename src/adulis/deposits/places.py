"""Where money of deposits is, as addresses of the ledger. Pure."""

from __future__ import annotations

from uuid import UUID


def pending(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/pending/INR"


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def held(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/held/INR"


def receivable(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/receivable/INR"


def collected(gateway: str, currency: str) -> str:
    return f"gateway/{gateway}/receivable/{currency}"


def suspense(currency: str) -> str:
    return f"platform/suspense/{currency}"


def position(currency: str) -> str:
    return f"platform/fx/{currency}"


def costs(currency: str) -> str:
    return f"platform/costs/{currency}"


FEES = "platform/fees/INR"
TAX = "platform/tax/INR"


def losses(currency: str) -> str:
    return f"platform/losses/{currency}"
