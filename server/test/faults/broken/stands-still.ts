// Blocks the server's event loop for four seconds at every fortieth request.
import { subscribe } from 'node:diagnostics_channel';

let requests = 0;
const nothing = new Int32Array(new SharedArrayBuffer(4));
subscribe('http.server.request.start', () => {
  requests += 1;
  if (requests % 40 === 0) Atomics.wait(nothing, 0, 0, 4000);
});
