"""Runs a command that ends when its parent does: ``-m adulis.ops.child <parent> <command> …``.

A launcher that is killed cannot stop what it started; the kernel can (``PR_SET_PDEATHSIG``, Linux
only). The wish is kept across ``exec``, which is why this is a program and not a hook between
``fork`` and ``exec``, where threads of the parent could hold any lock.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1


def command(arguments: Sequence[str]) -> list[str]:
    """``arguments``, wrapped so that they end with the process that calls this."""
    return [sys.executable, "-m", "adulis.ops.child", str(os.getpid()), *arguments]


def die_with(parent: int, how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send ``how`` to this process when ``parent`` ends; at once if it has.

    Elsewhere than on Linux the second half is all there is.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), how)


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  no shell is the point
