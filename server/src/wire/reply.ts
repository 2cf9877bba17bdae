import type { Context } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { GivenReply } from '../tickets/replies.ts';
import type { AgentReply } from '../tickets/update.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { fileToWire } from './file.ts';

export function replyToWire({ company, publicUrl }: Pick<Context, 'company' | 'publicUrl'>, reply: GivenReply) {
  return {
    replyid: reply.id,
    reply_title: reply.title,
    reply_content: reply.content,
    reply_type: reply.visibility === 'public' ? '0' : '1',
    reply_datetime: formatTime(company.zone, reply.at),
    start_type: startType(reply.author.type),
    update_user_name: reply.author.name,
    face_img: reply.author.face,
    file_list: reply.files.map((file) => fileToWire(publicUrl, file)),
    reply_type_new: reply.channel,
  };
}

/** What an agent answers; undefined when a call only edits. Files without text are an answer too. */
export function agentReplyFromWire(
  type: string,
  content = '',
  files: readonly AttachedFile[] = [],
): AgentReply | undefined {
  if (content === '' && files.length === 0) return undefined;
  return { content, files, visibility: type === '0' ? 'public' : 'internal' };
}
