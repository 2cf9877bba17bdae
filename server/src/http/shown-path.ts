const hidden = '(hidden)';

/** The longest path in the log. */
const mostShown = 200;

/** A segment that may be the name of a call: not the signs of an e-mail, and nothing outside ASCII. */
const name = /^[\w.~:-]{0,48}$/;

/** Five digits in a row, or seven with signs between them, may belong to a phone number or an id. */
const number = /\d{5}|(?:\d[.:~_-]?){7}/;

/** With a digit in it, such a run of letters may be a token or a key. The long names of calls have no digits. */
const longRun = /\w{16}/;

/**
 * Returns a request's path for the log, without its query. Only names are shown: an unknown path may hold a token, a
 * phone or a person's name, because anybody may put anything there. From the first segment that is no name on, the rest
 * is hidden. Of a file's address everything is hidden, because whoever knows it can read the file.
 */
export function shownPath(url: string): string {
  const mark = url.indexOf('?');
  const segments = (mark === -1 ? url : url.slice(0, mark)).split('/');
  const secretAt = segments[1]?.toLowerCase() === 'files' ? 2 : segments.findIndex((one) => !isName(one));
  const isShort = secretAt === -1 || secretAt >= segments.length;
  const path = (isShort ? segments : [...segments.slice(0, secretAt), hidden]).join('/');
  return path.length <= mostShown ? path : `${path.slice(0, mostShown)}…`;
}

/** Returns the path of a call of the contract for the log. It matched a route, so it holds no secret. */
export function pathOfCall(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

function isName(segment: string): boolean {
  return name.test(segment) && !number.test(segment) && !(longRun.test(segment) && /\d/.test(segment));
}
