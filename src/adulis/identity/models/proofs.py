"""Tables: what proves who somebody is, and what they were sent to prove it with."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adulis.identity.models.words import one_of
from adulis.identity.values import LinkPurpose, WishKind
from adulis.kernel.ids import new_id


class RefreshSession(models.Model):
    """One sign-in on one device: the family of all refresh tokens that followed from it.

    The row *is* the family, and locked for whatever is done to it: of many racers one rotates, and
    revoking misses no successor. ``current_jti`` names the one token still good, ``replaced_…`` the
    one before it: when it was exchanged, and from which address.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    current_jti = models.UUIDField()
    replaced_jti = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True)
    replaced_from = models.CharField(max_length=64, blank=True, db_default="")
    session_version = models.IntegerField()
    rotation_count = models.IntegerField(default=0)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    has_second_factor = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=32, blank=True)

    class Meta:
        db_table = "identity_refresh_session"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_reason="")),
                name="identity_refresh_session_revoked_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.user_agent[:30]}"


class ApiKey(models.Model):
    """A program's credential. Only a keyed hash of it is stored; ``prefix`` is what people see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey("identity.Merchant", models.PROTECT, related_name="+")
    made_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=24)
    secret_hash = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=32))
    allowed_addresses = ArrayField(models.CharField(max_length=64), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)
    rotated_from = models.UUIDField(null=True, help_text="The key whose place it takes.")
    rotated_to = models.UUIDField(null=True, help_text="The key that takes its place.")

    class Meta:
        db_table = "identity_api_key"
        constraints = [
            models.UniqueConstraint(fields=["prefix"], name="identity_api_key_prefix_unique")
        ]
        indexes = [models.Index(fields=["merchant", "id"], name="identity_api_key_merchant_idx")]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class Link(models.Model):
    """What a link in a letter proves: that its holder reads the mailbox. Only a hash is stored.

    ``used_at``: followed. ``closed_at``: no longer good, because it was followed or replaced.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=16)
    token_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_link"
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="identity_link_token_unique"),
            one_of("purpose", LinkPurpose, "identity_link_purpose_known"),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(closed_at__isnull=False),
                name="identity_link_used_is_closed",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="identity_link_expiry_idx")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.user_id}"


class Wish(models.Model):
    """What a stranger asked for by naming an address, until the worker has granted it.

    Nobody is looked up when it is written down: see ``actions/wishes.py``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16)
    told_sealed = models.TextField()
    address = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "identity_wish"
        constraints = [one_of("kind", WishKind, "identity_wish_kind_known")]
        indexes = [models.Index(fields=["due_at", "id"], name="identity_wish_due_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SecondFactor(models.Model):
    """An authenticator app (TOTP, RFC 6238): set up, and from ``turned_on_at`` on, asked for.

    ``last_step`` is the newest time step whose code was accepted: no code is accepted twice.
    Its rows change under the lock of the person's row.
    """

    user = models.OneToOneField("identity.User", models.PROTECT, primary_key=True, related_name="+")
    secret_sealed = models.TextField()
    begun_at = models.DateTimeField()
    turned_on_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    class Meta:
        db_table = "identity_second_factor"

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """Opens once, in place of the app's code. Only a keyed hash of it is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    code_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_recovery_code"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "code_hash"], name="identity_recovery_code_unique"
            )
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"
