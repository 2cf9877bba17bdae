export { type ConsoleEndpointName, consoleEndpoints } from './all.ts';
export { condition, conditions, type GivenCondition, type GivenSort, sort } from './condition.ts';
export type { Access, ConsoleAnswer, ConsoleEndpoint, ConsoleParameters } from './endpoint.ts';
export { type ConsoleReason, fault, type OwnReason, statusOf } from './faults.ts';
export { type LiveNotices, presenceNotice, streamPath, ticketNotice } from './live.ts';
