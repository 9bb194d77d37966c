"""Tables: people, merchants, and who belongs or is invited where."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from adulis.identity.machine import InvitationState
from adulis.identity.models.words import one_of
from adulis.identity.values import (
    MemberRole,
    MerchantKind,
    MerchantState,
    OperatorRole,
    Verification,
)
from adulis.kernel.ids import new_id


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
            one_of("kind", MerchantKind, "identity_merchant_kind_known"),
            one_of("state", MerchantState, "identity_merchant_state_known"),
            one_of("verification", Verification, "identity_merchant_verification_known"),
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
            one_of("role", MemberRole, "identity_membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.merchant_id}"


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
            one_of("state", InvitationState, "identity_invitation_state_known"),
            one_of("role", MemberRole, "identity_invitation_role_known"),
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
