import { X } from 'lucide-react';
import { Dialog as Parts } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';
import './dialog.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead?: string;
  readonly wide?: boolean;
  /** The dialog has no close button, and neither Escape nor a click outside closes it. */
  readonly stays?: boolean;
  readonly foot?: ReactNode;
  readonly children?: ReactNode;
}

/**
 * A dialog over the page. The veil, which dims the page, is a plain element: Radix's own overlay would put a style
 * element into the page, which the Content-Security-Policy forbids.
 */
export function Dialog({ open, onClose, title, lead, wide, stays = false, foot, children }: DialogProps) {
  const preventIfStays = (event: Event) => stays && event.preventDefault();
  return (
    <Parts.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Parts.Portal>
        <div className="dialog-veil" />
        <Parts.Content
          className={classes('dialog', wide && 'dialog-wide')}
          onOpenAutoFocus={focusFirst}
          onEscapeKeyDown={preventIfStays}
          onPointerDownOutside={preventIfStays}
          onInteractOutside={preventIfStays}
          {...(lead === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog-head">
            <div>
              <Parts.Title className="dialog-title">{title}</Parts.Title>
              {lead !== undefined && <Parts.Description className="dialog-lead">{lead}</Parts.Description>}
            </div>
            {!stays && <CloseButton onClose={onClose} />}
          </div>
          <div className="dialog-body scrolls">{children}</div>
          {foot !== undefined && <div className="dialog-foot">{foot}</div>}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

/** Focuses the first control of the body, or the dialog itself, rather than the close button, which comes first. */
function focusFirst(event: Event): void {
  event.preventDefault();
  const dialog = event.currentTarget as HTMLElement;
  const control = dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, button:not(:disabled))');
  (control ?? dialog).focus();
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <IconButton label={t('ui.close')} small onClick={onClose}>
      <X size={16} />
    </IconButton>
  );
}
