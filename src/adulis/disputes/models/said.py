"""What was offered, shown and ruled. Only what became of an offer changes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.disputes.machine import OfferState
from adulis.escrow.values import Side
from adulis.kernel.ids import new_id

_SIDES = [str(each) for each in Side]


class Offer(models.Model):
    """What one side would settle for. The first is what whoever opened the dispute claims."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dispute = models.ForeignKey(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    by_side = models.CharField(max_length=6)
    to_seller_minor = models.BigIntegerField()
    to_buyer_minor = models.BigIntegerField()
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=OfferState.OPEN)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disputes_offer"
        constraints = (
            models.UniqueConstraint(
                fields=["dispute", "number"], name="disputes_offer_number_once"
            ),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(state="open"), name="disputes_offer_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in OfferState]),
                name="disputes_offer_state_known",
            ),
            models.CheckConstraint(
                condition=Q(by_side__in=_SIDES),
                name="disputes_offer_side_known",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, to_seller_minor__gte=0, to_buyer_minor__gte=0),
                name="disputes_offer_amounts",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="disputes_offer_ended_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number} {self.state}"


class Proof(models.Model):
    """A file that one side brought, for ever; ``sha256`` is of what it was then."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dispute = models.ForeignKey("disputes.Dispute", on_delete=models.PROTECT, related_name="+")
    by_side = models.CharField(max_length=6)
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "disputes_proof"
        constraints = (
            models.UniqueConstraint(fields=["file_id"], name="disputes_proof_file_once"),
            models.CheckConstraint(
                condition=Q(by_side__in=_SIDES, sha256__regex="^[0-9a-f]{64}$"),
                name="disputes_proof_words_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.file_id}"


class Ruling(models.Model):
    """What an operator ruled, and the one on appeal, ``number`` 2. ``confirmed_by``: the second
    person, where the amount asked for one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dispute = models.ForeignKey(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    to_seller_minor = models.BigIntegerField()
    to_buyer_minor = models.BigIntegerField()
    reason = models.TextField()
    ruled_by = models.CharField(max_length=120)
    confirmed_by = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "disputes_ruling"
        constraints = (
            models.UniqueConstraint(
                fields=["dispute", "number"], name="disputes_ruling_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__in=[1, 2], to_seller_minor__gte=0, to_buyer_minor__gte=0)
                & ~Q(reason=""),
                name="disputes_ruling_whole",
            ),
            models.CheckConstraint(
                condition=~Q(ruled_by=F("confirmed_by")), name="disputes_ruling_four_eyes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"
