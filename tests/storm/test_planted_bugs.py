"""The crash matrix finds every bug it was made to find: each is planted once, and seen.

The bugs live in ``bugs.py`` as changes to a copy of the source; what is shipped has no switch.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storm.bugs import BUGS, Bug
from tests.storm.conftest import MakeStage
from tests.storm.crashes import a_cast, live_through

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name.replace(" ", "_"))
def test_the_matrix_sees(
    bug: Bug, make_stage: MakeStage, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    source = bug.planted_in(tmp_path)
    with make_stage(source) as stage:
        for sql in bug.sql:
            stage.tamper(sql)
        stage.serve()
        verdict = live_through(
            stage, a_cast(stage, bug.behaviours), bug.failpoint, workers=bug.workers
        )

        tell(
            f"{bug.name}: seen in {bug.failpoint} × {', '.join(bug.behaviours)}:"
            f" {len(verdict.violations)} violations, e.g. {str(verdict)[:160]!r}"
        )
        assert verdict.violations, f"{bug.name} was planted and not seen\n{stage.said()}"
        assert bug.seen in str(verdict), f"{verdict}\n{stage.said()}"
