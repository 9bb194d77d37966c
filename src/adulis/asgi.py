"""The ASGI application that carries event streams; the API itself is served by ``wsgi``."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adulis.settings")
django.setup()

from adulis.api.live.application import Live  # noqa: E402  Django comes first
from adulis.ops.safety import require_safe_settings  # noqa: E402

require_safe_settings()
application = Live()
