"""A data directory: secrets made once, found by other commands, never half written."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from adulis.ops.instance import Instance, Running, Unusable, merged
from adulis.ops.manage import split_data_directory

REPOSITORY = Path(__file__).resolve().parents[2]


def running(pid: int) -> Running:
    return Running(
        pid=pid,
        base_url="http://127.0.0.1:8000",
        simulator_url="http://127.0.0.1:8001",
        database_url="postgres://adulis_app@127.0.0.1:1/adulis",
        database_owner_url="postgres://adulis_owner@127.0.0.1:1/adulis",
        environment={"SECRET_KEY": "x" * 50, "ADULIS_MODE": "sandbox"},
    )


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    made = Instance(tmp_path / "data")
    made.prepare()
    return made


def test_secrets_are_made_once_private_and_of_the_right_size(instance: Instance) -> None:
    first = instance.secrets()

    assert instance.secrets() == first
    assert stat.S_IMODE((instance.folder / "secrets.json").stat().st_mode) == 0o600
    key_id, _, key = instance.key_ring.read_text().strip().partition(":")
    assert (key_id, len(b64decode(key))) == ("k1", 32)
    assert stat.S_IMODE(instance.key_ring.stat().st_mode) == 0o600
    assert len(b64decode(first["BLIND_INDEX_KEY"])) == 32
    assert first["BANK_CALLBACK_SECRETS"].startswith("whsec_")
    assert len(set(first.values())) == len(first)


def test_a_secret_a_newer_version_wants_is_added_and_no_other_is_replaced(
    instance: Instance,
) -> None:
    kept = instance.secrets()
    older = {name: value for name, value in kept.items() if name != "API_KEY_PEPPER"}
    (instance.folder / "secrets.json").write_text(json.dumps(older))

    newer = instance.secrets()

    assert newer.keys() == kept.keys()
    assert {name: newer[name] for name in older} == older


def test_the_key_ring_of_an_older_version_moves_into_its_file(instance: Instance) -> None:
    older = {"ENCRYPTION_KEYS": "k2:Yg==,k1:YQ==", "SECRET_KEY": "kept"}
    (instance.folder / "secrets.json").write_text(json.dumps(older))

    secrets = instance.secrets()

    assert instance.key_ring.read_text() == "k2:Yg==\nk1:YQ==\n"
    assert (secrets["SECRET_KEY"], "ENCRYPTION_KEYS" in secrets) == ("kept", False)
    assert "ENCRYPTION_KEYS" not in json.loads((instance.folder / "secrets.json").read_text())


def test_a_lost_key_ring_is_never_replaced_by_another_one(instance: Instance) -> None:
    instance.secrets()
    instance.key_ring.unlink()

    with pytest.raises(Unusable, match="Put it back from a backup"):
        instance.secrets()

    assert not instance.key_ring.exists()


def test_what_is_given_wins_and_a_name_without_a_value_says_nothing() -> None:
    own = {"SECRET_KEY": "made", "ADULIS_MODE": "sandbox"}

    merged_with = merged(own, {"SECRET_KEY": "", "ADULIS_MODE": "live", "OTHER": ""})

    assert merged_with == {"SECRET_KEY": "made", "ADULIS_MODE": "live", "OTHER": ""}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can enter what belongs to others")
def test_root_does_not_leave_files_in_somebody_elses_folder(instance: Instance) -> None:
    os.chown(instance.folder, 65_534, 65_534)

    with pytest.raises(Unusable, match=r"belongs to nobody\. Run as nobody, or choose another"):
        instance.prepare()


def test_what_runs_is_found_and_what_was_killed_is_not(instance: Instance) -> None:
    instance.announce(running(os.getpid()))
    assert instance.find() == running(os.getpid())

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    instance.announce(running(ended.pid))
    with pytest.raises(Unusable, match="was killed"):
        instance.find()

    instance.withdraw()
    with pytest.raises(Unusable, match="Nothing runs in"):
        instance.find()


def test_a_file_of_another_version_is_said_to_be_unreadable(instance: Instance) -> None:
    (instance.folder / "instance.json").write_text('{"pid": 1}')

    with pytest.raises(Unusable, match="is not readable"):
        instance.find()


@pytest.mark.parametrize(
    ("arguments", "folder", "rest"),
    [
        (["invariants"], None, ["invariants"]),
        (["invariants", "--data-dir", "x y", "--json"], Path("x y"), ["invariants", "--json"]),
        (["--data-dir=x", "ledger", "verify"], Path("x"), ["ledger", "verify"]),
    ],
)
def test_the_data_directory_is_taken_out_wherever_it_stands(
    arguments: list[str], folder: Path | None, rest: list[str]
) -> None:
    assert split_data_directory(arguments) == (folder, rest)


def test_a_command_works_on_the_instance_it_is_told_about(instance: Instance) -> None:
    instance.announce(running(os.getpid()))

    told = run("shell", "-v", "0", "-c", PRINT_DATABASE, "--data-dir", str(instance.folder))
    untold = run(
        "shell", "-v", "0", "-c", PRINT_DATABASE, "--data-dir", str(instance.folder / "no")
    )

    assert told.stdout == "adulis_app adulis xxxxx\n", told.stderr
    assert (untold.returncode, untold.stdout) == (2, "")
    assert untold.stderr == (
        f"Nothing runs in {instance.folder / 'no'}. Start it with ./adulis up, name its "
        "--data-dir, or set DATABASE_URL.\n"
    )


PRINT_DATABASE = (
    "from django.conf import settings; d = settings.DATABASES['default'];"
    "print(d['USER'], d['NAME'], settings.SECRET_KEY[:5])"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.run(
        [sys.executable, "-m", "adulis.ops.manage", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
