#!/usr/bin/env bash
# Runs the tests of PostgreSQL on the machine's own release, which differs from the one in node_modules. Run it inside
# pg_virtualenv, which starts a server and sets PGHOST, PGPORT, PGUSER and PGPASSWORD.
set -euo pipefail
cd "$(dirname "$0")/.."
# Tests that kill their server start one of their own and are left out.
files=$(grep -rlE 'onEveryDatabase|onPostgres' server/test --include='*.test.ts' | xargs grep -L startPostgres)
export GONGDAN_TEST_POSTGRES="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
npx node --test --test-reporter=dot --test-concurrency=2 --test-timeout=300000 --test-name-pattern='\(PostgreSQL\)' $files
