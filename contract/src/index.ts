export { aliases } from './aliases.ts';
export { type Code, codes, type Reason } from './codes.ts';
export { type Answer, type Endpoint, endpoint, type Parameters, type Words } from './endpoint.ts';
export { type EndpointName, endpoints } from './endpoints/all.ts';
export { failure } from './envelope.ts';
export type { FilePart, ValueOptions } from './values.ts';
