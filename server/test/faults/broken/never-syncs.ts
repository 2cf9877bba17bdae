// A store that waits for no disk and says that it does.
import { setSynchronous } from './synchronous.ts';

setSynchronous('OFF');
