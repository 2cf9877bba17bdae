import type { Database } from '../db/database.ts';
import type { Task } from '../jobs/timetable.ts';

/** A tenth of the interval is forgiven, because timers of several nodes are never quite in step. */
const early = 0.1;

/** Makes a task of which one run per `everyMs` takes place, on whichever node asks first. */
export function inTurn(db: Database, now: () => number, task: Task): Task {
  return {
    ...task,
    async run() {
      if (await takeTurn(db, task, now())) await task.run();
    },
  };
}

/**
 * True when this node may run the task now. A run that a dying node breaks off is not repeated before the next
 * interval.
 */
async function takeTurn(db: Database, { name, everyMs }: Task, at: number): Promise<boolean> {
  const taken = await db.write(`task:${name}`, ({ query }) =>
    query
      .insertInto('task_turn')
      .values({ name, taken_at: at })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ taken_at: at })
          // A turn that lies in the future was taken before the clock was set back.
          .where(({ or, eb }) =>
            or([
              eb('task_turn.taken_at', '<=', at - everyMs * (1 - early)),
              eb('task_turn.taken_at', '>', at + everyMs * early),
            ]),
          ),
      )
      .returning('name')
      .execute(),
  );
  return taken.length > 0;
}
