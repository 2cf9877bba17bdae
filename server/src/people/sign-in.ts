import { hash, timingSafeEqual } from 'node:crypto';
import type { Queries } from '../db/database.ts';
import { Problem } from '../errors.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Vault } from '../vault.ts';
import { findApp } from './app.ts';
import { loadCompany } from './company.ts';
import { type NoteRefused, notingRefusal } from './refused-sign-ins.ts';
import type { TokenOwner, Tokens } from './token.ts';
import type { WrongSigns } from './wrong-signs.ts';

/** The input of an integration's sign-in. `sign` is the MD5 of the app's id, the time and the app's key. */
export interface SignInInput {
  readonly appId: string;
  /** Unix time as written, seconds (10 digits) or milliseconds (13). */
  readonly time: string;
  readonly sign: string;
  /** The caller's network address. */
  readonly address: string | undefined;
  /** Called with the app once the signature has proved to be its own. */
  readonly noteCaller?: (app: TokenOwner) => void;
}

/** Exchanges a signature for a new token. Throws Problem when the app, the signature or the time is wrong. */
export type SignIn = (input: SignInInput) => Promise<string>;

export interface SignInParts {
  readonly query: Queries;
  readonly vault: Vault;
  readonly tokens: Tokens;
  readonly wrong: WrongSigns;
  readonly noteRefused: NoteRefused;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  /** The largest allowed difference between the caller's clock and ours. */
  readonly skewMs: number;
}

export function makeSignIn({ noteRefused, ...parts }: SignInParts): SignIn {
  return (input) => {
    const { appId, address } = input;
    return notingRefusal(noteRefused, { way: 'get_token', address, appId }, () => giveToken(parts, input));
  };
}

async function giveToken(parts: Omit<SignInParts, 'noteRefused'>, input: SignInInput): Promise<string> {
  const { query, vault, tokens, wrong, snapshots, now, skewMs } = parts;
  const { appId, time, sign, address, noteCaller } = input;
  const app = await findApp(query, vault, appId);
  if (!app) throw new Problem('app_unknown', 'no such app', { property: 'appId' });
  // Anybody who knows the app's id can send wrong signatures, so these must not delay right ones.
  if (!sameText(sign.toLowerCase(), hash('md5', appId + time + app.key))) {
    await wrong.holdBack({ appId, address });
    throw new Problem('signature_wrong', 'not the signature of these values', { property: 'sign' });
  }
  noteCaller?.({ companyId: app.companyId, appId });
  if (Math.abs(instantOf(time) - now()) > skewMs) {
    throw new Problem('signature_wrong', "too far from the server's clock", { property: 'time' });
  }
  const { settings } = await snapshots.get(app.companyId, loadCompany);
  if (!settings.api) throw new Problem('api_not_licensed');
  return tokens.give(app, settings.liveTokens);
}

function instantOf(time: string): number {
  return time.length === 10 ? Number(time) * 1000 : Number(time);
}

/** Compares in constant time. Both texts are hashed, so that their lengths are equal. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
