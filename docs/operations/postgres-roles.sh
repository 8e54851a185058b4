#!/bin/sh
# Run once by the database's image when it makes the database: two roles, neither of them a superuser.
set -eu
psql --set ON_ERROR_STOP=1 --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --username postgres <<'SQL'
create role clinics_owner login password :'owner';
create role clinics_app login password :'app';
create database clinics owner clinics_owner;
revoke all on database clinics from public;
grant connect on database clinics to clinics_app;
alter role clinics_app set idle_in_transaction_session_timeout = '15s';
SQL
