// Makes the store commit in the middle of commands, so that earlier writes can survive without their event.
import { replaceRuns } from './statements.ts';

replaceRuns((sql, statement, connection) => {
  if (!sql.startsWith('insert into "event"')) return;
  const run = statement.run.bind(statement);
  statement.run = (...parameters: unknown[]) => {
    connection.exec('COMMIT; BEGIN IMMEDIATE; SAVEPOINT command');
    return run(...parameters);
  };
});
