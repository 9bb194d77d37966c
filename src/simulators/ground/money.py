"""How money is shown to people. Pure."""

from __future__ import annotations

_SIGNS = {"INR": "₹", "USD": "$", "EUR": "€", "GBP": "£"}


def shown(amount_minor: int, currency: str = "INR") -> str:
    """₹12,34,567.89: lakhs and crores for rupees, as people here read them; $1,234,567.89."""
    sign, amount_minor = ("-" if amount_minor < 0 else ""), abs(amount_minor)
    whole, size = str(amount_minor // 100), 2 if currency == "INR" else 3
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(i - size, 0) : i] for i in range(len(head), 0, -size)][::-1]
    return f"{sign}{_SIGNS[currency]}{','.join([*groups, tail])}.{amount_minor % 100:02d}"
