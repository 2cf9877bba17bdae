import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentName, type CatalogIndex, useCatalogIndex } from '../api/catalog.ts';
import type { Catalog } from '../api/types.ts';
import { htmlText } from '../contents/html-text.ts';
import { plainLines } from '../contents/plain-parts.ts';
import { fieldText } from '../fields/field-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { propertyText } from './change-text.ts';
import { EventEntry, ReplyEntry } from './entry.tsx';
import type { Choice, Conflict } from './merge.ts';
import type { MergeQuestion } from './send-submission.ts';
import './merge-dialog.css';

/** Shows what others changed meanwhile, asks which value to keep for each conflict, and answers `question`. */
export function MergeDialog({ question }: { question: MergeQuestion }) {
  const { t } = useTranslation();
  const { found, submission, latest } = question;
  const [choices, setChoices] = useState(() => new Map<string, Choice>());
  const { catalog } = useCatalogIndex();
  const undecided = found.conflicts.filter(({ property }) => !choices.has(property));
  const hasNoConflict = found.conflicts.length === 0;
  const lead = hasNoConflict ? t('merge.leadQuiet') : t('merge.lead', { count: found.conflicts.length });
  const send = submission.reply ? t('merge.send') : t('merge.save');
  const foot = (
    <>
      <Button onClick={() => question.answer(null)}>{t('merge.back')}</Button>
      <Button
        variant="primary"
        disabled={undecided.length > 0}
        autoFocus={hasNoConflict}
        onClick={() => question.answer(choices)}
      >
        {send}
        <Kbd keys="Enter" />
      </Button>
    </>
  );
  return (
    <Dialog open wide title={t('merge.title')} lead={lead} foot={foot} onClose={() => question.answer(null)}>
      {found.conflicts.map((conflict, index) => (
        <ConflictChoice
          first={index === 0}
          key={conflict.property}
          conflict={conflict}
          label={propertyText({ property: conflict.property, label: fieldName(conflict, question, catalog) }, t)}
          choice={choices.get(conflict.property)}
          onChoose={(choice) => setChoices((before) => new Map(before).set(conflict.property, choice))}
        />
      ))}
      <section className="merge-news" aria-label={t('merge.meanwhile')}>
        <h3>{t('merge.meanwhile')}</h3>
        {found.unread > 0 && <p className="field-hint">{t('merge.unread', { count: found.unread })}</p>}
        {found.events.map((event) => {
          // The reply of an event is an entry of its own. The event is shown, too, if it made other changes.
          const reply = latest.replies.find((one) => one.id === event.replyId);
          return (
            <div key={event.id}>
              {reply && <ReplyEntry reply={reply} fresh={false} />}
              {(!reply || event.changes.length > 1) && <EventEntry event={event} fresh={false} whole={!reply} />}
            </div>
          );
        })}
      </section>
    </Dialog>
  );
}

interface ChoiceProps {
  /** True for the first conflict, which gets the focus. */
  readonly first: boolean;
  readonly conflict: Conflict;
  readonly label: string;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

/** Focuses the first choice when the dialog opens, rather than the close button. */
function focusOn(element: HTMLInputElement | null): void {
  element?.focus();
}

function ConflictChoice({ first, conflict, label, choice, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const side = (which: Choice, title: string, value: string) => (
    <label className="merge-side">
      <input
        type="radio"
        name={conflict.property}
        checked={choice === which}
        ref={first && which === 'theirs' ? focusOn : undefined}
        onChange={() => onChoose(which)}
      />
      <span>
        <span className="merge-whose">{title}</span>
        <span className="merge-value">{valueText(conflict.property, value, index) || t('ticket.nothing')}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="merge-conflict">
      <legend>{label}</legend>
      {side('theirs', t('merge.theirs'), conflict.theirs)}
      {side('mine', t('merge.mine'), conflict.mine)}
    </fieldset>
  );
}

/**
 * Returns the name of a custom field: from the others' events, or from the catalog if the event is not loaded. Null for
 * other properties.
 */
function fieldName({ property }: Conflict, { found }: MergeQuestion, { fields }: Catalog): string | null {
  const changes = found.events.flatMap((event) => event.changes);
  const label = changes.find((change) => change.property === property)?.label;
  return label ?? fields.find(({ id }) => `field:${id}` === property)?.name ?? null;
}

function valueText(property: string, value: string, { status, level, agent, group, catalog }: CatalogIndex): string {
  if (property === 'status') return status.get(Number(value))?.name ?? value;
  if (property === 'level') return level.get(Number(value))?.name ?? value;
  if (property === 'agentId') return agentName(agent.get(value));
  if (property === 'groupId') return group.get(value)?.name ?? value;
  if (property === 'content') return plainLines(value) === null ? value : htmlText(value);
  const field = catalog.fields.find((one) => `field:${one.id}` === property);
  return field ? fieldText(field, value, '') : value;
}
