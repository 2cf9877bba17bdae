import { createHash } from 'node:crypto';

export interface Credentials {
  readonly appid: string;
  readonly appKey: string;
}

/** A token, and the instant from which it must no longer be used. */
export interface Held {
  readonly token: string;
  readonly until: number;
}

/** Keeps one token until it must no longer be used. All calls that need a new one wait for the same fetch. */
export function tokenSource(fetchToken: () => Promise<Held>, now: () => number) {
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;

  async function get(): Promise<string> {
    if (held && now() < held.until) return held.token;
    fetching ??= fetchToken()
      .then((fetched) => {
        held = fetched;
        return fetched;
      })
      .finally(() => {
        fetching = undefined;
      });
    return (await fetching).token;
  }

  /** Forgets a token that the service refused, unless a newer one has replaced it. */
  function drop(token: string): void {
    if (held?.token === token) held = undefined;
  }

  return { get, drop };
}

/** Returns the parameters of get_token, signed for the instant `at` in milliseconds UTC. */
export function signed({ appid, appKey }: Credentials, at: number) {
  const create_time = String(Math.floor(at / 1000));
  return { appid, create_time, sign: sign(appid, create_time, appKey) };
}

/** Returns the signature, which proves the app key without sending it. */
export function sign(appid: string, createTime: string, appKey: string): string {
  return createHash('md5')
    .update(appid + createTime + appKey)
    .digest('hex');
}
