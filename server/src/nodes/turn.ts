import type { Database } from '../db/database.ts';
import type { Task } from '../jobs/timetable.ts';

/** Timers of several nodes are never quite in step. */
const early = 0.1;

/** The task as one of several nodes has it: of all their rounds within its time one runs, the others pass. */
export function inTurn(db: Database, now: () => number, task: Task): Task {
  return {
    ...task,
    async run() {
      if (await takeTurn(db, task, now())) await task.run();
    },
  };
}

/** Whether the round is this node's. One that dies in the middle of its round leaves it to the next. */
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
