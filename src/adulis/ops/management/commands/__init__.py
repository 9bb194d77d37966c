"""Commands that run and inspect an installation."""
