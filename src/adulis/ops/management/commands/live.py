"""``live``: carry event streams, until stopped. Start as many as the streams need."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from adulis.ops.live import serve


class Command(BaseCommand):
    help = "Carry event streams (/api/v1/stream/), until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8002)
        parser.add_argument("--uds", help="a Unix socket to listen on instead")

    def handle(self, *_args: Any, **options: Any) -> None:
        where = {"uds": options["uds"]} if options["uds"] else {}
        serve(**where or {"host": options["host"], "port": options["port"]})
