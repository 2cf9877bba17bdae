// A store with SQLite's own default in WAL mode: it waits for the disk only when the log is folded into the file.
import { setSynchronous } from './synchronous.ts';

setSynchronous('NORMAL');
