"""The WSGI application that granian serves."""

from __future__ import annotations

import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

from adulis.ops.child import die_with
from adulis.ops.safety import require_safe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adulis.settings")
if master := multiprocessing.parent_process():
    # Granian's workers outlive a killed master: they would keep the port, and nobody would stop
    # them.
    die_with(master.pid or 0, signal.SIGKILL)
application = get_wsgi_application()
require_safe_settings()
