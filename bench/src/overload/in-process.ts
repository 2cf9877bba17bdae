import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program in a process of its own, sends it the task, and returns the one message that it sends back. */
export async function inProcess<Task extends object, Result>(program: string, task: Task): Promise<Result> {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(task);
  const ended = once(child, 'exit').then(() => undefined);
  const message = await Promise.race([once(child, 'message'), ended]);
  child.kill();
  if (!message) throw new Error(`${program} ended without a result`);
  return message[0] as Result;
}
