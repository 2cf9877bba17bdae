import type { ComponentProps } from 'react';
import { Input, Textarea } from '../ui/fields.tsx';
import { type Field, fieldType } from './field.ts';
import { fromInputMoment, toInputMoment } from './moment.ts';

interface NativeInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref'> {
  readonly field: Field;
  readonly value: string;
  readonly onWrite: (value: string) => void;
}

/** Edits a field whose value is typed, in the browser's own input for its type. */
export function NativeInput({ field, value, onWrite, ...rest }: NativeInputProps) {
  const change = (event: { target: { value: string } }) => onWrite(event.target.value);
  switch (field.type) {
    case fieldType.text:
      return <Textarea rows={4} value={value} onChange={change} {...(rest as ComponentProps<'textarea'>)} />;
    case fieldType.date:
      return <Input type="date" value={value} onChange={change} {...rest} />;
    case fieldType.time:
      return <Input type="time" value={value} onChange={change} {...rest} />;
    case fieldType.dateTime:
      return (
        <Input
          type="datetime-local"
          // A stored value of more than 16 characters (yyyy-MM-dd HH:mm) has seconds, which the input then offers, too.
          step={value.length > 16 ? 1 : 60}
          value={toInputMoment(value)}
          onChange={(event) => onWrite(fromInputMoment(event.target.value))}
          {...rest}
        />
      );
    case fieldType.number:
      return <Input inputMode="decimal" className="figures" value={value} onChange={change} {...rest} />;
    default:
      return <Input value={value} onChange={change} {...rest} />;
  }
}
