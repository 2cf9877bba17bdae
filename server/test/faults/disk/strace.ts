import { spawnSync } from 'node:child_process';

/** For `skip`: why calls of other processes can't be seen or altered here; false when they can. */
export function withoutStrace(): string | false {
  const { status } = spawnSync('strace', ['-f', '-o', '/dev/null', '--seccomp-bpf', 'true']);
  return status === 0 ? false : 'strace is not installed, or not allowed to trace';
}
