"""A deal, the versions of its terms, and who accepted which."""

from __future__ import annotations

from django.db import models

from adulis.deals.machine import BOUND, DealState
from adulis.deals.values import Category, DealFormat, DealKind, EndReason, Visibility
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees

_UNSEEN = ["draft", "deleted", "awaiting_approval"]
_BOUND = sorted(str(state) for state in BOUND)


class Deal(models.Model):
    """``draft`` are the terms before anybody else saw them; after that they are rows of ``Terms``.

    ``listed_at`` orders lists: when others saw it first. ``agreement_id`` is the escrow of the
    present counterparty, ``agreement_number`` counts them: after a default there may be another.
    ``search`` is a text index that the database keeps.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=8)
    format = models.CharField(max_length=8)
    visibility = models.CharField(max_length=8)
    category = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    poster = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    counterparty = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True
    )
    created_by = models.CharField(max_length=120)
    state = models.CharField(max_length=20, default=DealState.DRAFT)
    budget_minor = models.BigIntegerField(null=True)
    deadline = models.DateTimeField(null=True)
    draft = models.JSONField(null=True)
    terms_version = models.IntegerField(default=0)
    price_minor = models.BigIntegerField(null=True)
    agreement_id = models.UUIDField(null=True)
    agreement_number = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    listed_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "deals_deal"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in DealState]),
                name="deals_deal_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(each) for each in DealKind])
                & models.Q(format__in=[str(each) for each in DealFormat])
                & models.Q(visibility__in=[str(each) for each in Visibility])
                & models.Q(category__in=[str(each) for each in Category]),
                name="deals_deal_words_known",
            ),
            models.CheckConstraint(
                condition=models.Q(budget_minor=None) | models.Q(budget_minor__gt=0),
                name="deals_deal_budget_positive",
            ),
            models.CheckConstraint(
                condition=~models.Q(counterparty=models.F("poster")), name="deals_deal_between_two"
            ),
            # What others may see has terms that everybody can point at.
            models.CheckConstraint(
                condition=models.Q(state__in=_UNSEEN, draft__isnull=False)
                | models.Q(~models.Q(state__in=_UNSEEN), draft=None, terms_version__gte=1)
                | models.Q(state="cancelled", terms_version=0),
                name="deals_deal_seen_has_terms",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_BOUND)
                | models.Q(
                    counterparty__isnull=False,
                    # Of what is not there, nobody knows whether it is more than nothing.
                    price_minor__isnull=False,
                    price_minor__gt=0,
                    agreement_id__isnull=False,
                    agreement_number__gte=1,
                ),
                name="deals_deal_bound_has_agreement",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["open", "reviewing"])
                | models.Q(format__in=["open", "sealed"], deadline__isnull=False),
                name="deals_deal_bids_until_deadline",
            ),
            models.CheckConstraint(
                condition=models.Q(state="completed", completed_at__isnull=False)
                | models.Q(~models.Q(state="completed"), completed_at=None),
                name="deals_deal_completed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["cancelled", "lapsed"],
                    ended_reason__in=[str(each) for each in EndReason],
                )
                | models.Q(~models.Q(state__in=["cancelled", "lapsed"]), ended_reason=""),
                name="deals_deal_ended_has_reason",
            ),
        )
        indexes = (
            models.Index(fields=["poster", "-listed_at", "-id"], name="deals_deal_poster_idx"),
            models.Index(
                fields=["counterparty", "-listed_at", "-id"], name="deals_deal_counterparty_idx"
            ),
            models.Index(
                fields=["-listed_at", "-id"],
                name="deals_deal_browse_idx",
                condition=models.Q(visibility="public", state__in=["open", "reviewing"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def budget(self) -> Money | None:
        return None if self.budget_minor is None else rupees(self.budget_minor)

    @property
    def price(self) -> Money | None:
        return None if self.price_minor is None else rupees(self.price_minor)

    @property
    def subject(self) -> str:
        return f"deal/{self.id}"

    @property
    def escrow_subject(self) -> str:
        """What its agreement is about: the first, or the one after ``agreement_number - 1``."""
        several = f"/{self.agreement_number}" if self.agreement_number > 1 else ""
        return f"{self.subject}{several}"


class Terms(models.Model):
    """One version, for ever: ``hash`` is SHA-256 of ``body`` in its canonical spelling."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    body = models.JSONField()
    hash = models.CharField(max_length=64)
    made_by = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=120)
    material = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_terms"
        constraints = (
            models.UniqueConstraint(fields=["deal", "version"], name="deals_terms_version_unique"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="deals_terms_version_from_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deal_id} v{self.version}"


class Acceptance(models.Model):
    """A merchant, through a person, accepted one version at one price."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="+")
    agreement_number = models.IntegerField()
    version = models.IntegerField()
    hash = models.CharField(max_length=64)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=120)
    price_minor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_acceptance"
        constraints = (
            models.UniqueConstraint(
                fields=["deal", "agreement_number", "merchant"], name="deals_acceptance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(price_minor__gt=0), name="deals_acceptance_price_positive"
            ),
        )

    def __str__(self) -> str:
        return f"{self.merchant_id} accepted {self.deal_id} v{self.version}"
