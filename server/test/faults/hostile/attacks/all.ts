import type { Attack } from '../attack.ts';
import { burst } from './burst.ts';
import { churn } from './churn.ts';
import { clock } from './clock.ts';
import { costlyContents } from './costly-contents.ts';
import { crumbs } from './crumbs.ts';
import { cutUploads } from './cut-uploads.ts';
import { greedyApp } from './greedy-app.ts';
import { idleConnections } from './idle-connections.ts';
import { largeUploads } from './large-uploads.ts';
import { malformedBodies } from './malformed-bodies.ts';
import { malformedHeads } from './malformed-heads.ts';
import { pipelines } from './pipelines.ts';
import { hostileReceivers } from './pushes.ts';
import { rangesAndConditions } from './ranges.ts';
import { refusedParts } from './refused-parts.ts';
import { sameKey } from './same-key.ts';
import { silentCrowd, silentSockets } from './silent-sockets.ts';
import { slowReaders } from './slow-readers.ts';
import { slowUploads } from './slow-uploads.ts';
import { strangeEmails } from './strange-emails.ts';
import { streams } from './streams.ts';
import { tokenlessWork } from './tokenless-work.ts';
import { wrongSigns } from './wrong-signs.ts';

/** All attacks, in the order of a round. */
export const attacks: readonly Attack[] = [
  refusedParts,
  cutUploads,
  largeUploads,
  slowUploads,
  silentSockets,
  silentCrowd,
  idleConnections,
  malformedHeads,
  malformedBodies,
  crumbs,
  tokenlessWork,
  burst,
  greedyApp,
  costlyContents,
  wrongSigns,
  strangeEmails,
  slowReaders,
  pipelines,
  churn,
  streams,
  rangesAndConditions,
  sameKey,
  clock,
  hostileReceivers,
];
