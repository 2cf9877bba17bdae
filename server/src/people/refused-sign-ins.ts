import { Problem } from '../errors.ts';

/** The ways to sign in: an app by its signature, an agent by a password, the first admin by the code of the setup. */
export const waysIn = ['get_token', 'console', 'setup'] as const;

/** An attempt to sign in. Nothing that it names has proved to be true. */
export interface SignInAttempt {
  readonly way: (typeof waysIn)[number];
  /** The client's network address; undefined when its connection was lost. */
  readonly address: string | undefined;
  readonly appId?: string;
  readonly email?: string;
}

/** Why the sign-in was refused: the reason of the Problem, or `time_wrong` for a right signature of a wrong time. */
export type NoteRefused = (attempt: SignInAttempt, reason: string) => void;

/** Refusals that say something about the attempt. Others, such as `overloaded`, say something about the server. */
const telling = [
  'app_unknown',
  'signature_wrong',
  'api_not_licensed',
  'rate_limited',
  'sign_in_refused',
  'setup_refused',
];

/** Signs in by `act`, and notes its refusal. */
export async function notingRefusal<Result>(
  note: NoteRefused,
  attempt: SignInAttempt,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem && telling.includes(error.reason)) {
      note(attempt, error.property === 'time' ? 'time_wrong' : error.reason);
    }
    throw error;
  }
}
