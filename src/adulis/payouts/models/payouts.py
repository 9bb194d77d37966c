"""Payouts, what was tried and said about them, and where they go."""

from __future__ import annotations

from django.db import models

from adulis.gateways.values import Asked
from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.kernel.sealed import SealedColumn
from adulis.payouts.machine import AttemptState, PayoutState
from adulis.payouts.values import Mode, WaitingFor

NUMBER = SealedColumn("payouts_bank_account", "number_sealed")


class BankAccount(models.Model):
    """Where a merchant's money may go. Immutable but for nickname, verification and archiving.

    The number (or VPA) is sealed; ``details_index`` is its keyed hash, so that the same account is
    found again without anybody reading it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    holder_name = models.CharField(max_length=120)
    ifsc = models.CharField(max_length=11, blank=True)
    number_sealed = models.TextField()
    number_masked = models.CharField(max_length=80)
    details_index = models.BinaryField(max_length=32)
    nickname = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, default="active")
    verification = models.CharField(max_length=12, default="unverified")
    registered_name = models.CharField(max_length=120, blank=True)
    name_match_score = models.SmallIntegerField(null=True)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "payouts_bank_account"
        constraints = (
            models.UniqueConstraint(
                fields=["merchant", "details_index"],
                name="payouts_bank_account_details_unique",
                condition=models.Q(state="active"),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="account", ifsc__gt="") | models.Q(kind="vpa", ifsc=""),
                name="payouts_bank_account_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "archived"]),
                name="payouts_bank_account_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(verification__in=["unverified", "verified", "failed"]),
                name="payouts_bank_account_verification_known",
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-created_at"], name="payouts_bank_account_list_idx"),
        )

    def __str__(self) -> str:
        return self.number_masked


class PayoutSettings(models.Model):
    """What a merchant decided about its payouts. No row: the defaults."""

    merchant = models.OneToOneField(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    approval_above_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "payouts_settings"

    def __str__(self) -> str:
        return str(self.pk)


class Payout(models.Model):
    """What a merchant asked for. Amounts, fee, tax and account never change once written."""

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    bank_account = models.ForeignKey(
        "payouts.BankAccount", on_delete=models.PROTECT, related_name="+"
    )
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    mode = models.CharField(max_length=4)
    narration = models.CharField(max_length=30, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=16)
    metadata = models.JSONField(default=dict)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    scheduled_at = models.DateTimeField(null=True)
    gives_up_at = models.DateTimeField(null=True, help_text="Cancelled then if never affordable.")
    retry_of = models.ForeignKey(
        "payouts.Payout", on_delete=models.PROTECT, related_name="+", null=True
    )
    batch_row_id = models.UUIDField(null=True)
    intent_id = models.UUIDField(
        null=True, help_text="What the wish is called where it is told again."
    )
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )

    state = models.CharField(max_length=12, default=PayoutState.PENDING)
    is_held = models.BooleanField()
    waiting_for = models.CharField(max_length=10, blank=True)
    waiting_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True, help_text="Why it failed or was cancelled")
    reason_source = models.CharField(max_length=24, blank=True)
    utr = models.CharField(max_length=60, blank=True)
    retry_count = models.SmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    expected_by = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    is_returned = models.BooleanField(default=False)
    is_paid_late = models.BooleanField(default=False)
    has_case = models.BooleanField(
        default=False, help_text="An overdue payout has been asked about"
    )

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "payouts_payout"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in PayoutState]),
                name="payouts_payout_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=[str(mode) for mode in Mode]),
                name="payouts_payout_mode_known",
            ),
            models.CheckConstraint(
                condition=models.Q(waiting_for="")
                | models.Q(waiting_for__in=[str(each) for each in WaitingFor], state="pending"),
                name="payouts_payout_waiting_is_pending",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    amount_minor__range=(100, 10**13), fee_minor__gte=0, tax_minor__gte=0
                ),
                name="payouts_payout_amounts",
            ),
            # Money that is not set aside can never be with the bank.
            models.CheckConstraint(
                condition=models.Q(is_held=True) | models.Q(state__in=["pending", "cancelled"]),
                name="payouts_payout_held_before_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(is_returned=False) | models.Q(state="completed"),
                name="payouts_payout_returned_was_completed",
            ),
            models.UniqueConstraint(
                fields=["batch_row_id"], name="payouts_payout_batch_row_unique"
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-id"], name="payouts_payout_list_idx"),
            models.Index(fields=["merchant", "state", "-id"], name="payouts_payout_state_idx"),
            models.Index(
                fields=["merchant", "reference"],
                name="payouts_payout_reference_idx",
                condition=~models.Q(reference=""),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="payouts_payout_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["expected_by"],
                name="payouts_payout_expected_idx",
                condition=models.Q(state="processing", has_case=False),
            ),
            models.Index(fields=["bank_account", "-id"], name="payouts_payout_account_idx"),
            # What came to an end in some days, of everybody: reports and the back office.
            models.Index(
                fields=["finished_at"],
                name="payouts_payout_finished_idx",
                condition=models.Q(finished_at__isnull=False),
            ),
            # Those of one state, of everybody, newest first. Most are completed: of them the key
            # finds a page as soon.
            models.Index(
                fields=["state", "-id"],
                name="payouts_payout_others_idx",
                condition=~models.Q(state="completed"),
            ),
            models.Index(
                fields=["-id"],
                name="payouts_payout_returned_idx",
                condition=models.Q(is_returned=True),
            ),
            models.Index(
                fields=["created_at", "id"],
                name="payouts_payout_funds_idx",
                condition=models.Q(state="pending", waiting_for="funds"),
            ),
        )

    def __str__(self) -> str:
        return f"payout/{self.id}"

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)

    @property
    def parts(self) -> tuple[Money, Money, Money]:
        """Amount, fee and tax: what is held together and parts only on completion."""
        return self.amount, rupees(self.fee_minor), rupees(self.tax_minor)


class Attempt(models.Model):
    """One submission of a payout to a bank. ``reference`` is ours, made before asking."""

    id = models.UUIDField(primary_key=True, default=new_id)
    payout = models.ForeignKey("payouts.Payout", on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    bank = models.CharField(max_length=32)
    reference = models.CharField(max_length=40)
    mode = models.CharField(max_length=4)
    amount_minor = models.BigIntegerField()
    state = models.CharField(max_length=20, default=AttemptState.CREATED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="The last moment the order can have left.")
    sent_count = models.SmallIntegerField(default=0)
    probes = models.BooleanField(default=False, help_text="Sent to test a bank in trouble.")
    enquiry_count = models.SmallIntegerField(default=0)
    asked_before_count = models.SmallIntegerField(
        default=0, db_default=0, help_text="Before it was last sent."
    )
    first_not_found_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=60, blank=True)
    utr = models.CharField(max_length=60, blank=True)
    bank_reference = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField(null=True)
    is_paid_late = models.BooleanField(default=False)
    paid_late_at = models.DateTimeField(
        null=True, help_text="When a payment after its no was told."
    )
    return_heard_at = models.DateTimeField(null=True, help_text="When its return was told.")
    returned_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Accepted as returned in part."
    )
    settled_at = models.DateTimeField(null=True, help_text="The statement shows the payment.")
    return_settled_at = models.DateTimeField(null=True, help_text="The statement shows its return.")

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "payouts_attempt"
        constraints = (
            models.UniqueConstraint(fields=["reference"], name="payouts_attempt_reference_unique"),
            models.UniqueConstraint(
                fields=["payout", "number"], name="payouts_attempt_number_unique"
            ),
            models.UniqueConstraint(
                fields=["payout"],
                name="payouts_attempt_one_live",
                condition=models.Q(
                    state__in=["created", "sending", "accepted", "in_doubt", "not_received"]
                ),
            ),
            models.UniqueConstraint(
                fields=["payout"],
                name="payouts_attempt_one_success",
                condition=models.Q(state="confirmed_success"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in AttemptState]),
                name="payouts_attempt_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["created", "confirmed_failure"])
                | models.Q(sent_at__isnull=False),
                name="payouts_attempt_sent_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_minor__gte=0)
                & models.Q(returned_minor__lte=models.F("amount_minor")),
                name="payouts_attempt_returns_no_more_than_it_paid",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                name="payouts_attempt_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            # Statement lines that lost their reference still have the network's.
            models.Index(
                fields=["utr"], name="payouts_attempt_utr_idx", condition=~models.Q(utr="")
            ),
            models.Index(
                fields=["finished_at"],
                name="payouts_attempt_unsettled_idx",
                condition=(models.Q(state="confirmed_success") | models.Q(is_paid_late=True))
                & models.Q(settled_at__isnull=True),
            ),
            models.Index(
                fields=["return_heard_at"],
                name="payouts_attempt_unshown_idx",
                condition=models.Q(return_heard_at__isnull=False, return_settled_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def is_known_paid(self) -> bool:
        """Whether the bank has paid it, in time or after its no."""
        return self.is_paid_late or self.state == AttemptState.CONFIRMED_SUCCESS

    @property
    def asked(self) -> Asked:
        before = self.asked_before_count
        return Asked(since_count=self.enquiry_count - before, before_count=before)


class Evidence(models.Model):
    """What was said about an attempt, by whom, and what it led to. Append-only: the timeline."""

    id = models.BigAutoField(primary_key=True)
    payout = models.ForeignKey("payouts.Payout", on_delete=models.PROTECT, related_name="+")
    attempt_number = models.SmallIntegerField()
    source = models.CharField(max_length=12)
    verdict = models.CharField(max_length=16)
    outcome = models.CharField(max_length=24)
    code = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=200, blank=True)
    utr = models.CharField(max_length=60, blank=True)
    amount_minor = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "payouts_evidence"
        indexes = (models.Index(fields=["payout", "id"], name="payouts_evidence_payout_idx"),)

    def __str__(self) -> str:
        return f"{self.payout_id} {self.source} {self.verdict}"


class PayoutReturn(models.Model):
    """The bank took a completed payout back. Partial returns open a case instead."""

    id = models.UUIDField(primary_key=True, default=new_id)
    payout = models.OneToOneField("payouts.Payout", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    fee_returned_minor = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)
    utr = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        db_table = "payouts_return"

    def __str__(self) -> str:
        return f"return of {self.payout_id}"
