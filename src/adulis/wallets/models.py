"""Which number at the bank belongs to which merchant, and which transfers we wait for ourselves."""

from __future__ import annotations

from django.db import models


class VirtualAccount(models.Model):
    """An account number that exists to tell whose money an inward transfer is."""

    number = models.CharField(primary_key=True, max_length=34)
    merchant = models.OneToOneField("identity.Merchant", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "wallets_virtual_account"

    def __str__(self) -> str:
        return self.number


class ExpectedCredit(models.Model):
    """A transfer that a payment gateway has announced: it pays us what it collected. Append-only.

    ``name`` is what the transfer is called in keys (see ``credit_name``).
    """

    id = models.BigAutoField(primary_key=True)
    bank = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    gateway = models.CharField(max_length=32)
    amount_minor = models.BigIntegerField()
    announced_at = models.DateTimeField()

    class Meta:
        db_table = "wallets_expected_credit"
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "name"], name="wallets_expected_credit_name_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="wallets_expected_credit_is_money"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.name}"
