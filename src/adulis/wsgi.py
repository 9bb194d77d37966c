"""The WSGI application that granian serves."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

from adulis.kernel import tracing
from adulis.ops.child import die_with
from adulis.ops.safety import require_safe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adulis.settings")
if master := multiprocessing.parent_process():
    # Granian's workers outlive a killed master: they would keep the port, and nobody would stop
    # them.
    die_with(master.pid or 0, signal.SIGKILL)
application = get_wsgi_application()
require_safe_settings()
from adulis.api import meters  # noqa: E402  Django comes first

tracing.start("web", when_lost=meters.LOST_SPANS.inc)
atexit.register(tracing.stop)
