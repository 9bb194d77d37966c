"""Run a command that ends when its parent does: ``python -m adulis.ops.child <command> …``.

A launcher that is killed cannot stop what it started; the kernel can (``PR_SET_PDEATHSIG``, Linux
only). The wish is kept across ``exec``, which is why this is a program and not a hook between
``fork`` and ``exec``, where threads of the parent could hold any lock.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send ``how`` to this process when its parent ends. Elsewhere: nothing."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), how)


if __name__ == "__main__":
    die_with_parent()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  no shell is the point
