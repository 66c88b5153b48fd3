#!/bin/sh
# Run once by the postgres image: the role that owns the tables, and the one the platform connects as.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
     --set owner_password="$DATABASE_OWNER_PASSWORD" --set app_password="$DATABASE_APP_PASSWORD" <<'SQL'
CREATE ROLE betteroff_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE betteroff_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE betteroff OWNER betteroff_owner ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'
  TEMPLATE template0;
SQL
