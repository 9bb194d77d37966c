"""What belongs to a deal besides its terms: letters, messages, files and bookmarks."""

from __future__ import annotations

from django.db import models

from adulis.deals.machine import DealInvitationState
from adulis.kernel.ids import new_id


class Invitation(models.Model):
    """A letter with a link that lets one merchant in. The address is known by its blind index."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    email_sealed = models.TextField()
    email_index = models.BinaryField(max_length=32)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=DealInvitationState.PENDING)
    merchant = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "deals_deal_invitation"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in DealInvitationState]),
                name="deals_deal_invitation_state_known",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], name="deals_deal_invitation_token_unique"
            ),
            models.UniqueConstraint(
                fields=["deal", "email_index"],
                name="deals_deal_invitation_pending_once",
                condition=models.Q(state="pending"),
            ),
            models.CheckConstraint(
                condition=models.Q(state="joined", merchant__isnull=False)
                | models.Q(~models.Q(state="joined"), merchant=None),
                name="deals_deal_invitation_joined_is_somebody",
            ),
        )
        indexes = (
            models.Index(
                fields=["merchant", "deal"],
                name="deals_invitation_joined_idx",
                condition=models.Q(state="joined"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deal_id} {self.state}"


class Message(models.Model):
    """What one side wrote to the other. ``thread_id`` is the merchant who did not post the deal."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    thread_id = models.UUIDField()
    number = models.IntegerField()
    sender = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=120)
    body_sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_message"
        constraints = (
            models.UniqueConstraint(
                fields=["deal", "thread_id", "number"], name="deals_message_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="deals_message_number_from_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deal_id}/{self.thread_id}/{self.number}"


class Attachment(models.Model):
    """A file that whoever sees the deal may read."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "deals_attachment"
        constraints = (
            models.UniqueConstraint(fields=["file_id"], name="deals_attachment_file_unique"),
        )
        indexes = (models.Index(fields=["deal", "id"], name="deals_attachment_deal_idx"),)

    def __str__(self) -> str:
        return f"{self.deal_id} {self.file_id}"


class Watch(models.Model):
    """A person's bookmark, in the name of a merchant."""

    id = models.UUIDField(primary_key=True, default=new_id)
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="+")
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "deals_watch"
        constraints = (
            models.UniqueConstraint(
                fields=["merchant", "user_id", "deal"], name="deals_watch_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} watches {self.deal_id}"
