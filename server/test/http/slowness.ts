import { readFileSync } from 'node:fs';

/** How long the main thread of a process has run, and how long it waited for a processor, in nanoseconds. */
export function scheduledOf(pid: number): { readonly ran: number; readonly waited: number } {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { ran, waited };
}

/** How many times slower the process has been since `before` was read than it would have been without other programs. */
export function slownessSince(pid: number, before: { readonly ran: number; readonly waited: number }): number {
  const { ran, waited } = scheduledOf(pid);
  return 1 + (waited - before.waited) / Math.max(1, ran - before.ran);
}
