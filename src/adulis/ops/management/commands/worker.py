"""``worker``: do what is due, until stopped. Start as many as the work needs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from adulis.kernel import tracing
from adulis.ops.safety import require_safe_settings
from adulis.ops.tasks import TASKS
from adulis.ops.worker import Worker, stop_on_signals


class Command(BaseCommand):
    help = "Run the worker: dispatch, enquiries, callbacks and deadlines, until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            metavar="TASK",
            help="a task's name, or the beginning of it; may be given several times",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = tuple(options["only"]) or ("",)
        tasks = [task for task in TASKS if task.name.startswith(chosen)]
        if not tasks:
            names = ", ".join(task.name for task in TASKS)
            raise CommandError(f"no task is called {chosen[0]}; there are: {names}")
        require_safe_settings()
        worker = Worker(tasks)
        stop_on_signals(worker)
        tracing.start("worker")
        try:
            worker.run()
        finally:
            tracing.stop()
