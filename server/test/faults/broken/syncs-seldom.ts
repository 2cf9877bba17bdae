// Makes the store sync only at a checkpoint, as SQLite does with `synchronous = NORMAL` in WAL mode.
import { setSynchronous } from './synchronous.ts';

setSynchronous('NORMAL');
