"""Opens the windows once every room has its tables."""

from __future__ import annotations

from django.apps import AppConfig


class BackOfficeConfig(AppConfig):
    name = "adulis.backoffice"

    def ready(self) -> None:
        # Models may be imported only from here on.
        from adulis.backoffice.site import back_office  # noqa: PLC0415

        back_office.register_rooms()
