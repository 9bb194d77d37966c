"""A worker for webhooks that can be killed: ``ADULIS_FAILPOINT=… python -m tests.webhook_worker``.

Does all that is due now, as the worker would, and ends when there is nothing left.
"""

from __future__ import annotations

import django


def main() -> None:
    django.setup()
    from adulis.webhooks import tasks

    while tasks.fan_out() + tasks.deliver():
        pass


if __name__ == "__main__":
    main()
