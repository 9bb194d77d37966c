"""A worker for deposits that can be killed: ``ADULIS_FAILPOINT=… python -m tests.paying_worker``.

Does all that is due now, as the worker would, and ends when there is nothing left.
"""

from __future__ import annotations

import django


def main() -> None:
    django.setup()
    from adulis.deposits import tasks

    work = (tasks.apply_nudges, tasks.follow_deposits, tasks.clear_deposits)
    while sum(task() for task in work):
        pass


if __name__ == "__main__":
    main()
