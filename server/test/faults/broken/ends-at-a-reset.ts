// Makes the server exit when a client disconnects before its answer.
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

subscribe('http.server.request.start', (message) => {
  const { response } = message as { response: ServerResponse };
  response.on('close', () => {
    if (!response.writableFinished) process.exit(1);
  });
});
