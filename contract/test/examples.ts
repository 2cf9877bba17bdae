import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../examples/', import.meta.url);

/** A call of the API's document, kept as data. `corrections` in the file lists where it differs from that document. */
export interface Example {
  readonly file: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Record<string, string>;
    readonly body?: Record<string, unknown>;
    readonly multipart?: Record<string, unknown>;
  };
  readonly answer: unknown;
}

/** Returns every example of an endpoint. Files without a request, such as an exported record, are skipped. */
export function examplesOf(name: string): Example[] {
  return readdirSync(new URL(`${name}/`, folder))
    .map((file) => ({ ...(readExample(`${name}/${file}`) as Example), file: `${name}/${file}` }))
    .filter((example) => example.request !== undefined);
}

export function readExample(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}
