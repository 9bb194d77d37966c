"""Milestones, what holds them, and what disputes have of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.escrow.machine import IN_ESCROW, MilestoneState
from adulis.escrow.values import HoldKind, LockState
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees


class Milestone(models.Model):
    """One part of an agreement, with an account of its own.

    The account holds ``funded`` less everything else that is counted here: ``withdrawn`` (taken out
    again by the buyer's bank, or since it was not paid in whole in time), ``released`` and
    ``returned`` (of the amount), ``disputed`` (locked now), ``fee_earned`` and ``fee_returned`` (of
    the buyer's share of the fee). ``round`` is how often the seller has handed in.
    ``paused_reason`` is set while a Hold is on it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    agreement = models.ForeignKey(
        "escrow.Agreement", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    position = models.SmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=4_000, blank=True)
    amount_minor = models.BigIntegerField()
    seller_fee_minor = models.BigIntegerField()
    seller_tax_minor = models.BigIntegerField()
    buyer_fee_minor = models.BigIntegerField()
    buyer_tax_minor = models.BigIntegerField()
    conditions = models.JSONField()
    deliver_by = models.DateTimeField(null=True)

    state = models.CharField(max_length=20, default=MilestoneState.PLANNED)
    round = models.SmallIntegerField(default=0)
    paused_reason = models.CharField(max_length=12, blank=True)
    funded_minor = models.BigIntegerField(default=0)
    withdrawn_minor = models.BigIntegerField(default=0)
    released_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(default=0)
    disputed_minor = models.BigIntegerField(default=0)
    fee_earned_minor = models.BigIntegerField(default=0)
    fee_returned_minor = models.BigIntegerField(default=0)
    funding_count = models.SmallIntegerField(default=0)
    payment_count = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    entered_at = models.DateTimeField(help_text="When it came to its state, last.")
    finished_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "escrow_milestone"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "position"], name="escrow_milestone_position_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in MilestoneState]),
                name="escrow_milestone_state_known",
            ),
            models.CheckConstraint(
                condition=Q(paused_reason="")
                | Q(
                    paused_reason__in=[str(each) for each in HoldKind],
                    state__in=sorted(str(state) for state in IN_ESCROW),
                ),
                name="escrow_milestone_paused_in_escrow",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_minor__gt=0,
                    seller_fee_minor__gte=0,
                    seller_tax_minor__gte=0,
                    buyer_fee_minor__gte=0,
                    buyer_tax_minor__gte=0,
                )
                & Q(amount_minor__gte=F("seller_fee_minor") + F("seller_tax_minor")),
                name="escrow_milestone_amounts",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_minor__gte=0,
                    released_minor__gte=0,
                    returned_minor__gte=0,
                    disputed_minor__gte=0,
                    fee_earned_minor__gte=0,
                    fee_returned_minor__gte=0,
                )
                # Nobody pays in more than is due, whatever was taken out meanwhile.
                & Q(
                    funded_minor__lte=F("amount_minor")
                    + F("buyer_fee_minor")
                    + F("buyer_tax_minor")
                    + F("withdrawn_minor")
                ),
                name="escrow_milestone_counts",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_minor__gte=F("released_minor")
                    + F("returned_minor")
                    + F("disputed_minor")
                )
                & Q(
                    funded_minor__gte=F("withdrawn_minor")
                    + F("released_minor")
                    + F("returned_minor")
                    + F("disputed_minor")
                    + F("fee_earned_minor")
                    + F("fee_returned_minor")
                ),
                name="escrow_milestone_pays_what_it_has",
            ),
            # What is over holds nothing, and is no longer in dispute.
            models.CheckConstraint(
                condition=~Q(state__in=["released", "refunded", "cancelled"])
                | Q(
                    disputed_minor=0,
                    finished_at__isnull=False,
                    funded_minor=F("withdrawn_minor")
                    + F("released_minor")
                    + F("returned_minor")
                    + F("fee_earned_minor")
                    + F("fee_returned_minor"),
                ),
                name="escrow_milestone_over_is_empty",
            ),
        )
        indexes = (
            models.Index(
                fields=["agreement"],
                name="escrow_milestone_live_idx",
                condition=Q(state__in=sorted(str(state) for state in IN_ESCROW)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.title}: {self.state}"

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)

    @property
    def due_minor(self) -> int:
        """What the buyer has to pay in: the amount, and their share of the fee on top."""
        return self.amount_minor + self.buyer_fee_minor + self.buyer_tax_minor

    @property
    def missing_minor(self) -> int:
        """What has not been paid in, or was taken out again."""
        return self.due_minor - (self.funded_minor - self.withdrawn_minor)

    @property
    def held_minor(self) -> int:
        """What the milestone's account holds now."""
        return (
            self.funded_minor
            - self.withdrawn_minor
            - self.released_minor
            - self.returned_minor
            - self.disputed_minor
            - self.fee_earned_minor
            - self.fee_returned_minor
        )

    @property
    def settled_minor(self) -> int:
        """What of the amount has gone to either side."""
        return self.released_minor + self.returned_minor

    @property
    def left_minor(self) -> int:
        """What of the amount is there, undisputed: it has the first claim on what is there."""
        return min(self.amount_minor - self.settled_minor - self.disputed_minor, self.held_minor)

    @property
    def fee_left_minor(self) -> int:
        """What of the buyer's share of the fee is there."""
        return self.held_minor - self.left_minor


class Hold(models.Model):
    """Why nothing moves in a milestone; it may have several reasons, and goes on after the last.

    ``cause`` is what has to end first: ``dispute/<id>``, ``chargeback/<id>``, ``freeze/<id>``.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12)
    cause = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "escrow_hold"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[str(each) for each in HoldKind]),
                name="escrow_hold_kind_known",
            ),
            models.UniqueConstraint(
                fields=["milestone", "cause"],
                condition=Q(ended_at=None),
                name="escrow_hold_once_a_cause",
            ),
        )
        indexes = (
            models.Index(
                fields=["cause"], name="escrow_hold_cause_idx", condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.cause}"


class Lock(models.Model):
    """The part of a milestone that a dispute has; ``id`` is the dispute's.

    ``charged_back_minor`` of it was taken by the buyer's bank meanwhile.
    """

    id = models.UUIDField(primary_key=True)
    milestone = models.ForeignKey("escrow.Milestone", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    charged_back_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, default=LockState.OPEN)
    locked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "escrow_lock"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in LockState]),
                name="escrow_lock_state_known",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, charged_back_minor__gte=0)
                & Q(charged_back_minor__lte=F("amount_minor")),
                name="escrow_lock_amounts",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="escrow_lock_ended_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def left_minor(self) -> int:
        return self.amount_minor - self.charged_back_minor
