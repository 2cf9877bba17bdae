// A server that opens a file for every request and never closes it.
import { subscribe } from 'node:diagnostics_channel';
import { openSync } from 'node:fs';

subscribe('http.server.request.start', () => {
  openSync('/dev/null', 'r');
});
