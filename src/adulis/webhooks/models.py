"""The tables of webhooks. What happened is not copied: a delivery points at its fact."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn
from adulis.webhooks.addresses import host_of
from adulis.webhooks.machine import DeliveryState, EndpointState
from adulis.webhooks.values import Failure, GivenUp, Reason

SECRET = SealedColumn("webhooks_endpoint", "secret_sealed")
OLD_SECRET = SealedColumn("webhooks_endpoint", "old_secret_sealed")
SEALED = (SECRET, OLD_SECRET)


class Endpoint(models.Model):
    """A server of a merchant's that is told events.

    ``failing_since`` is when the first attempt failed since the last one that did not; nothing is
    sent before ``rests_until``. The old secret signs as well until ``old_secret_until``.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    types = ArrayField(models.CharField(max_length=80), help_text="None: all.")
    state = models.CharField(max_length=8, default=EndpointState.ENABLED)
    disabled_reason = models.CharField(max_length=12, blank=True)
    disabled_at = models.DateTimeField(null=True)
    secret_sealed = models.TextField()
    old_secret_sealed = models.TextField(blank=True)
    old_secret_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    last_delivered_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure_count = models.IntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhooks_endpoint"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in EndpointState]),
                name="webhooks_endpoint_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(disabled_reason__in=["", *(each.value for each in Reason)]),
                name="webhooks_endpoint_reason_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="disabled", disabled_at__isnull=False)
                & ~models.Q(disabled_reason="")
                | ~models.Q(state="disabled") & models.Q(disabled_reason="", disabled_at=None),
                name="webhooks_endpoint_disabled_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="archived", archived_at__isnull=False)
                | ~models.Q(state="archived") & models.Q(archived_at=None),
                name="webhooks_endpoint_archived_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(old_secret_sealed="", old_secret_until=None)
                | ~models.Q(old_secret_sealed="") & models.Q(old_secret_until__isnull=False),
                name="webhooks_endpoint_old_secret_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    failing_since=None, failure_count=0, rests_until=None, warned_at=None
                )
                | models.Q(failing_since__isnull=False, failure_count__gte=1),
                name="webhooks_endpoint_fails_since_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["merchant", "id"],
                name="webhooks_endpoint_merchant_idx",
                condition=~models.Q(state="archived"),
            ),
            # What operators look at.
            models.Index(fields=["state", "id"], name="webhooks_endpoint_state_idx"),
            models.Index(
                fields=["failing_since", "id"],
                name="webhooks_endpoint_failing_idx",
                condition=models.Q(failing_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url} {self.state}"

    @property
    def host(self) -> str:
        """All of its address that is told to others than its owners."""
        return host_of(self.url)


class Delivery(models.Model):
    """One fact to one endpoint. ``tries`` begins anew with a replay, ``attempt_count`` never does.

    ``claim_count`` only grows, so whoever comes back late with an outcome is known by it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="+")
    merchant_id = models.UUIDField()
    fact = models.ForeignKey("events.Event", models.PROTECT, related_name="+")
    type = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    state = models.CharField(max_length=9, default=DeliveryState.PENDING)
    given_up = models.CharField(max_length=20, blank=True)
    attempt_count = models.IntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "webhooks_delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "fact"], name="webhooks_delivery_once_for_each_fact"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in DeliveryState]),
                name="webhooks_delivery_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(given_up__in=["", *(each.value for each in GivenUp)]),
                name="webhooks_delivery_given_up_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="pending", due_at__isnull=False, failed_at=None, given_up=""
                )
                | models.Q(state="delivered", due_at=None, lease_until=None, given_up="")
                & models.Q(delivered_at__isnull=False, failed_at=None)
                | models.Q(state="failed", due_at=None, lease_until=None, failed_at__isnull=False)
                & ~models.Q(given_up=""),
                name="webhooks_delivery_due_while_pending",
            ),
        ]
        indexes = [
            # In whose turn, and whose turn it is.
            models.Index(
                fields=["endpoint", "due_at", "id"],
                name="webhooks_delivery_due_idx",
                condition=models.Q(state="pending"),
            ),
            models.Index(
                fields=["lease_until"],
                name="webhooks_delivery_leased_idx",
                condition=models.Q(state="pending", lease_until__isnull=False),
            ),
            models.Index(fields=["merchant_id", "-id"], name="webhooks_delivery_merchant_idx"),
            models.Index(fields=["endpoint", "-id"], name="webhooks_delivery_endpoint_idx"),
            # What waits and what was given up, of one endpoint and of all; most is neither.
            models.Index(
                fields=["endpoint", "state", "id"],
                name="webhooks_delivery_undone_idx",
                condition=~models.Q(state="delivered"),
            ),
            models.Index(
                fields=["state", "created_at", "id"],
                name="webhooks_delivery_waiting_idx",
                condition=~models.Q(state="delivered"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.state}"


class Attempt(models.Model):
    """What became of one attempt. Append-only, guarded by triggers."""

    id = models.UUIDField(primary_key=True, default=new_id)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+")
    number = models.IntegerField()
    at = models.DateTimeField()
    duration_ms = models.IntegerField()
    failure = models.CharField(max_length=20, blank=True)
    status = models.SmallIntegerField(null=True)
    answer = models.CharField(max_length=1024, blank=True)

    class Meta:
        db_table = "webhooks_attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="webhooks_attempt_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(failure__in=["", *(each.value for each in Failure)]),
                name="webhooks_attempt_failure_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.failure or self.status}"
