"""A dispute: what is in question, what both sides say, and how far it is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.disputes.machine import DISPUTE, DisputeState
from adulis.disputes.values import Claims, EscalatedBy, Reason
from adulis.escrow.values import Side
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees

_SIDES = [str(each) for each in Side]
_OVER = sorted(str(state) for state in DISPUTE.terminal)


class Dispute(models.Model):
    """``id`` is the lock's in escrow too. ``amount_minor`` is what was locked when it was opened.

    ``claim_minor`` is what the side that opened it wants of that for itself, ``answer_claim_minor``
    what the other side does. ``turn``: whose answer is waited for. ``ruling_by``: however they
    talk, an operator rules from then on. ``appeal_until``: of the first ruling.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    buyer = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    seller = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about = models.CharField(max_length=120, help_text="What the agreement is about: deal/<id>.")
    opened_by_side = models.CharField(max_length=6)
    opened_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=16)
    statement = models.TextField()
    amount_minor = models.BigIntegerField()
    claim_minor = models.BigIntegerField()
    answer = models.TextField(blank=True)
    answer_claim_minor = models.BigIntegerField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=12, default=DisputeState.OPENED)
    turn = models.CharField(max_length=6, blank=True)
    ruling_by = models.DateTimeField(null=True)
    escalated_by = models.CharField(max_length=8, blank=True)
    appeal_until = models.DateTimeField(null=True)
    buyer_accepted_at = models.DateTimeField(null=True)
    seller_accepted_at = models.DateTimeField(null=True)
    appealed_by_side = models.CharField(max_length=6, blank=True)
    appealed_by = models.CharField(max_length=120, blank=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    to_seller_minor = models.BigIntegerField(null=True, help_text="What was done, before the fee.")
    to_buyer_minor = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    entered_at = models.DateTimeField(help_text="When it came to its state, last.")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "disputes_dispute"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in DisputeState]),
                name="disputes_dispute_state_known",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=[str(each) for each in Reason])
                & Q(opened_by_side__in=_SIDES)
                & Q(turn__in=[*_SIDES, ""])
                & Q(appealed_by_side__in=[*_SIDES, ""])
                & Q(escalated_by__in=[*(str(each) for each in EscalatedBy), ""]),
                name="disputes_dispute_words_known",
            ),
            models.UniqueConstraint(
                fields=["milestone"],
                condition=~Q(state__in=_OVER),
                name="disputes_dispute_live_once",
            ),
            models.CheckConstraint(
                condition=~Q(buyer=F("seller")), name="disputes_dispute_between_two"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, claim_minor__gte=0)
                & Q(claim_minor__lte=F("amount_minor"))
                & (
                    Q(answer_claim_minor=None)
                    | Q(answer_claim_minor__gte=0, answer_claim_minor__lte=F("amount_minor"))
                ),
                name="disputes_dispute_claims",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer_claim_minor=None, answer="")
                | Q(answered_at__isnull=False, answer_claim_minor__isnull=False),
                name="disputes_dispute_answered_whole",
            ),
            # Somebody is waited for exactly as long as the two sides talk.
            models.CheckConstraint(
                condition=(Q(state__in=["opened", "negotiating"]) & ~Q(turn=""))
                | (~Q(state__in=["opened", "negotiating"]) & Q(turn="")),
                name="disputes_dispute_turn_while_talking",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, ended_at__isnull=False)
                | (~Q(state__in=_OVER) & Q(ended_at=None)),
                name="disputes_dispute_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["settled", "executed"],
                    to_seller_minor__isnull=False,
                    to_buyer_minor__isnull=False,
                    to_seller_minor__gte=0,
                    to_buyer_minor__gte=0,
                )
                | (
                    ~Q(state__in=["settled", "executed"])
                    & Q(to_seller_minor=None, to_buyer_minor=None)
                ),
                name="disputes_dispute_done_has_amounts",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None, appealed_by_side="", appeal="")
                | (Q(appealed_at__isnull=False) & ~Q(appealed_by_side="")),
                name="disputes_dispute_appealed_whole",
            ),
        )
        indexes = (
            models.Index(fields=["buyer", "-id"], name="disputes_dispute_buyer_idx"),
            models.Index(fields=["seller", "-id"], name="disputes_dispute_seller_idx"),
            models.Index(fields=["milestone", "-id"], name="disputes_dispute_milestone_idx"),
            models.Index(fields=["about"], name="disputes_dispute_about_idx"),
            models.Index(
                fields=["entered_at"],
                name="disputes_dispute_live_idx",
                condition=~Q(state__in=_OVER),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reason}: {self.state}"

    @property
    def subject(self) -> str:
        return f"dispute/{self.id}"

    @property
    def case_subject(self) -> str:
        """What people are asked about: ``dispute/…`` is what gateways call a chargeback's."""
        return f"milestone-dispute/{self.id}"

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)

    @property
    def claims(self) -> Claims:
        return Claims(
            amount=self.amount_minor,
            opened_by=Side(self.opened_by_side),
            opened=self.claim_minor,
            answered=self.answer_claim_minor,
        )

    @property
    def accepted_by(self) -> frozenset[Side]:
        """The sides that accept the ruling."""
        said = {Side.BUYER: self.buyer_accepted_at, Side.SELLER: self.seller_accepted_at}
        return frozenset(side for side, moment in said.items() if moment is not None)
