"""The table of letters."""

from __future__ import annotations

from django.db import models

from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn
from adulis.mail.machine import LetterState

RECIPIENT = SealedColumn("mail_letter", "recipient_sealed")
CONTENT = SealedColumn("mail_letter", "content_sealed")
SEALED = (RECIPIENT, CONTENT)


class Letter(models.Model):
    """One letter to one person. What it says is gone once it is sent; that it was sent stays.

    ``about`` is the subject of the deed it tells of (``user/<id>``).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    template = models.CharField(max_length=80)
    about = models.CharField(max_length=120)
    merchant_id = models.UUIDField(null=True)
    recipient_sealed = models.TextField()
    recipient_index = models.BinaryField(max_length=32)
    content_sealed = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=LetterState.QUEUED)
    attempt_count = models.SmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "mail_letter"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in LetterState]),
                name="mail_letter_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="queued", due_at__isnull=False)
                | (~models.Q(state="queued") & models.Q(due_at=None)),
                name="mail_letter_due_while_queued",
            ),
            # Erased when it is sent, and not before: a letter that says nothing is never sent.
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False, content_sealed="")
                | (~models.Q(state="sent") & models.Q(sent_at=None) & ~models.Q(content_sealed="")),
                name="mail_letter_erased_when_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="mail_letter_due_idx",
                condition=models.Q(state="queued"),
            ),
            models.Index(
                fields=["failed_at"],
                name="mail_letter_failed_idx",
                condition=models.Q(state="failed"),
            ),
            models.Index(fields=["recipient_index", "-id"], name="mail_letter_recipient_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state}"
