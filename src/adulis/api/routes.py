"""Every address under ``/api/v1/``, one list per module of endpoints."""

from __future__ import annotations

from adulis.api import (
    api_keys,
    auth,
    bank_accounts,
    bank_callbacks,
    batches,
    cases,
    installation,
    ledger,
    merchants,
    openapi,
    overview,
    payout_export,
    payouts,
    sandbox,
    statements,
)

urlpatterns = [
    *installation.urlpatterns,
    *auth.urlpatterns,
    *merchants.urlpatterns,
    *api_keys.urlpatterns,
    *payout_export.urlpatterns,
    *payouts.urlpatterns,
    *batches.urlpatterns,
    *bank_accounts.urlpatterns,
    *overview.urlpatterns,
    *ledger.urlpatterns,
    *cases.urlpatterns,
    *bank_callbacks.urlpatterns,
    *statements.urlpatterns,
    *sandbox.urlpatterns,
    *openapi.urlpatterns,
]
