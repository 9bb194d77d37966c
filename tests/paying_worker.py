"""A worker for deposits that can be killed: ``ADULIS_FAILPOINT=… python -m tests.paying_worker``.

Does all that is due now, as the worker would, and ends when there is nothing left; of the tasks
that are named, else of those that a payment comes by.
"""

from __future__ import annotations

import sys

import django


def main() -> None:
    django.setup()
    from adulis.deposits import tasks, tasks_back

    by_name = {
        "nudges": tasks.apply_nudges,
        "follow": tasks.follow_deposits,
        "clear": tasks.clear_deposits,
        "refunds": tasks_back.follow_refunds,
        "disputes": tasks_back.follow_chargebacks,
        "answers": tasks_back.tell_replies,
        "reports": tasks_back.fetch_settlements,
        "lines": tasks_back.match_settlements,
    }
    work = [by_name[name] for name in sys.argv[1:] or ("nudges", "follow", "clear")]
    while sum(task() for task in work):
        pass


if __name__ == "__main__":
    main()
