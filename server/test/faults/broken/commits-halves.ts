// Makes the store commit before each insert of events, in the middle of commands: after a crash, the earlier writes of
// a command can be in the store without its event. The group goes on in a new transaction, with the savepoint that it
// expects.
import { replaceRuns } from './statements.ts';

replaceRuns((sql, statement, connection) => {
  if (!sql.startsWith('insert into "event"')) return;
  const run = statement.run.bind(statement);
  statement.run = (...parameters: unknown[]) => {
    connection.exec('COMMIT; BEGIN IMMEDIATE; SAVEPOINT command');
    return run(...parameters);
  };
});
