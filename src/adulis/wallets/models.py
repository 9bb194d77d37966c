"""Which number at the bank belongs to which merchant."""

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
