#!/usr/bin/env bash
# The tests of PostgreSQL on the machine's own server, which is of another release than the one that the tests bring. Runs
# inside pg_virtualenv, which starts one and tells its address.
set -euo pipefail
cd "$(dirname "$0")/.."
# Those that kill their server start their own.
files=$(grep -rlE 'onEveryDatabase|onPostgres' server/test --include='*.test.ts' | xargs grep -L startPostgres)
export GONGDAN_TEST_POSTGRES="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
npx node --test --test-reporter=dot --test-concurrency=2 --test-timeout=300000 --test-name-pattern='\(PostgreSQL\)' $files
