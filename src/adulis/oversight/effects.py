"""What would be done, in numbers, told before it is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from adulis.approvals.values import ApprovalKind
from adulis.fees import queries as fees
from adulis.identity import queries as identity
from adulis.identity.errors import MerchantNotFound
from adulis.kernel.money import rupee_text, rupees
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind, Window
from adulis.oversight.suspense import suspense_now
from adulis.oversight.values import limit_text, paused_text, tariff_text, threshold_text
from adulis.payouts import figures
from adulis.wallets import queries as wallets
from adulis.wallets.values import Against

# What a fee is explained with.
EXAMPLE = rupees(10_000 * 100)


def effect_of(kind: str, details: Mapping[str, Any], *, at: datetime) -> str:
    """One or two sentences; for what is decided already, what it would be now."""
    return _EFFECTS[ApprovalKind(kind)](details, at)


def _payout(told: Mapping[str, Any], _: datetime) -> str:
    if "amount_paise" not in told:
        return "A payout goes to the bank."  # asked for before details were kept
    return (
        f"{rupee_text(told['amount_paise'])} go to {told['beneficiary']} by {told['mode']};"
        f" {_with_fee(told)} were set aside when it was created."
    )


def _payout_batch(told: Mapping[str, Any], _: datetime) -> str:
    count, others = told["valid_count"], told["row_count"] - told["valid_count"]
    what = "1 payout" if count == 1 else f"{count:,} payouts"
    total = rupee_text(told["amount_paise"])
    parts = [
        f"{what} of {total} altogether, fees not included, in file order.",
        "Each is refused by itself where the wallet does not reach.",
    ]
    if told["adds_bank_accounts"]:
        parts.append("Bank accounts that are new here are added for it.")
    if others:
        parts.append(
            f"{others:,} of its {told['row_count']:,} rows cannot be paid and are left out."
        )
    return " ".join(parts)


def _transfer(told: Mapping[str, Any], _: datetime) -> str:
    return (
        f"{rupee_text(told['amount_paise'])} go to {told['receiver_name']} at once;"
        f" {_with_fee(told)} leave the wallet."
    )


def _release(told: Mapping[str, Any], _: datetime) -> str:
    rest = " The seller is asked to give the rest back." if told["rest"] == "return" else ""
    return (
        f"{rupee_text(told['amount_paise'])} of the milestone {told['title']!r} are released to"
        f" {told['payee_name']}, less their share of the fee.{rest}"
    )


def _with_fee(told: Mapping[str, Any]) -> str:
    total = told["amount_paise"] + told["fee_paise"] + told["tax_paise"]
    return f"with fee and tax {rupee_text(total)}"


def _thresholds(told: Mapping[str, Any], _: datetime) -> str:
    before, after = told["before"], told["after"]
    changes = [
        f"{name} need {threshold_text(after[key])} (now {threshold_text(before[key])})"
        for name, key in (
            ("payouts", "payouts_above_paise"),
            ("transfers", "transfers_above_paise"),
            ("releases", "releases_above_paise"),
        )
        if before.get(key) != after.get(key)
    ]
    return f"From then on {' and '.join(changes)}."


def _fee(told: Mapping[str, Any], at: datetime) -> str:
    now = fees.tariff_of(told["service"], at=at)
    parts = (told["flat_minor"], told["basis_points"], told["tax_basis_points"])
    planned = type(now)(*parts)
    current = (now.flat_minor, now.basis_points, now.tax_basis_points)
    return (
        f"A {told['service']} costs {tariff_text(*parts)} {_from(told)};"
        f" now it costs {tariff_text(*current)}. Of {rupee_text(EXAMPLE.minor)} that is"
        f" {rupee_text(planned.fee_on(EXAMPLE).gross.minor)}, now"
        f" {rupee_text(now.fee_on(EXAMPLE).gross.minor)}."
    )


def _limit(told: Mapping[str, Any], at: datetime) -> str:
    now = limits.limits_of(told["tier"], LimitKind(told["kind"]), at=at)
    current = now.of(Window(told["window"]))
    whose = "every tier without a rule of its own" if told["tier"] == "*" else told["tier"]
    per = {"single": "in one", "day": "in a day", "month": "in a month"}[told["window"]]
    return (
        f"{told['kind'].replace('_', ' ').capitalize()} of {whose}, {per}:"
        f" {limit_text(told['maximum_paise'])} {_from(told)};"
        f" now {limit_text(None if current is None else current.minor)}."
    )


def _adjustment(told: Mapping[str, Any], _: datetime) -> str:
    merchant_id, amount = UUID(told["merchant_id"]), told["amount_paise"]
    balance = wallets.balance_of(merchant_id)
    place = f"platform/{told['against']}"
    is_credit = told["direction"] == "credit"
    source, target = (place, "its wallet") if is_credit else ("its wallet", place)
    after = balance.available.minor + (amount if is_credit else -amount)
    debt = balance.owed.minor
    settles = f" It owes {rupee_text(debt)}, which is paid from it first." if debt > 0 else ""
    if is_credit and told["against"] == Against.SUSPENSE:
        settles += _of_suspense(amount)
    return (
        f"{_name(merchant_id)}: {rupee_text(amount)} from {source} to {target}."
        f" Available: {rupee_text(balance.available.minor)}, then {rupee_text(after)}.{settles}"
    )


def _of_suspense(amount: int) -> str:
    there = suspense_now()
    refused = "" if amount <= there.free.minor else " It is refused as long as that is so."
    return (
        f" Suspense holds {rupee_text(there.holds.minor)}; {rupee_text(there.spoken_for.minor)} of"
        f" it belong to open questions, {rupee_text(there.free.minor)} can be given.{refused}"
    )


def _unfreeze(told: Mapping[str, Any], _: datetime) -> str:
    merchant_id = UUID(told["merchant_id"])
    owed = wallets.balance_of(merchant_id).owed.minor
    still = f" It owes {rupee_text(owed)}, so its payouts stay frozen for that." if owed > 0 else ""
    until, frozen_until = told.get("until"), told.get("frozen_until")
    when = f" from {_time(until)} on, if nobody lifts it before" if until else ""
    by_itself = f", until {_time(frozen_until)}" if frozen_until else ""
    return (
        f"Money of {_name(merchant_id)} may leave again{when}."
        f" It was frozen{by_itself} because: {told['frozen_because']}.{still}"
    )


def _resume_bank(told: Mapping[str, Any], _: datetime) -> str:
    waiting = figures.paused_for_operator()
    return (
        f"Payouts go to the bank {told['bank']} again: {paused_text(waiting.count, waiting.minor)}."
        f" It was paused {_time(told['paused_at'])} because: {told['paused_because']}."
    )


def _deal(told: Mapping[str, Any], _: datetime) -> str:
    poster = _name(UUID(told["poster_id"]))
    wants = {"offer": "sells", "request": "buys"}[told["kind"]]
    worth = rupee_text(told["amount_paise"])
    if told["format"] == "direct":
        other = told["counterparty_id"]
        whom = "whoever they invited" if other is None else _name(UUID(other))
        return f"{poster} {wants} for {worth}: {told['title']!r} is proposed to {whom}."
    seen = "everybody" if told["visibility"] == "public" else "those who are invited"
    return (
        f"{poster} {wants} for {worth}: {told['title']!r} is shown to {seen},"
        f" who may bid until {told['deadline']}."
    )


def _ruling(told: Mapping[str, Any], _: datetime) -> str:
    buyer, seller = (_name(UUID(told[each])) for each in ("buyer_id", "seller_id"))
    to_seller, to_buyer = (rupee_text(told[each]) for each in ("to_seller_paise", "to_buyer_paise"))
    is_final = told["stage"] == "appealed"
    then = "It is final, and done at once." if is_final else "Either side may appeal once."
    return (
        f"Of {rupee_text(told['locked_paise'])} in dispute {to_seller} go to {seller}, less the"
        f" fee, and {to_buyer} back to {buyer}. {then}"
    )


def _name(merchant_id: UUID) -> str:
    try:
        return identity.standing(merchant_id).name
    except MerchantNotFound:
        return str(merchant_id)


def _time(told: str) -> str:
    moment = datetime.fromisoformat(told).astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{moment:%d %B %Y, %H:%M %Z}"


def _from(told: Mapping[str, Any]) -> str:
    return f"from {told['starts_at']} on" if told.get("starts_at") else "from approval on"


_EFFECTS: dict[ApprovalKind, Callable[[Mapping[str, Any], datetime], str]] = {
    ApprovalKind.PAYOUT: _payout,
    ApprovalKind.PAYOUT_BATCH: _payout_batch,
    ApprovalKind.TRANSFER: _transfer,
    ApprovalKind.RELEASE: _release,
    ApprovalKind.THRESHOLDS: _thresholds,
    ApprovalKind.FEE: _fee,
    ApprovalKind.LIMIT: _limit,
    ApprovalKind.ADJUSTMENT: _adjustment,
    ApprovalKind.UNFREEZE: _unfreeze,
    ApprovalKind.RESUME_BANK: _resume_bank,
    ApprovalKind.DEAL: _deal,
    ApprovalKind.RULING: _ruling,
}
