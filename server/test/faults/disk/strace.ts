import { spawnSync } from 'node:child_process';

/** Returns for `skip` why strace cannot trace other processes here; false when it can. */
export function withoutStrace(): string | false {
  const { status } = spawnSync('strace', ['-f', '-o', '/dev/null', '--seccomp-bpf', 'true']);
  return status === 0 ? false : 'strace is not installed, or not allowed to trace';
}
