"""Auctions, how they ended, and who was chosen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.bidding.machine import AuctionState, AwardState
from adulis.bidding.values import Direction, Format, StepKind, Visibility
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees

_RUNNING = Q(state__in=["open", "final_round"])


class Auction(models.Model):
    """One for each time a deal is put up for bids. INR. The row is the lock of all about it.

    The rules are frozen. ``position`` is the last line of the log and ``sequence`` the last of what
    everybody is told; price and leader are what that line says, and 0 and null before the first.
    ``version`` counts whatever a bidder may have seen.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    deal_id = models.UUIDField()
    number = models.IntegerField()
    poster = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=8)
    format = models.CharField(max_length=8)
    visibility = models.CharField(max_length=8)
    start_minor = models.BigIntegerField()
    reserve_sealed = models.TextField(blank=True)
    reserve_commitment = models.CharField(max_length=64, blank=True)
    step_kind = models.CharField(max_length=12)
    step_value = models.BigIntegerField()
    own_step_kind = models.CharField(max_length=12)
    own_step_value = models.BigIntegerField()
    unusual_above_basis_points = models.IntegerField()
    starts_at = models.DateTimeField()
    first_ends_at = models.DateTimeField()
    first_hard_end_at = models.DateTimeField()
    window_seconds = models.IntegerField()
    extension_seconds = models.IntegerField()
    final_round_seconds = models.IntegerField(null=True)
    bond_minor = models.BigIntegerField()
    confirm_within_seconds = models.IntegerField()
    ruleset_hash = models.CharField(max_length=64)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    terms_version = models.IntegerField()
    state = models.CharField(max_length=12, default=AuctionState.OPEN)
    entered_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hard_end_at = models.DateTimeField()
    is_capped = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    position = models.IntegerField(default=0)
    sequence = models.IntegerField(default=0)
    price_minor = models.BigIntegerField(default=0)
    leader = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    bidders_count = models.IntegerField(default=0)
    is_reserve_met = models.BooleanField(null=True)

    class Meta:
        db_table = "bidding_auction"
        constraints = (
            models.UniqueConstraint(
                fields=["deal_id", "number"], name="bidding_auction_number_once"
            ),
            models.UniqueConstraint(
                fields=["deal_id"],
                condition=~Q(state__in=["failed", "cancelled"]),
                name="bidding_auction_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in AuctionState]),
                name="bidding_auction_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    direction__in=[str(each) for each in Direction],
                    format__in=[str(each) for each in Format],
                    visibility__in=[str(each) for each in Visibility],
                    step_kind__in=[str(each) for each in StepKind],
                    own_step_kind__in=[str(each) for each in StepKind],
                ),
                name="bidding_auction_words_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    number__gt=0,
                    start_minor__gt=0,
                    step_value__gt=0,
                    own_step_value__gt=0,
                    unusual_above_basis_points__gte=0,
                    window_seconds__gte=0,
                    extension_seconds__gte=0,
                    bond_minor__gte=0,
                    confirm_within_seconds__gt=0,
                    bidders_count__gte=0,
                ),
                name="bidding_auction_numbers",
            ),
            models.CheckConstraint(
                condition=Q(
                    starts_at__lt=F("first_ends_at"),
                    first_ends_at__lte=F("first_hard_end_at"),
                    ends_at__gte=F("first_ends_at"),
                    hard_end_at__gte=F("ends_at"),
                ),
                name="bidding_auction_times",
            ),
            models.CheckConstraint(
                condition=Q(reserve_sealed="", reserve_commitment="")
                | (~Q(reserve_sealed="") & ~Q(reserve_commitment="")),
                name="bidding_auction_reserve_committed",
            ),
            # Whoever sells or buys does not bid on it (reference/escrow.md, G8).
            models.CheckConstraint(
                condition=Q(leader=None) | ~Q(leader=F("poster")),
                name="bidding_auction_led_by_another",
            ),
            models.CheckConstraint(
                condition=Q(leader=None, price_minor=0)
                | Q(leader__isnull=False, price_minor__gt=0),
                name="bidding_auction_led_at_a_price",
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=0, position__gte=F("sequence")),
                name="bidding_auction_counts",
            ),
        )
        indexes = (
            models.Index(fields=["poster", "-id"], name="bidding_auction_poster_idx"),
            models.Index(fields=["ends_at"], name="bidding_auction_ends_idx", condition=_RUNNING),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def price(self) -> Money | None:
        return rupees(self.price_minor) if self.price_minor else None

    @property
    def bond(self) -> Money:
        return rupees(self.bond_minor)


class Plan(models.Model):
    """How a deal shall be put up for bids once it is published. No row: by the usual rules."""

    deal_id = models.UUIDField(primary_key=True)
    poster = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.JSONField()
    reserve_sealed = models.TextField(blank=True)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "bidding_plan"

    def __str__(self) -> str:
        return str(self.deal_id)


class Result(models.Model):
    """The ranking, written down when an auction closed. Append-only.

    ``rank`` counts from 1; ``price_minor`` is what that party would be awarded the deal at.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(Auction, on_delete=models.PROTECT, related_name="+", db_index=False)
    rank = models.IntegerField()
    party = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    price_minor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "bidding_result"
        constraints = (
            models.UniqueConstraint(fields=["auction", "rank"], name="bidding_result_rank_once"),
            models.UniqueConstraint(fields=["auction", "party"], name="bidding_result_party_once"),
            models.CheckConstraint(
                condition=Q(rank__gt=0, price_minor__gt=0), name="bidding_result_numbers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} {self.rank}"

    @property
    def price(self) -> Money:
        return rupees(self.price_minor)


class Award(models.Model):
    """Somebody was chosen. ``is_binding``: a refusal costs them the bond.

    The next best after a default is only asked. ``reason`` is the poster's: why not the best.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    auction = models.ForeignKey(Auction, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    rank = models.IntegerField()
    party = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    price_minor = models.BigIntegerField()
    is_binding = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=AwardState.OFFERED)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "bidding_award"
        constraints = (
            models.UniqueConstraint(fields=["auction", "number"], name="bidding_award_number_once"),
            models.UniqueConstraint(
                fields=["auction"],
                condition=Q(state__in=["offered", "confirmed"]),
                name="bidding_award_one_at_a_time",
            ),
            models.UniqueConstraint(fields=["auction", "party"], name="bidding_award_party_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in AwardState]),
                name="bidding_award_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", decided_at=None)
                | (~Q(state="offered") & Q(decided_at__isnull=False)),
                name="bidding_award_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(rank__gt=0, price_minor__gt=0), name="bidding_award_numbers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.auction_id} {self.number} {self.state}"

    @property
    def price(self) -> Money:
        return rupees(self.price_minor)
