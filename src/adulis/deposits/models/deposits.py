"""Deposits, the payments that gateways collected, and what gateways said about them."""

from __future__ import annotations

from django.db import models

from adulis.deposits.machine import DepositState, PaymentState
from adulis.deposits.values import Method, Mismatch
from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees


class Deposit(models.Model):
    """What a merchant asked somebody to pay. What was asked for never changes once written.

    ``paid_minor`` and ``currency`` are what is to be paid. ``credited_minor`` (paise) is what the
    merchant got for it, null until captured. ``pending_minor`` is what of it lies in pending now:
    all of it from the capture on, less what refunds and chargebacks took, nothing once cleared.
    ``refunded_minor`` (refunds that have not failed) and ``charged_back_minor`` (chargebacks not
    won) are in paise too. ``payer_sealed`` is who was asked to pay, as JSON;
    ``declaration_sealed`` what the merchant says of somebody else who did.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    paid_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    quote = models.OneToOneField(
        "deposits.Quote", on_delete=models.PROTECT, related_name="+", null=True
    )
    methods = models.JSONField(default=list)
    description = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=40, blank=True, help_text="The merchant's own.")
    return_url = models.CharField(max_length=500, blank=True)
    metadata = models.JSONField(default=dict)
    purpose_code = models.CharField(
        max_length=8, blank=True, db_default="", help_text="Of foreign money: see purposes.py."
    )
    payer_sealed = models.TextField(blank=True)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    is_assigned = models.BooleanField(
        default=False, help_text="Made of a payment in suspense that two operators assigned."
    )

    gateway = models.CharField(max_length=32)
    intent_id = models.CharField(max_length=120, blank=True)
    intent_asked_at = models.DateTimeField(null=True, help_text="When it was last ordered.")
    checkout_url = models.CharField(max_length=500, blank=True)

    state = models.CharField(max_length=12, default=DepositState.CREATED)
    reason = models.CharField(max_length=60, blank=True, help_text="Why it came to nothing.")
    reason_source = models.CharField(max_length=24, blank=True)
    method = models.CharField(max_length=16, blank=True, help_text="How it was paid.")
    credited_minor = models.BigIntegerField(null=True)
    rate_micros = models.BigIntegerField(null=True, help_text="The rate it was credited at.")
    is_rate_of_capture = models.BooleanField(
        default=False, help_text="Its quote had expired: it was credited at the rate of the moment."
    )
    fee_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    pending_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    charged_back_minor = models.BigIntegerField(default=0)
    is_late = models.BooleanField(default=False, help_text="Paid after it had come to nothing.")
    captured_at = models.DateTimeField(null=True)
    clears_at = models.DateTimeField(null=True)
    is_third_party = models.BooleanField(
        default=False, db_default=False, help_text="Somebody else paid than was named."
    )
    payer_declared_at = models.DateTimeField(
        null=True, help_text="Since when it is said who that is; until then it does not clear."
    )
    declaration_sealed = models.TextField(blank=True, db_default="")
    finished_at = models.DateTimeField(null=True)
    has_case = models.BooleanField(
        default=False, help_text="An overdue deposit has been asked about."
    )
    patient_until = models.DateTimeField(
        null=True, help_text="Two operators decided to go on asking; not asked about before then."
    )

    asked_count = models.SmallIntegerField(default=0, help_text="How often the gateway was polled.")
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "deposits_deposit"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in DepositState]),
                name="deposits_deposit_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=["", *(str(each) for each in Method)]),
                name="deposits_deposit_method_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    paid_minor__range=(1, 10**13),
                    fee_minor__gte=0,
                    tax_minor__gte=0,
                    pending_minor__gte=0,
                    refunded_minor__gte=0,
                    charged_back_minor__gte=0,
                ),
                name="deposits_deposit_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["captured", "cleared"],
                    credited_minor__gt=0,
                    captured_at__isnull=False,
                    clears_at__isnull=False,
                )
                | models.Q(
                    state__in=["created", "processing", "failed", "expired", "cancelled"],
                    credited_minor__isnull=True,
                    captured_at__isnull=True,
                    pending_minor=0,
                ),
                name="deposits_deposit_credited_when_captured",
            ),
            # Nothing is given back that was not got: neither by the merchant nor by the gateway.
            models.CheckConstraint(
                condition=models.Q(pending_minor=0)
                | models.Q(state="captured", pending_minor__lte=models.F("credited_minor")),
                name="deposits_deposit_pending_is_captured",
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_minor=0)
                | models.Q(refunded_minor__lte=models.F("credited_minor")),
                name="deposits_deposit_refunds_within",
            ),
            models.CheckConstraint(
                condition=models.Q(payer_declared_at=None) | models.Q(is_third_party=True),
                name="deposits_deposit_declared_payer",
            ),
            models.UniqueConstraint(
                fields=["gateway", "intent_id"],
                name="deposits_deposit_intent_unique",
                condition=~models.Q(intent_id=""),
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-id"], name="deposits_deposit_list_idx"),
            models.Index(fields=["merchant", "state", "-id"], name="deposits_deposit_state_idx"),
            # For operators, who look at those of all merchants.
            models.Index(fields=["state", "-id"], name="deposits_deposit_all_idx"),
            models.Index(
                fields=["merchant", "reference"],
                name="deposits_deposit_reference_idx",
                condition=~models.Q(reference=""),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="deposits_deposit_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["expires_at"],
                name="deposits_deposit_overdue_idx",
                condition=models.Q(state__in=["created", "processing"], has_case=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"deposit/{self.id}"

    @property
    def paid(self) -> Money:
        """What is to be paid, in its currency."""
        return Money(self.paid_minor, self.currency)

    @property
    def credited(self) -> Money | None:
        return None if self.credited_minor is None else rupees(self.credited_minor)

    @property
    def payer_place(self) -> str:
        return f"deposits_deposit.payer.{self.id}"

    @property
    def declaration_place(self) -> str:
        return f"deposits_deposit.declaration.{self.id}"

    @property
    def is_undeclared(self) -> bool:
        """Whether its merchant has to say who paid before what is pending of it clears."""
        return self.is_third_party and self.payer_declared_at is None and self.pending_minor > 0


class Payment(models.Model):
    """Money that a gateway collected, booked once: credited to a deposit, or kept in suspense.

    ``deposit`` is whom it came for, or whom it was assigned to; null while nobody knows.
    ``fee_minor`` and ``tax_minor`` are the gateway's own charge, in the payment's currency.
    ``returned_minor`` is what refunds that have not failed send back to its source, and
    ``charged_back_minor`` what its payer's bank took back; ``lost_minor`` of that was gone for good
    when the rest was assigned, and was never anybody's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    gateway = models.CharField(max_length=32)
    payment_id = models.CharField(max_length=120, help_text="The gateway's name for it.")
    intent_id = models.CharField(max_length=120, blank=True)
    deposit = models.ForeignKey(
        "deposits.Deposit", on_delete=models.PROTECT, related_name="+", null=True
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    fee_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    method = models.CharField(max_length=16)
    payer_sealed = models.TextField(blank=True)
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=PaymentState.RECEIVED)
    mismatch = models.CharField(max_length=16, blank=True)
    returned_minor = models.BigIntegerField(default=0)
    charged_back_minor = models.BigIntegerField(default=0)
    lost_minor = models.BigIntegerField(default=0, db_default=0)
    is_sought = models.BooleanField(
        default=False, db_default=False, help_text="It was looked for in the gateway's reports."
    )
    patient_until = models.DateTimeField(
        null=True, help_text="Two operators decided to look again; not asked about before then."
    )

    class Meta:
        db_table = "deposits_payment"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in PaymentState]),
                name="deposits_payment_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(mismatch__in=["", *(str(each) for each in Mismatch)]),
                name="deposits_payment_mismatch_known",
            ),
            models.UniqueConstraint(
                fields=["gateway", "payment_id"], name="deposits_payment_unique"
            ),
            # A deposit is credited by one payment, whatever happens.
            models.UniqueConstraint(
                fields=["deposit"],
                name="deposits_payment_one_credit",
                condition=models.Q(state__in=["credited", "assigned"]),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["credited", "assigned"])
                | models.Q(deposit__isnull=False),
                name="deposits_payment_credit_has_deposit",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    amount_minor__gt=0, fee_minor__gte=0, tax_minor__gte=0,
                    returned_minor__range=(0, models.F("amount_minor")), charged_back_minor__gte=0,
                ),
                name="deposits_payment_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(lost_minor=0)
                | models.Q(
                    state="assigned",
                    lost_minor__gt=0,
                    lost_minor__lt=models.F("amount_minor"),
                    lost_minor__lte=models.F("charged_back_minor"),
                ),
                name="deposits_payment_lost_before",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["deposit", "id"], name="deposits_payment_deposit_idx"),
            models.Index(
                fields=["captured_at", "id"],
                name="deposits_payment_suspended_idx",
                condition=models.Q(state="suspended"),
            ),
            models.Index(
                fields=["captured_at", "id"],
                name="deposits_payment_unsought_idx",
                condition=models.Q(is_sought=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.payment_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def credited(self) -> Money:
        """What of it a merchant was credited for: all, but for what was lost before."""
        return Money(self.amount_minor - self.lost_minor, self.currency)

    @property
    def in_suspense(self) -> Money:
        """What lies in suspense of a payment that is nobody's; less than nothing is there never."""
        return Money(max(0, self.amount_minor - self.charged_back_minor), self.currency)

    @property
    def charge(self) -> Money:
        """What the gateway keeps for its work, its tax included."""
        return Money(self.fee_minor + self.tax_minor, self.currency)

    @property
    def payer_place(self) -> str:
        return f"deposits_payment.payer.{self.id}"


class DepositEvidence(models.Model):
    """One thing a gateway said about a deposit, and what followed. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deposit = models.ForeignKey("deposits.Deposit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    source = models.CharField(max_length=16)
    outcome = models.CharField(max_length=24)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "deposits_evidence"
        indexes = (models.Index(fields=["deposit", "id"], name="deposits_evidence_deposit_idx"),)

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"
