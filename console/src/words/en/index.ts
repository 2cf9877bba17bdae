import { app } from './app.ts';
import { fault } from './fault.ts';
import { keys } from './keys.ts';
import { list } from './list.ts';
import { signIn } from './sign-in.ts';
import { ui } from './ui.ts';
import { views } from './views.ts';

/** The words of the console in English, by folder. The other language has the same keys; a test compares them. */
export const en = { app, fault, keys, list, signIn, ui, views } as const;
