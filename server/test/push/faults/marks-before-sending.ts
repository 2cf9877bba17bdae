// Makes the server mark deliveries as done when it claims them, before it sends the messages. Messages under way when
// it is killed are then lost.
import { replaceRuns } from '../../faults/broken/statements.ts';
import './quick-clock.ts';

replaceRuns((sql, statement, connection) => {
  // Only the statement with which the server claims due deliveries.
  if (!/^update "push_delivery" set "lease" = \S+, "lease_until"/.test(sql)) return;
  const run = statement.run.bind(statement);
  statement.run = (...parameters: unknown[]) => {
    const result = run(...parameters);
    connection.prepare("update push_delivery set state = 'delivered' where lease <> ''").run();
    return result;
  };
});
