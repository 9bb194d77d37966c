"""Every address under ``/api/v1/``, one list per module of endpoints."""

from __future__ import annotations

from adulis.api import (
    api_keys,
    auth,
    bank_accounts,
    bank_callbacks,
    batches,
    cases,
    feed,
    installation,
    ledger,
    merchants,
    openapi,
    overview,
    payout_export,
    payout_preview,
    payout_timeline,
    payouts,
    sandbox,
    statements,
    statements_of_account,
    stream,
)

urlpatterns = [
    *installation.urlpatterns,
    *auth.urlpatterns,
    *merchants.urlpatterns,
    *api_keys.urlpatterns,
    *payout_export.urlpatterns,
    *payout_preview.urlpatterns,
    *payouts.urlpatterns,
    *payout_timeline.urlpatterns,
    *batches.urlpatterns,
    *bank_accounts.urlpatterns,
    *overview.urlpatterns,
    *ledger.urlpatterns,
    *cases.urlpatterns,
    *feed.urlpatterns,
    *stream.urlpatterns,
    *bank_callbacks.urlpatterns,
    *statements.urlpatterns,
    *statements_of_account.urlpatterns,
    *sandbox.urlpatterns,
    *openapi.urlpatterns,
]
