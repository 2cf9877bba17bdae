// A store that commits in the middle of commands: what a command wrote before its event is there without it.
import { replaceRuns } from './statements.ts';

replaceRuns((sql, statement, connection) => {
  if (!sql.startsWith('insert into "event"')) return;
  const run = statement.run.bind(statement);
  statement.run = (...parameters: unknown[]) => {
    connection.exec('COMMIT; BEGIN IMMEDIATE; SAVEPOINT command');
    return run(...parameters);
  };
});
