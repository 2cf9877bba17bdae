import type { Parcel } from './deliver.ts';
import type { PushEndpoint } from './endpoint.ts';
import { signatureHeaders } from './sign.ts';

/** Makes the request of the `number`th try of a message, signed with the time `at`. */
export function parcelOf(
  endpoint: PushEndpoint,
  { id, body, hop, number, at }: { id: string; body: Buffer; hop: number; number: number; at: number },
): Parcel {
  const headers = {
    'webhook-id': id,
    'gongdan-attempt': String(number),
    'gongdan-hop': String(hop),
    ...signatureHeaders(id, body, at, endpoint.signers),
  };
  return { url: endpoint.url, body, headers };
}
