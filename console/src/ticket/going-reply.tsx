import { useTranslation } from 'react-i18next';
import { agentName } from '../api/catalog.ts';
import { sessionState } from '../api/session.ts';
import { Contents } from '../contents/contents.tsx';
import { Said } from './entry.tsx';
import type { Act } from './send-act.ts';

/** Shows a reply while it is being sent, marked as such. */
export function GoingReply({ reply }: { reply: NonNullable<Act['reply']> }) {
  const { t } = useTranslation();
  const me = sessionState().session?.agent;
  if (!me) return null;
  const author = { type: 'agent', id: me.id, name: agentName(me), face: me.face };
  const mark = <output className="said-role">{t('ticket.sending')}</output>;
  return (
    <li className="said-going">
      <Said author={author} at={Date.now()} internal={reply.visibility === 'internal'} mark={mark}>
        <Contents html={reply.content} label={t('ticket.sending')} />
      </Said>
    </li>
  );
}
