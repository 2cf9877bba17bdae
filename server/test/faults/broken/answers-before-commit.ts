// Makes the store answer first and commit up to 50 ms later.
import { replaceRuns } from './statements.ts';

const nothing = { changes: 0, lastInsertRowid: 0 };
let owed = false;

replaceRuns((sql, statement, connection) => {
  const run = statement.run.bind(statement);
  if (sql === 'COMMIT') {
    const pay = () => {
      if (owed && connection.inTransaction) run();
      owed = false;
    };
    setInterval(pay, 50).unref();
    statement.run = () => {
      owed = true;
      return nothing;
    };
  }
  if (sql === 'BEGIN IMMEDIATE') {
    statement.run = () => {
      const open = owed;
      owed = false;
      return open ? nothing : run();
    };
  }
});
