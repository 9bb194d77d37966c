"""``./adulis <command> [--data-dir var]``: any management command, on a running instance."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from adulis.ops.instance import (
    DEFAULT_DATA_DIRECTORY,
    NO_SECRET,
    Instance,
    Unusable,
    database_is_given,
    load_environment_file,
)

# These read code, or ask a platform elsewhere, and work on a machine where nothing runs.
NEED_NO_INSTANCE = {
    "help",
    "makemigrations",
    "collectstatic",
    "spectacular",
    "doctor",
    "write_docs",
    "listen",
    "events",
    "backup",
}
# These make the instance that they are told the folder of.
MAKE_AN_INSTANCE = {"restore"}


def main(arguments: list[str]) -> int:
    """Run the command with the environment of the instance in ``--data-dir``.

    Without ``--data-dir`` a database named in the environment wins, and nothing is looked for.
    """
    load_environment_file()
    folder, rest = split_data_directory(arguments)
    # A module cannot have the hyphen that a command is written with.
    rest[:1] = [each if each.startswith("-") else each.replace("-", "_") for each in rest[:1]]
    if folder or not database_is_given():
        try:
            adopt(Instance(folder or DEFAULT_DATA_DIRECTORY))
        except Unusable as reason:
            if rest[:1] and rest[0] in MAKE_AN_INSTANCE:
                os.environ["ADULIS_DATA_DIR"] = str((folder or DEFAULT_DATA_DIRECTORY).absolute())
            elif folder or not rest or rest[0] not in NEED_NO_INSTANCE:
                print(reason, file=sys.stderr)
                return 2
            os.environ.setdefault("SECRET_KEY", NO_SECRET)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adulis.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./adulis", *rest])
    return 0


def adopt(instance: Instance) -> None:
    """Work on ``instance`` from here on. Raises Unusable when it does not run."""
    running = instance.find()
    os.environ |= running.environment
    os.environ["ADULIS_DATA_DIR"] = str(instance.folder)
    if running.database_url:
        os.environ["DATABASE_URL"] = running.database_url
    if running.database_owner_url:
        os.environ["DATABASE_OWNER_URL"] = running.database_owner_url


def split_data_directory(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Take ``--data-dir X`` or ``--data-dir=X`` out of the arguments, wherever it stands."""
    folder, rest = None, []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--data-dir":
            folder = Path(next(waiting, ""))
        elif argument.startswith("--data-dir="):
            folder = Path(argument.partition("=")[2])
        else:
            rest.append(argument)
    return folder, rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
