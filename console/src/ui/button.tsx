import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';
import './button.css';

type Variant = 'primary' | 'danger' | 'plain';

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: Variant;
  readonly small?: boolean;
  readonly wide?: boolean;
}

export function Button({ variant, small, wide, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(variant, small, wide, className)} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'children'> {
  /** The action, for screen readers and on hover. */
  readonly label: string;
  /** The shortcut of the action, shown on hover after the label. */
  readonly shortcut?: string;
  readonly children: ReactNode;
}

export function IconButton({ label, shortcut, variant = 'plain', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button aria-label={label} variant={variant} className={classes('button-icon', className)} {...rest} />
    </Tooltip>
  );
}

/** Returns the classes of a button, also for links that should look like a button. */
export function buttonClass(variant?: Variant, small?: boolean, wide?: boolean, more?: string): string {
  return classes('button', variant && `button-${variant}`, small && 'button-small', wide && 'button-wide', more);
}
