import { Check } from 'lucide-react';
import { DropdownMenu as Parts } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Kbd } from './kbd.tsx';
import { keepMovedFocus } from './keep-moved-focus.ts';
import './popover.css';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/**
 * A menu of actions. It is not modal: a modal menu would add a style element, which the Content-Security-Policy of the
 * page forbids.
 */
export function Menu({ trigger, align = 'start', children, ...state }: MenuProps) {
  return (
    <Parts.Root modal={false} {...state}>
      <Parts.Trigger asChild>{trigger}</Parts.Trigger>
      <Parts.Portal container={landmark()}>
        <Parts.Content
          className="menu"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={keepMovedFocus}
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

/**
 * Returns the element in which menus are rendered: the main landmark, where screen readers look for them. While a
 * dialog is open it returns null, because the dialog disables the rest of the page. Radix then uses the end of the
 * body.
 */
function landmark(): HTMLElement | null {
  return document.querySelector('.dialog') === null ? document.getElementById('main') : null;
}

interface ItemProps {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, icon, shortcut, danger, disabled = false, children }: ItemProps) {
  return (
    <Parts.Item className={classes('menu-item', danger && 'menu-item-danger')} disabled={disabled} onSelect={onSelect}>
      {icon}
      <span className="truncate">{children}</span>
      {shortcut !== undefined && (
        <span className="menu-end">
          <Kbd keys={shortcut} />
        </span>
      )}
    </Parts.Item>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly icon?: ReactNode }[];
}

/** A choice of one option in a menu. The menu stays open after it, so that the agent sees the effect. */
export function MenuChoice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  return (
    <Parts.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)} aria-label={label}>
      <Parts.Label className="menu-label">{label}</Parts.Label>
      {options.map((option) => (
        <Parts.RadioItem
          key={option.value}
          className="menu-item"
          value={option.value}
          onSelect={(event) => event.preventDefault()}
        >
          <span className="menu-item-check">
            <Parts.ItemIndicator>
              <Check size={14} />
            </Parts.ItemIndicator>
          </span>
          {option.icon}
          {option.text}
        </Parts.RadioItem>
      ))}
    </Parts.RadioGroup>
  );
}

export function MenuSwitch({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Parts.CheckboxItem
      className="menu-item"
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="menu-item-check">
        <Parts.ItemIndicator>
          <Check size={14} />
        </Parts.ItemIndicator>
      </span>
      {children}
    </Parts.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Parts.Separator className="menu-line" />;
}
