"""Verifications, what was submitted, and the documents."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn
from adulis.verification.machine import VerificationState
from adulis.verification.values import DocumentPurpose, Outcome, Tier

DRAFT = SealedColumn("verification_verification", "details_sealed")
SUBMITTED = SealedColumn("verification_submission", "details_sealed")
SEALED = (DRAFT, SUBMITTED)


class Verification(models.Model):
    """One for each merchant. ``reasons`` are those of the latest refusal or downgrade.

    ``details_sealed`` is the draft. The indexes are of what was last submitted: equal numbers meet
    in them, and nothing else can be read from them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default=VerificationState.UNVERIFIED)
    details_sealed = models.TextField(blank=True)
    pan_index = models.BinaryField(max_length=32, null=True)
    gstin_index = models.BinaryField(max_length=32, null=True)
    reasons = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "verification_verification"
        constraints = (
            models.UniqueConstraint(
                fields=["merchant"], name="verification_verification_one_per_merchant"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in VerificationState]),
                name="verification_verification_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="submitted") | models.Q(submitted_at__isnull=False),
                name="verification_verification_submitted_has_time",
            ),
            # Nobody is refused without being told why.
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reasons=[]),
                name="verification_verification_refused_has_reason",
            ),
        )
        indexes = (
            models.Index(fields=["pan_index"], name="verification_pan_idx"),
            models.Index(fields=["gstin_index"], name="verification_gstin_idx"),
            models.Index(fields=["state", "submitted_at"], name="verification_queue_idx"),
        )

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.state}"


class Submission(models.Model):
    """What was handed in once, whole. ``document_ids`` are the documents that went with it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="+")
    number = models.IntegerField()
    details_sealed = models.TextField()
    document_ids = ArrayField(models.UUIDField())
    submitted_by = models.CharField(max_length=120)
    submitted_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True)
    tier = models.CharField(max_length=16, blank=True)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verification_submission"
        constraints = (
            models.UniqueConstraint(
                fields=["verification", "number"], name="verification_submission_number_unique"
            ),
            models.UniqueConstraint(
                fields=["verification"],
                condition=models.Q(outcome=""),
                name="verification_submission_one_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[str(each) for each in Outcome]),
                name="verification_submission_outcome_known",
            ),
            models.CheckConstraint(
                condition=models.Q(tier__in=["", *(str(each) for each in Tier)]),
                name="verification_submission_tier_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at=None, decided_by="", tier="", reasons=[])
                | (
                    models.Q(outcome="verified", decided_at__isnull=False, reasons=[])
                    & ~models.Q(tier="")
                )
                | (
                    models.Q(outcome="refused", decided_at__isnull=False, tier="")
                    & ~models.Q(reasons=[])
                ),
                name="verification_submission_decided_whole",
            ),
            # Also where somebody left the merchant in between.
            models.CheckConstraint(
                condition=models.Q(outcome="") | ~models.Q(decided_by=models.F("submitted_by")),
                name="verification_submission_four_eyes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verification_id} #{self.number}"


class Document(models.Model):
    """A file, and what it is to show. ``removed_at``: it is not part of the draft any more."""

    id = models.UUIDField(primary_key=True, default=new_id)
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    purpose = models.CharField(max_length=32)
    added_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verification_document"
        constraints = (
            models.UniqueConstraint(fields=["file_id"], name="verification_document_file_unique"),
            models.CheckConstraint(
                condition=models.Q(purpose__in=[str(each) for each in DocumentPurpose]),
                name="verification_document_purpose_known",
            ),
        )
        indexes = (models.Index(fields=["verification", "id"], name="verification_document_idx"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
