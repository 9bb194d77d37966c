"""Everything this gateway can be asked to do, and how it is decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from simulators.gateway.catalogue import Behaviour, Catalogue, listed
from simulators.gateway.fates import DECLINES, FATES
from simulators.gateway.plans import Plan
from simulators.ground import chance
from simulators.ground.catalogue import Span
from simulators.ground.faults import VISIBLE, faults, invisible
from simulators.ground.hooks import hooks, spoken, told
from simulators.ground.plans import FaultKind

FAULTS: tuple[Behaviour, ...] = (
    *faults(listed, whose="gateway", asked="look-ups"),
    listed(
        "nodedup",
        45,
        "the same Idempotency-Key sent again makes another one",
        lambda plan: replace(plan, dedupes=False),
    ),
    listed(
        "nodedup_timeout_after",
        46,
        "timeout_after, and the same Idempotency-Key sent again makes another one",
        lambda plan: replace(plan, answer=FaultKind.TIMEOUT, dedupes=False),
    ),
    listed(
        "nodedup_slow_visible",
        47,
        "slow_visible, and the same Idempotency-Key sent again makes another one",
        invisible(lost=True, dedupes=False),
        visible_after_seconds=VISIBLE,
    ),
    listed(
        "status_goes_back",
        48,
        "once a look-up has seen the happy end, the next `times` see it under way again",
        lambda plan, *, times: replace(
            plan, enquiries=replace(plan.enquiries, back_times=int(times))
        ),
        times=2,
    ),
    listed(
        "contradicting_enquiry",
        49,
        "the happy end; look-ups say failed, webhooks and the settlement report are right",
        lambda plan: replace(plan, enquiries=replace(plan.enquiries, says="failed")),
    ),
)

HOOKS: tuple[Behaviour, ...] = (
    *hooks(listed, what="webhook"),
    listed(
        "replayed_hooks",
        81,
        "every webhook comes again `replayed_after_seconds` later, the same under the same id",
        told(replayed_after_seconds=float),
        replayed_after_seconds=Span(20, 259_200),
    ),
    listed(
        "wrong_amount_hooks",
        89,
        "every webhook's amount is off by `amount_off_minor`",
        told(amount_off_minor=int),
        amount_off_minor=1,
    ),
    listed(
        "contradicting_hooks",
        91,
        "the happy end; webhooks say payment.failed, look-ups are right",
        spoken(says="payment.failed"),
    ),
    listed(
        "changed_hooks",
        93,
        "after each webhook come `changed_copies` under the same id that say another amount",
        told(changed_copies=int),
        changed_copies=1,
    ),
)

CATALOGUE = Catalogue((*FATES, *FAULTS, *HOOKS), Plan())


@dataclass(frozen=True, slots=True)
class Odds:
    """What chance is told: the share of payments declined, and how often each behaviour strikes."""

    seed: int
    failure_rate: float
    rates: Mapping[str, float]
    profile: str


# Behaviours by name, joined by +, each with what it is told; later ones add to earlier ones.
Scripts = Sequence[tuple[str, Mapping[str, Any]]]


def planned(scripts: Scripts, *, profile: str, plan: Plan = Plan()) -> Plan:  # noqa: B008 – frozen
    """``plan`` with everything in ``scripts``. Raises UnknownBehaviour."""
    for names, params in scripts:
        plan = CATALOGUE.apply(plan, names, params, profile=profile)
    return plan


def of_its_own(plan: Plan) -> Plan:
    """What of an intent's plan its payments share: their fate, and how they are spoken of.

    Its request is answered, and they are looked up on their own.
    """
    plain = Plan()
    return replace(
        plan,
        before=None,
        answer=None,
        crash_after_answer=False,
        dedupes=True,
        enquiries=plain.enquiries,
    )


def unspoilt(plan: Plan) -> Plan:
    """The plan of a request that was spoilt once by a magic number, and is sent again."""
    return replace(plan, before=None, answer=None, crash_after_answer=False)


def by_chance(kind: str, *words: object, odds: Odds) -> Scripts:
    """What strikes the ``kind`` that ``words`` name: a ``request``, or a ``payment``'s fate."""
    listed_here = FATES if kind == "payment" else (*FAULTS, *HOOKS)
    if kind == "payment" and chance.happens(odds.failure_rate, odds.seed, "declined", *words):
        codes = [code for code, _ in DECLINES.values()]
        return [(codes[int(chance.draw(odds.seed, "how", *words) * len(codes))], {})]
    return [
        (behaviour.name, {})
        for behaviour in listed_here
        if (rate := odds.rates.get(behaviour.name, 0))
        and chance.happens(rate, odds.seed, behaviour.name, *words)
    ]
