import type { Staff } from '../../people/staff.ts';
import type { RepliesPage } from '../../tickets/reading/conversation.ts';
import type { GivenReply } from '../../tickets/rows/replies.ts';
import { writeCursor } from '../cursor.ts';
import { shownAuthor } from './author.ts';
import { shownFile } from './file.ts';
import { safeHtml } from './safe-html.ts';
import { makeInSlices } from './slices.ts';
import { unshown } from './unshown.ts';

/** A page of a conversation, oldest first. */
export async function shownReplies(staff: Staff, { replies, older }: RepliesPage) {
  return {
    replies: await makeInSlices(replies, (reply) => shownReply(staff, reply)),
    older: older && writeCursor({ key: older.at, id: older.id }),
  };
}

function shownReply(staff: Staff, { id, at, author, visibility, content, files }: GivenReply) {
  return {
    ...{ id, at, visibility },
    author: shownAuthor(staff, author),
    html: safeHtml(content),
    unshown: unshown(content),
    files: files.map(shownFile),
    erased: false,
  };
}
