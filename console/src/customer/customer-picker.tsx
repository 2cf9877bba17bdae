import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../api/types.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Picker } from '../ui/picker.tsx';
import { useCustomerSuggestions } from './use-customer-suggestions.ts';

interface CustomerPickerProps {
  readonly onPick: (customer: Customer) => void;
  /** If given, a button offers to make a customer from the typed text. */
  readonly onMake?: (typed: string) => void;
}

/** Picks a customer, searched for by the typed text. */
export function CustomerPicker({ onPick, onMake }: CustomerPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const customers = useCustomerSuggestions(typed);
  const options = customers.map((customer) => ({
    value: customer.id,
    text: customer.nick || customer.name,
    hint: [customer.enterprise, customer.emails[0] ?? customer.phones[0]].filter(Boolean).join(' · '),
    icon: <Avatar id={customer.id} name={customer.nick || customer.name} />,
  }));
  return (
    <>
      <Picker
        label={t('customer.find')}
        placeholder={t('customer.findHint')}
        options={options}
        selected={[]}
        onSearch={setTyped}
        onPick={(id) => {
          const customer = customers.find((one) => one.id === id);
          if (customer) onPick(customer);
        }}
      />
      {onMake && (
        <Button small variant="plain" wide onClick={() => onMake(typed.trim())}>
          <UserPlus size={14} />
          {typed.trim() === '' ? t('customer.make') : t('customer.makeNamed', { name: typed.trim() })}
        </Button>
      )}
    </>
  );
}
