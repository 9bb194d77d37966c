"""What was paid in and out of milestones, and what the sides propose. Only proposals change."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.escrow.machine import ProposalState
from adulis.escrow.values import PaymentKind, ProposalKind, Side
from adulis.kernel.ids import new_id


class Funding(models.Model):
    """Something the buyer paid in. ``deposit_id``: straight out of that deposit."""

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    amount_minor = models.BigIntegerField()
    deposit_id = models.UUIDField(null=True)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "escrow_funding"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "number"], name="escrow_funding_number_once"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="escrow_funding_amount"),
        )
        indexes = (
            models.Index(
                fields=["deposit_id"],
                name="escrow_funding_deposit_idx",
                condition=Q(deposit_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id}/{self.number}"


class FundingIntent(models.Model):
    """A deposit that is meant for a milestone: when it clears, it pays for that one alone."""

    deposit_id = models.UUIDField(primary_key=True)
    milestone = models.ForeignKey("escrow.Milestone", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_minor = models.BigIntegerField(default=0)
    note = models.CharField(max_length=80, blank=True, help_text="Why less was used, if less was.")

    class Meta:
        db_table = "escrow_funding_intent"
        constraints = (
            models.CheckConstraint(
                condition=Q(used_at__isnull=False, used_minor__gte=0)
                | Q(used_at=None, used_minor=0),
                name="escrow_funding_intent_used_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deposit_id} for {self.milestone_id}"


class Payment(models.Model):
    """Something that left a milestone; ``number`` is the ledger's for it as well.

    ``to_seller_minor`` is before the seller's ``fee_minor`` and ``tax_minor``. ``fee_back_minor``
    is what of the buyer's share of the fee went back to them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=10)
    to_seller_minor = models.BigIntegerField(default=0)
    fee_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    to_buyer_minor = models.BigIntegerField(default=0)
    buyer_fee_minor = models.BigIntegerField(default=0)
    buyer_tax_minor = models.BigIntegerField(default=0)
    fee_back_minor = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=80)
    cause = models.CharField(max_length=120, blank=True, help_text="chargeback/<id>, dispute/<id>")
    proposal = models.ForeignKey(
        "escrow.Proposal", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "escrow_payment"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "number"], name="escrow_payment_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(each) for each in PaymentKind]),
                name="escrow_payment_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    to_seller_minor__gte=0,
                    fee_minor__gte=0,
                    tax_minor__gte=0,
                    to_buyer_minor__gte=0,
                    buyer_fee_minor__gte=0,
                    buyer_tax_minor__gte=0,
                    fee_back_minor__gte=0,
                )
                & Q(to_seller_minor__gte=F("fee_minor") + F("tax_minor"))
                & (Q(to_seller_minor__gt=0) | Q(to_buyer_minor__gt=0) | Q(fee_back_minor__gt=0)),
                name="escrow_payment_amounts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id}/{self.number} {self.kind}"


class Proposal(models.Model):
    """How one side would end it: divide some of a milestone, or give up all that is left.

    A cancellation is about the whole agreement and has no milestone and no amounts.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=12)
    agreement = models.ForeignKey(
        "escrow.Agreement", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    by_side = models.CharField(max_length=6)
    to_seller_minor = models.BigIntegerField(default=0)
    to_buyer_minor = models.BigIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=ProposalState.OPEN)
    answered_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "escrow_proposal"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in ProposalState]),
                name="escrow_proposal_state_known",
            ),
            models.CheckConstraint(
                condition=Q(by_side__in=[str(each) for each in Side]),
                name="escrow_proposal_side_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=ProposalKind.CANCELLATION,
                    milestone=None,
                    to_seller_minor=0,
                    to_buyer_minor=0,
                )
                | (
                    Q(
                        kind=ProposalKind.SPLIT,
                        milestone__isnull=False,
                        to_seller_minor__gte=0,
                        to_buyer_minor__gte=0,
                    )
                    & (Q(to_seller_minor__gt=0) | Q(to_buyer_minor__gt=0))
                ),
                name="escrow_proposal_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="escrow_proposal_ended_has_time",
            ),
            # One offer at a time is on the table.
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(state="open", kind=ProposalKind.SPLIT),
                name="escrow_proposal_one_open",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="open", kind=ProposalKind.CANCELLATION),
                name="escrow_proposal_one_cancellation",
            ),
        )
        indexes = (
            models.Index(fields=["milestone", "-id"], name="escrow_proposal_milestone_idx"),
            models.Index(fields=["agreement", "-id"], name="escrow_proposal_agreement_idx"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
