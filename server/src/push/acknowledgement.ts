/** The receipt in a receiver's answer, which acknowledges a message. */
export interface Acknowledgement {
  /** `retCode` (or `ret_code`) of a JSON answer; null when there is none. */
  readonly code: string | null;
  /** The first 64 characters of `data.receiveTime`, or "". */
  readonly receivedAt: string;
}

/** The code of a receipt that confirms the message. */
export const accepted = '000000';

const none: Acknowledgement = { code: null, receivedAt: '' };

/** Reads the documented receipt out of an answer. An answer that is not a JSON object has none. */
export function readAcknowledgement(answer: string): Acknowledgement {
  // `JSON.parse` accepts less white space around a value than `trim` removes.
  const json = answer.trim();
  if (!json.startsWith('{')) return none;
  const receipt = parseObject(json);
  const data = receipt.data;
  const receivedAt = typeof data === 'object' && data !== null ? Reflect.get(data, 'receiveTime') : undefined;
  return { code: text(receipt.retCode) ?? text(receipt.ret_code), receivedAt: (text(receivedAt) ?? '').slice(0, 64) };
}

function parseObject(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

/** Lists and objects give "", because `String` throws for an object with a key `toString` and for a deep list. */
function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? '' : String(value);
}
