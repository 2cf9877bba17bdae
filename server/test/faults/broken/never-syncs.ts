// Makes the store never sync, while it reports that it does.
import { setSynchronous } from './synchronous.ts';

setSynchronous('OFF');
