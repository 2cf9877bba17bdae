// Makes the server open a file for every request and never close it.
import { subscribe } from 'node:diagnostics_channel';
import { openSync } from 'node:fs';

subscribe('http.server.request.start', () => {
  openSync('/dev/null', 'r');
});
