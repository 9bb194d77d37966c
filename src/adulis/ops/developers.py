"""Which platform a developer's command talks to, and as whom."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adulis.ops.instance import DEFAULT_DATA_DIRECTORY
from adulis.ops.listening import NotListening, Platform

KEY = "ADULIS_API_KEY"


def add_platform(parser: ArgumentParser) -> None:
    """``--url`` and ``--api-key``; without them the instance on this machine."""
    parser.add_argument("--url", help="the platform; the instance on this machine by default")
    parser.add_argument(
        "--api-key",
        metavar="KEY",
        help=f"better in the environment, as {KEY}; a merchant of the demo world by default",
    )


def platform_of(options: Mapping[str, Any]) -> Platform:
    """The platform that was named, or the one that runs here. Raises NotListening."""
    url, key = options["url"], options["api_key"] or os.environ.get(KEY, "")
    if url and key:
        return Platform(url, key)
    folder = Path(os.environ.get("ADULIS_DATA_DIR", str(DEFAULT_DATA_DIRECTORY)))
    try:
        world = json.loads((folder / "demo.json").read_text())
    except FileNotFoundError:
        message = f"There is no demo world in {folder}: say --url, and {KEY} in the environment."
        raise NotListening(message) from None
    if url and not key:
        raise NotListening(f"Whose events? Put an API key into the environment, as {KEY}.")
    return Platform(world["base_url"], key or world["merchants"][0]["api_key"])
