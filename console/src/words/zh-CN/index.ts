import { app } from './app.ts';
import { fault } from './fault.ts';
import { keys } from './keys.ts';
import { list } from './list.ts';
import { signIn } from './sign-in.ts';
import { ui } from './ui.ts';
import { views } from './views.ts';

/** The words of the console in Chinese, by folder, under the same keys as the English ones. */
export const zhCN = { app, fault, keys, list, signIn, ui, views } as const;
