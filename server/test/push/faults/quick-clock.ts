// Loaded before the server, whose clock it makes run fast.
import { beganVariable, quickTime } from './quick-time.ts';

Date.now = quickTime(Number(process.env[beganVariable]), Date.now.bind(Date));
