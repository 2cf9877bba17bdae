export { type Code, codes, type Reason } from './codes.ts';
export { type Answer, type Endpoint, endpoint, type Parameters, type Words } from './endpoint.ts';
export { failure } from './envelope.ts';
