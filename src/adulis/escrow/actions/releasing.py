"""A milestone is released as soon as all that was agreed has come true, and not before."""

from __future__ import annotations

from datetime import datetime

from adulis.escrow import conditions, policies
from adulis.escrow.actions import clockwork, holds, telling
from adulis.escrow.actions.locking import Scene
from adulis.escrow.actions.paying import Order, pay
from adulis.escrow.conditions import Known
from adulis.escrow.events import MilestoneApproved
from adulis.escrow.machine import IN_ESCROW, MilestoneState
from adulis.escrow.models import Signal, SubmittedFile
from adulis.escrow.values import HoldKind, PaymentKind, Side, SignalKind
from adulis.identity import queries as identity
from adulis.kernel.actors import Actor


def known_of(scene: Scene, *, buyer_approves: bool = False) -> Known:
    """What is known of the milestone now; ``buyer_approves``: as if the buyer said yes."""
    row = scene.milestone
    said = set(Signal.objects.filter(milestone=row).values_list("kind", "name"))
    documents = SubmittedFile.objects.filter(submission__milestone=row).exclude(name="")
    return Known(
        buyer_approved=buyer_approves
        or (SignalKind.APPROVAL, Side.BUYER) in said
        or (SignalKind.SILENCE, Side.BUYER) in said,
        seller_approved=row.round > 0 or (SignalKind.APPROVAL, Side.SELLER) in said,
        documents=frozenset(documents.values_list("name", flat=True)),
        signals=frozenset(name for kind, name in said if kind == SignalKind.SIGNAL),
        now=scene.now,
    )


def say(scene: Scene, kind: SignalKind, name: str, actor: Actor, at: datetime) -> bool:
    """Keep somebody's word. False: it was said before."""
    _, is_new = Signal.objects.get_or_create(
        milestone=scene.milestone,
        kind=kind,
        name=name,
        defaults={"made_by": telling.person(actor), "at": at},
    )
    return is_new


def approve(scene: Scene, actor: Actor, at: datetime, *, by_silence: bool = False) -> None:
    """The buyer's yes is given, or all came true without one; the caller saves the milestone."""
    telling.move(scene, "approve", actor)
    clockwork.approved(scene)
    telling.tell(scene, MilestoneApproved, at, by_silence=by_silence)
    telling.record(scene, "approve", actor, at, {"by_silence": by_silence})


def consider(
    scene: Scene, reason: str, actor: Actor, at: datetime, *, buyer_approves: bool = False
) -> bool:
    """Release all that is left, if all that was agreed has come true. Returns whether it was.

    Where people look at one of the sides, it is held instead: the money stays where it is. With a
    part in dispute the rest is released, and the milestone stays where it was.
    """
    row = scene.milestone
    if row.paused_reason or scene.state not in IN_ESCROW or not row.left_minor:
        return False
    if not conditions.met(row.conditions, known_of(scene, buyer_approves=buyer_approves)):
        if scene.state is MilestoneState.APPROVED:
            clockwork.waits_for_conditions(scene)
        return False
    if scene.state is not MilestoneState.APPROVED and not row.disputed_minor:
        approve(scene, actor, at)
    if hold_if_looked_at(scene, actor, at):
        telling.save(scene)
        return False
    telling.save(scene)
    pay(
        scene,
        Order(kind=PaymentKind.RELEASE, to_seller=scene.left, reason=reason),
        actor,
        at,
    )
    return True


def hold_if_looked_at(scene: Scene, actor: Actor, at: datetime) -> bool:
    """Hold it while people look at one of its sides. The caller saves the milestone."""
    both = {side: scene.merchant_of(side) for side in Side}
    standings = identity.standings(list(both.values()))
    held = False
    for merchant_id in both.values():
        if policies.is_looked_at(standings[merchant_id]):
            held |= holds.begin(scene, HoldKind.FREEZE, f"freeze/{merchant_id}", actor, at)
    return held
