import type { Context } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { type JsonText, json, jsonText, membersOf, quoted } from '../json/json-text.ts';
import type { ShownReply } from '../tickets/reading/shown-detail.ts';
import type { AgentReply } from '../tickets/update.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { fileToWire } from './file.ts';

/** The members of a reply whose stored values are shown unchanged: name in the answer → our name. */
export const replyShape = {
  replyid: 'id',
  reply_title: 'title',
  reply_content: 'content',
  update_user_name: 'authorName',
  face_img: 'authorFace',
  reply_type_new: 'channel',
} as const;

export function replyToWire(
  { company, publicUrl }: Pick<Context, 'company' | 'publicUrl'>,
  reply: ShownReply,
): JsonText {
  const { at, author, visibility, files } = reply;
  const type = visibility === 'public' ? '0' : '1';
  const listed = jsonText(files.map((file) => fileToWire(publicUrl, file)));
  const made = json`"reply_type":"${type}","start_type":"${startType(author)}","file_list":${listed}`;
  return json`{"reply_datetime":${quoted(formatTime(company.zone, at))},${made},${membersOf(reply.json)}}`;
}

/** Returns the agent's reply; undefined when there is neither text nor a file, because the call then only edits. */
export function agentReplyFromWire(
  type: string,
  content = '',
  files: readonly AttachedFile[] = [],
): AgentReply | undefined {
  if (content === '' && files.length === 0) return undefined;
  return { content, files, visibility: type === '0' ? 'public' : 'internal' };
}
