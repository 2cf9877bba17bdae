/** What a receiver said about having taken a message. */
export interface Acknowledgement {
  /** `retCode` (or `ret_code`) of a JSON answer; null when there is none. */
  readonly code: string | null;
  /** `data.receiveTime`, or "". */
  readonly receivedAt: string;
}

export const accepted = '000000';

const none: Acknowledgement = { code: null, receivedAt: '' };

/** Reads the documented receipt out of an answer; whatever isn't a JSON object acknowledges nothing. */
export function readAcknowledgement(answer: string): Acknowledgement {
  // JSON allows fewer blanks around it than `trim` takes away.
  const json = answer.trim();
  if (!json.startsWith('{')) return none;
  const said = parseObject(json);
  const data = said.data;
  const receivedAt = typeof data === 'object' && data !== null ? Reflect.get(data, 'receiveTime') : undefined;
  return { code: text(said.retCode) ?? text(said.ret_code), receivedAt: (text(receivedAt) ?? '').slice(0, 64) };
}

function parseObject(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

/** A list or an object is no text: `String` fails with one that has a key `toString`, and with a deep list. */
function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? '' : String(value);
}
