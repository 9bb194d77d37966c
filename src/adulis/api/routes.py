"""Every address under ``/api/v1/``, one list per module of endpoints."""

from __future__ import annotations

from adulis.api import api_keys, auth, merchants, openapi

urlpatterns = [
    *auth.urlpatterns,
    *merchants.urlpatterns,
    *api_keys.urlpatterns,
    *openapi.urlpatterns,
]
