import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { agentName, type CatalogIndex, useCatalogIndex } from '../api/catalog.ts';
import type { AnswerOf, ParametersOf } from '../api/types.ts';
import { composeHtml, maxContentLength } from '../contents/compose-html.ts';
import { lengthOf } from '../fields/check-value.ts';
import { useShortcut } from '../keys/registry.ts';
import { newRequestKey } from '../ticket/request-key.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Textarea } from '../ui/fields.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SkeletonLines } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText, reasonText } from '../words/faults.ts';

export type BulkUpdate = Pick<ParametersOf<'updateTickets'>, 'set' | 'reply'>;
type Reply = NonNullable<BulkUpdate['reply']>;
type Outcome = AnswerOf<'updateTickets'>;

interface BulkDialogProps {
  readonly update: BulkUpdate;
  readonly ids: string[];
  /** Returns the number of a ticket by its id. */
  readonly numberOf: (id: string) => string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Previews how many tickets would change, stay the same or be refused, and why. A button then makes the change. */
export function BulkDialog({ update, ids, numberOf, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const [reply, setReply] = useState(update.reply);
  const requestKey = useRequestKey(reply?.content, reply?.visibility);
  const composed = reply && { ...reply, content: composeHtml(reply.content) };
  const request = { requestKey, ids, set: update.set, ...(composed && { reply: composed }) };
  const ready = isComplete(reply) && !isTooLong(composed);
  const deferredRequest = useDeferredValue(request);
  // The deferred reply lags behind: after the first letter it is still empty, and the preview would find no change.
  const previewable = isComplete(deferredRequest.reply) && !isTooLong(deferredRequest.reply);
  // The key leaves out the text of the reply: which tickets change does not depend on it.
  const preview = useQuery({
    queryKey: ['bulk', deferredRequest.ids, deferredRequest.set, deferredRequest.reply?.visibility, previewable],
    queryFn: ({ signal }) => call('updateTickets', { preview: true, ...deferredRequest }, signal),
    enabled: previewable,
    // Time makes no query stale, so a preview is dropped with its dialog.
    gcTime: 0,
  });
  const change = useMutation({
    mutationFn: () => call('updateTickets', { preview: false, ...request }),
    onSuccess: (outcome) => {
      report(outcome, t);
      onClose();
      onDone();
    },
    onError: (error) => toast('failed', faultText(error, t)),
  });
  const changing = preview.data?.changed.length ?? 0;
  const possible = ready && changing > 0 && !change.isPending;
  useShortcut('send', () => possible && change.mutate());
  const foot = (
    <>
      <Button onClick={onClose}>{t('ui.cancel')}</Button>
      <Button variant="primary" disabled={!possible} onClick={() => change.mutate()}>
        {t('list.bulkDo', { count: changing })}
        <Kbd keys="mod+Enter" />
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('list.bulkTitle', { count: ids.length })}
      lead={updateText(update, index, t)}
      foot={foot}
    >
      {reply !== undefined && <ReplyFields reply={reply} onChange={setReply} />}
      {isTooLong(composed) && <p className="field-error">{t('composer.tooLong')}</p>}
      {preview.data !== undefined && <Preview outcome={preview.data} numberOf={numberOf} />}
      {preview.isLoading && <SkeletonLines lines={3} />}
      {preview.error !== null && <p className="gate-fault">{faultText(preview.error, t)}</p>}
    </Dialog>
  );
}

function isTooLong(composed: Reply | undefined): boolean {
  return composed !== undefined && lengthOf(composed.content) > maxContentLength;
}

/** False if the change has a reply and its text is still blank. */
function isComplete(reply: Reply | undefined): boolean {
  return reply === undefined || reply.content.trim() !== '';
}

/**
 * Returns the same key for every try of a change, so that a retry does nothing twice. When the text or the visibility
 * of the reply has changed, the key is a new one.
 */
function useRequestKey(content: string | undefined, visibility: string | undefined): string {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reply needs another key
  return useMemo(newRequestKey, [content, visibility]);
}

function ReplyFields({ reply, onChange }: { reply: Reply; onChange: (reply: Reply) => void }) {
  const { t } = useTranslation();
  const tabs = [
    { value: 'public', text: t('list.bulkReplyPublic') },
    { value: 'internal', text: t('list.bulkReplyInternal') },
  ] as const;
  const change = (visibility: Reply['visibility']) => onChange({ ...reply, visibility });
  return (
    <Tabs label={t('list.reply')} value={reply.visibility} tabs={tabs} onChange={change}>
      <Field label={t('list.bulkReplyText')} required>
        {(control) => (
          <Textarea
            {...control}
            value={reply.content}
            maxLength={5000}
            autoFocus
            onChange={(event) => onChange({ ...reply, content: event.target.value })}
          />
        )}
      </Field>
    </Tabs>
  );
}

function Preview({ outcome, numberOf }: { outcome: Outcome; numberOf: (id: string) => string }) {
  const { t } = useTranslation();
  const { changed, unchanged, refused } = outcome;
  return (
    <div className="bulk-sums" role="status">
      {changed.length === 0 && <p>{t('list.bulkNothing')}</p>}
      {changed.length > 0 && <p>{t('list.wouldChange', { count: changed.length })}</p>}
      {unchanged.length > 0 && <p>{t('list.wouldStay', { count: unchanged.length })}</p>}
      {refused.length > 0 && (
        <>
          <p>{t('list.wouldRefuse', { count: refused.length })}</p>
          <ul className="bulk-refused scrolls">
            {refused.map(({ id, reason, text }) => (
              <li key={id}>
                <span className="figures">{numberOf(id)}</span>
                <span className="bulk-refused-why">{reasonText(reason, text, t)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function report({ changed, unchanged, refused }: Outcome, t: TFunction): void {
  if (changed.length > 0) toast('done', t('list.bulkDone', { count: changed.length }));
  if (unchanged.length > 0) toast('done', t('list.wouldStay', { count: unchanged.length }));
  if (refused.length > 0) toast('failed', t('list.bulkRefused', { count: refused.length }));
}

/** Returns a text like "Status → Resolved". */
function updateText({ set }: BulkUpdate, { status, level, group, agent }: CatalogIndex, t: TFunction): string {
  const parts: (readonly [string, string | undefined])[] = [];
  if (set.status !== undefined) parts.push([t('list.setStatus'), status.get(set.status)?.name]);
  if (set.level !== undefined) parts.push([t('list.setLevel'), level.get(set.level)?.name]);
  if (set.groupId !== undefined) parts.push([t('list.setGroup'), group.get(set.groupId)?.name]);
  if (set.agentId !== undefined)
    parts.push([t('list.setAgent'), agentName(agent.get(set.agentId)) || t('ticket.nobody')]);
  if (parts.length === 0) return t('list.reply');
  return parts.map(([what, value]) => t('list.bulkTo', { what, value: value ?? '' })).join(' · ');
}
