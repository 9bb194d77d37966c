"""Tables: people, merchants, who belongs where, and what proves it."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from adulis.identity.machine import InvitationState
from adulis.identity.values import (
    LinkPurpose,
    MemberRole,
    MerchantKind,
    MerchantState,
    OperatorRole,
    Verification,
    WishKind,
)
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn

TOTP_SECRET = SealedColumn("identity_second_factor", "secret_sealed", key="user_id")
# Few of them wait at a time, and none for long.
WISH = SealedColumn("identity_wish", "told_sealed")
SEALED = (TOTP_SECRET, WISH)


def _one_of(column: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """The database knows the words too."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [word.value for word in words]}), name=name
    )


class UserDirectory(BaseUserManager["User"]):
    """How Django's sign-in finds a person. There is no ``create_user``: see ``register_user``."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A login. The e-mail is stored in lower case, which makes it unique whatever the case.

    ``session_version`` rises when the password changes; a session that carries an older one is
    over, even one that was being opened at that very moment.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    operator_role = models.CharField(max_length=16, blank=True, help_text="Empty: not staff.")
    session_version = models.IntegerField(default=1)
    is_active = models.BooleanField(default=True)
    # False only for who signed up by themselves and has not followed the link yet.
    is_email_confirmed = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField()

    objects = UserDirectory()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "identity_user"
        constraints = [
            models.UniqueConstraint(fields=["email"], name="identity_user_email_unique"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="identity_user_email_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(operator_role__in=["", *(role.value for role in OperatorRole)]),
                name="identity_user_operator_role_known",
            ),
            models.CheckConstraint(
                condition=models.Q(session_version__gte=1), name="identity_user_version_from_one"
            ),
        ]
        indexes = [
            # How a name begins, whatever its case.
            models.Index(
                OpClass(Lower("name"), name="text_pattern_ops"), name="identity_user_name_idx"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, for the back office: what ends every other session ends one there as well."""
        return salted_hmac(
            "adulis.identity.session",
            f"{self.password}:{self.session_version}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. Writes nothing, unlike Django's: whoever has checked it for
        a sign-in renews the hash by an action, which does not overwrite a reset.
        """
        return check_password(raw_password, self.password)

    @property
    def is_operator(self) -> bool:
        return self.operator_role != ""

    @property
    def is_staff(self) -> bool:
        """What Django's admin calls an operator."""
        return self.is_operator


class Merchant(models.Model):
    """A person or business that trades: the tenant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=MerchantState.ACTIVE)
    verification = models.CharField(max_length=16, default=Verification.UNVERIFIED)
    tier = models.CharField(max_length=32, default="standard", help_text="Which limits apply.")
    owner_left_at = models.DateTimeField(null=True, help_text="When it last had an owner less.")
    payouts_frozen_at = models.DateTimeField(null=True)
    payouts_frozen_reason = models.CharField(max_length=200, blank=True)
    payouts_frozen_until = models.DateTimeField(null=True, help_text="Null: until it is lifted.")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "identity_merchant"
        constraints = [
            _one_of("kind", MerchantKind, "identity_merchant_kind_known"),
            _one_of("state", MerchantState, "identity_merchant_state_known"),
            _one_of("verification", Verification, "identity_merchant_verification_known"),
            # Frozen and a reason, or neither: nobody is frozen without being told why.
            models.CheckConstraint(
                condition=models.Q(payouts_frozen_at=None, payouts_frozen_reason="")
                | (models.Q(payouts_frozen_at__isnull=False) & ~models.Q(payouts_frozen_reason="")),
                name="identity_merchant_freeze_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(payouts_frozen_until=None)
                | models.Q(
                    payouts_frozen_at__isnull=False,
                    payouts_frozen_until__gt=models.F("payouts_frozen_at"),
                ),
                name="identity_merchant_freeze_ends_after_it_began",
            ),
        ]
        indexes = [
            # How a name begins, whatever its case.
            models.Index(
                OpClass(Lower("name"), name="text_pattern_ops"), name="identity_merchant_name_idx"
            ),
            models.Index(
                fields=["-id"],
                name="identity_merchant_frozen_idx",
                condition=models.Q(payouts_frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belongs to a merchant, in one role.

    ``role_given_at``: when they joined, or were given a higher role, last; null: they founded it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    role_given_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "identity_membership"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "merchant"], name="identity_membership_once_per_merchant"
            ),
            _one_of("role", MemberRole, "identity_membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.merchant_id}"


class RefreshSession(models.Model):
    """One sign-in on one device: the family of all refresh tokens that followed from it.

    The row *is* the family. ``current_jti`` names the one token still good; rotation replaces it in
    one conditional UPDATE: of many racers one succeeds, and revoking misses no successor.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    current_jti = models.UUIDField()
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
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
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
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
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
            _one_of("purpose", LinkPurpose, "identity_link_purpose_known"),
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
        constraints = [_one_of("kind", WishKind, "identity_wish_kind_known")]
        indexes = [models.Index(fields=["due_at", "id"], name="identity_wish_due_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SecondFactor(models.Model):
    """An authenticator app (TOTP, RFC 6238): set up, and from ``turned_on_at`` on, asked for.

    ``last_step`` is the newest time step whose code was accepted: no code is accepted twice.
    Its rows change under the lock of the person's row.
    """

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
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
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
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


class Invitation(models.Model):
    """An owner asked somebody to work for the merchant. Of its link only a hash is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=InvitationState.PENDING)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_invitation"
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="identity_invitation_token_unique"),
            models.UniqueConstraint(
                fields=["merchant", "email"],
                name="identity_invitation_pending_once",
                condition=models.Q(state="pending"),
            ),
            _one_of("state", InvitationState, "identity_invitation_state_known"),
            _one_of("role", MemberRole, "identity_invitation_role_known"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="identity_invitation_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", closed_at=None)
                | (~models.Q(state="pending") & models.Q(closed_at__isnull=False)),
                name="identity_invitation_closed_has_time",
            ),
        ]
        indexes = [models.Index(fields=["merchant", "-id"], name="identity_invitation_list_idx")]

    def __str__(self) -> str:
        return f"invitation to {self.merchant_id} {self.state}"
