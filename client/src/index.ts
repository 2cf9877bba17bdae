import './node-version.ts';

export { CallError } from './call-error.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export {
  createReceiver,
  type PushedMessage,
  type PushRequest,
  type PushResponse,
  type ReceiverOptions,
} from './receiver.ts';
export { type SeenMessages, seenInMemory } from './seen-messages.ts';
export { type Credentials, sign } from './token.ts';
export { type Arrived, verifyPush } from './verify-push.ts';
export type { Answered, CallName, CallOptions, Given, PagedName, Row, Upload } from './wire.ts';
