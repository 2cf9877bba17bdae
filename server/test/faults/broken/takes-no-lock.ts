// Makes commands of one company run concurrently on PostgreSQL: removes the lock of the company and the locks of rows
// from every statement.
import pg from 'pg';

const query = pg.Client.prototype.query;

pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [statement, ...rest] = given;
  return Reflect.apply(query, this, [withoutLock(statement), ...rest]) as never;
} as typeof query;

function withoutLock(statement: unknown): unknown {
  if (typeof statement === 'string') return statement.replace(/; select pg_advisory_xact_lock\(.*/, '');
  const { text } = statement as { readonly text: string };
  return { ...(statement as object), text: text.replace(/ for update( skip locked)?$/, '') };
}
