// Gives the store SQLite's default in WAL mode, which syncs only at a checkpoint.
import { setSynchronous } from './synchronous.ts';

setSynchronous('NORMAL');
