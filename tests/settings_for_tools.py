"""The settings, for tools that only read code: mypy, the schema and the documentation generators.

Nothing here opens anything: the keys exist so that importing ``adulis.settings`` does not refuse.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# mypy's plugin imports this by name, with only the repository on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("SECRET_KEY", "for-tools-only-and-opens-nothing")

from adulis.settings import *  # noqa: F403 – a settings module is a star by nature
