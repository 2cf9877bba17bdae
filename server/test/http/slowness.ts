import { readFileSync } from 'node:fs';

/** Returns how long the main thread of a process has run, and how long it waited for a processor, in nanoseconds. */
export function scheduledOf(pid: number): { readonly ran: number; readonly waited: number } {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { ran, waited };
}

/** Returns how many times slower the process was since `before` than it would have been without other programs. */
export function slownessSince(pid: number, before: { readonly ran: number; readonly waited: number }): number {
  const { ran, waited } = scheduledOf(pid);
  return 1 + (waited - before.waited) / Math.max(1, ran - before.ran);
}
