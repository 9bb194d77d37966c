"""The log of an open auction, and sealed bids. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.bidding.values import BidKind, SealedKind
from adulis.kernel.ids import new_id


class Bid(models.Model):
    """One line of the log: what was ordered, and where the auction stood before and after it.

    Lines are chained: a line names the line before it and the price that left (0: nobody led), and
    a foreign key says that this is so. ``sequence`` counts what everybody is told; a line without
    one is between the bidder and us. A bidder's limit is sealed; ``amount_minor`` was called aloud.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(
        "bidding.Auction", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    position = models.IntegerField()
    sequence = models.IntegerField(null=True)
    kind = models.CharField(max_length=12)
    party = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    amount_minor = models.BigIntegerField(null=True)
    limit_sealed = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    target = models.IntegerField(null=True)
    seconds = models.IntegerField(null=True)
    grounds = models.CharField(max_length=12, blank=True)
    terms_version = models.IntegerField()
    previous_position = models.IntegerField(null=True)
    previous_price = models.BigIntegerField()
    price_after = models.BigIntegerField()
    leader_after = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    ends_at_after = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "bidding_bid"
        constraints = (
            models.UniqueConstraint(
                fields=["auction", "position", "price_after"], name="bidding_bid_chain"
            ),
            models.UniqueConstraint(fields=["auction", "position"], name="bidding_bid_position"),
            models.UniqueConstraint(fields=["auction", "sequence"], name="bidding_bid_sequence"),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in BidKind]),
                name="bidding_bid_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(position=1, previous_position=None, previous_price=0)
                | Q(position__gt=1, previous_position=F("position") - 1),
                name="bidding_bid_follows",
            ),
            models.CheckConstraint(
                condition=Q(price_after=0, leader_after=None)
                | Q(price_after__gt=0, leader_after__isnull=False),
                name="bidding_bid_led_at_a_price",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["amend", "delay"], party=None)
                | (~Q(kind__in=["amend", "delay"]) & Q(party__isnull=False)),
                name="bidding_bid_of_a_party",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=None) | Q(amount_minor__gt=0, kind="bid", limit_sealed=""),
                name="bidding_bid_amount",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["bid", "instruct"])
                | Q(amount_minor__isnull=False)
                | ~Q(limit_sealed=""),
                name="bidding_bid_says_how_much",
            ),
        )
        indexes = (
            models.Index(fields=["auction", "party", "-position"], name="bidding_bid_party_idx"),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} {self.position} {self.kind}"


class SealedBid(models.Model):
    """A bid nobody can read before the end: of a sealed auction, or of an open one's final round.

    ``ciphertext`` is locked with a key of its own, and that key is sealed; so the hash, which is
    published at the close, stays the same when the platform changes its keys.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(
        "bidding.Auction", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    party = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sequence = models.IntegerField()
    kind = models.CharField(max_length=12)
    ciphertext = models.BinaryField()
    data_key_sealed = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    terms_version = models.IntegerField()
    made_by = models.CharField(max_length=120)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "bidding_sealed_bid"
        constraints = (
            models.UniqueConstraint(
                fields=["auction", "sequence"], name="bidding_sealed_bid_sequence"
            ),
            # In the final round everybody has one.
            models.UniqueConstraint(
                fields=["auction", "party"],
                condition=Q(kind="final"),
                name="bidding_sealed_bid_one_shot",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in SealedKind]),
                name="bidding_sealed_bid_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawn", ciphertext=b"", data_key_sealed="", hash="")
                | (~Q(kind="withdrawn") & ~Q(data_key_sealed="") & ~Q(hash="")),
                name="bidding_sealed_bid_whole",
            ),
        )
        indexes = (
            models.Index(
                fields=["auction", "party", "-sequence"], name="bidding_sealed_bid_party_idx"
            ),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} {self.sequence}"
