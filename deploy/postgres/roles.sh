#!/bin/sh
# Runs once, when the database volume is new: the two roles of DESIGN.md §2 and their database.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=owner_password="$DATABASE_OWNER_PASSWORD" --set=app_password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE adulis_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE adulis_app LOGIN PASSWORD :'app_password';
ALTER ROLE adulis_app SET lock_timeout = '3s';
ALTER ROLE adulis_app SET statement_timeout = '15s';
ALTER ROLE adulis_app SET idle_in_transaction_session_timeout = '30s';
CREATE DATABASE adulis OWNER adulis_owner;
REVOKE ALL ON DATABASE adulis FROM PUBLIC;
GRANT CONNECT ON DATABASE adulis TO adulis_app;
SQL

# Who may stream it all away: nobody without a password of its own (docs/backup.md).
if [ -n "${BACKUP_PASSWORD:-}" ]; then
    psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        --set=password="$BACKUP_PASSWORD" <<'SQL'
CREATE ROLE adulis_backup LOGIN REPLICATION PASSWORD :'password';
SQL
    echo "host replication adulis_backup all scram-sha-256" >> "$PGDATA/pg_hba.conf"
fi
