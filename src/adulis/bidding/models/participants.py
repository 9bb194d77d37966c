"""Who takes part in an auction, and who of them may belong together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.bidding.values import Standing
from adulis.kernel.ids import new_id


class Participant(models.Model):
    """One bidder in one auction: "Bidder ``number``" to everybody else until somebody is chosen.

    ``level_minor`` (0: no bid) and what follows it are where their bid stands, as the log has it;
    ``since`` decides ties. ``bond_minor`` is what lies in their bond's account now, the
    ``bonds_count``-th that they gave.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(
        "bidding.Auction", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    party = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    standing = models.CharField(max_length=12, default=Standing.ACTIVE)
    bond_minor = models.BigIntegerField(default=0)
    bonds_count = models.IntegerField(default=0)
    level_minor = models.BigIntegerField(default=0)
    limit_sealed = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    since = models.IntegerField(default=0)
    is_stale = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "bidding_participant"
        constraints = (
            models.UniqueConstraint(
                fields=["auction", "party"], name="bidding_participant_party_once"
            ),
            models.UniqueConstraint(
                fields=["auction", "number"], name="bidding_participant_number_once"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[str(each) for each in Standing]),
                name="bidding_participant_standing_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    bond_minor__gte=0,
                    level_minor__gte=0,
                    number__gt=0,
                    since__gte=0,
                    bonds_count__gte=0,
                ),
                name="bidding_participant_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(level_minor=0) | Q(limit_sealed="", is_stale=False, since=0),
                name="bidding_participant_without_a_bid",
            ),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} bidder {self.number}"


class Flag(models.Model):
    """Two bidders who share something that strangers do not. Append-only.

    It refuses nobody: an operator looks, and nobody else is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(
        "bidding.Auction", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    party = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    other = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    shares = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        db_table = "bidding_flag"
        constraints = (
            models.UniqueConstraint(
                fields=["auction", "party", "other", "shares"], name="bidding_flag_once"
            ),
            models.CheckConstraint(condition=~Q(party=F("other")), name="bidding_flag_between_two"),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} {self.shares}"
