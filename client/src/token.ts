import { createHash } from 'node:crypto';

export interface Credentials {
  readonly appid: string;
  readonly appKey: string;
}

/** A token and when to stop using it. */
export interface Held {
  readonly token: string;
  readonly until: number;
}

/** Holds one token at a time, and fetches one at a time, however many ask at once. */
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

  /** Forgets a token that the service no longer takes, unless a newer one is held already. */
  function drop(token: string): void {
    if (held?.token === token) held = undefined;
  }

  return { get, drop };
}

/** The parameters of get_token, signed at this moment. */
export function signed({ appid, appKey }: Credentials, at: number) {
  const create_time = String(Math.floor(at / 1000));
  return { appid, create_time, sign: sign(appid, create_time, appKey) };
}

/** The signature that proves the app key without sending it. */
export function sign(appid: string, createTime: string, appKey: string): string {
  return createHash('md5')
    .update(appid + createTime + appKey)
    .digest('hex');
}
