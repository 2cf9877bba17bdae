// Makes the store answer before it commits: COMMIT only sets a flag, and a timer commits every 50 ms. When the next
// commands begin before the timer fires, they join the transaction that is still open.
import { replaceRuns } from './statements.ts';

const nothing = { changes: 0, lastInsertRowid: 0 };
let mustCommit = false;

replaceRuns((sql, statement, connection) => {
  const run = statement.run.bind(statement);
  if (sql === 'COMMIT') {
    const commitLate = () => {
      if (mustCommit && connection.inTransaction) run();
      mustCommit = false;
    };
    setInterval(commitLate, 50).unref();
    statement.run = () => {
      mustCommit = true;
      return nothing;
    };
  }
  if (sql === 'BEGIN IMMEDIATE') {
    statement.run = () => {
      const isStillOpen = mustCommit;
      mustCommit = false;
      return isStillOpen ? nothing : run();
    };
  }
});
