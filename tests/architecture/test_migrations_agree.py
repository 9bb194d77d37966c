"""What the models say and what the migrations make is the same."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def test_no_model_has_changed_without_a_migration() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    changes = detector.changes(graph=loader.graph)

    missing = {app: [migration.name for migration in made] for app, made in changes.items()}
    assert missing == {}, "run ./adulis makemigrations"


def test_no_room_has_two_latest_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
