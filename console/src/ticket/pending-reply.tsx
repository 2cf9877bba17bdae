import { useTranslation } from 'react-i18next';
import { agentName } from '../api/catalog.ts';
import { sessionState } from '../api/session.ts';
import { Contents } from '../contents/contents.tsx';
import { ConversationEntry } from './entry.tsx';
import type { Submission } from './send-submission.ts';

/** Shows a reply while it is being sent, marked as such. */
export function PendingReply({ reply }: { reply: NonNullable<Submission['reply']> }) {
  const { t } = useTranslation();
  const me = sessionState().session?.agent;
  if (!me) return null;
  const author = { type: 'agent', id: me.id, name: agentName(me), face: me.face };
  const mark = <output className="entry-role">{t('ticket.sending')}</output>;
  return (
    <li className="entry-pending">
      <ConversationEntry author={author} at={Date.now()} internal={reply.visibility === 'internal'} mark={mark}>
        <Contents html={reply.content} label={t('ticket.sending')} />
      </ConversationEntry>
    </li>
  );
}
