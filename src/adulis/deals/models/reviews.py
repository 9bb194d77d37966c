"""How it was: what the sides say, and what they did."""

from __future__ import annotations

from django.db import models

from adulis.deals.values import MOST_STARS
from adulis.kernel.ids import new_id


class Review(models.Model):
    """One side about the other. Nobody reads it before ``published_at``."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    stars = models.SmallIntegerField()
    comment = models.TextField(blank=True)
    written_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "deals_review"
        constraints = (
            models.UniqueConstraint(fields=["deal", "by"], name="deals_review_once"),
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=MOST_STARS),
                name="deals_review_stars_possible",
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("about")), name="deals_review_between_two"
            ),
        )
        indexes = (
            models.Index(
                fields=["about", "-published_at", "-id"],
                name="deals_review_about_idx",
                condition=models.Q(published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.stars} stars for {self.about_id}"


class Conduct(models.Model):
    """What one side did in a deal, counted once when it was completed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    is_seller = models.BooleanField()
    milestones_count = models.IntegerField()
    rounds_count = models.IntegerField()
    dated_count = models.IntegerField()
    on_time_count = models.IntegerField()
    funded_count = models.IntegerField()
    funding_seconds = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_conduct"
        constraints = (
            models.UniqueConstraint(fields=["deal", "merchant"], name="deals_conduct_once"),
            models.CheckConstraint(
                condition=models.Q(on_time_count__lte=models.F("dated_count")),
                name="deals_conduct_on_time_had_date",
            ),
        )
        indexes = (models.Index(fields=["merchant"], name="deals_conduct_merchant_idx"),)

    def __str__(self) -> str:
        return f"{self.merchant_id} in {self.deal_id}"


class Ruling(models.Model):
    """A dispute about a deal went against somebody; told by the room that decides disputes."""

    dispute_id = models.UUIDField(primary_key=True)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_ruling"
        indexes = (models.Index(fields=["against"], name="deals_ruling_against_idx"),)

    def __str__(self) -> str:
        return f"{self.dispute_id} against {self.against_id}"
