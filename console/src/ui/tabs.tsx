import { Tabs as Parts } from 'radix-ui';
import type { ReactNode } from 'react';
import './tabs.css';

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly tabs: readonly { readonly value: Value; readonly text: string; readonly count?: string }[];
  /** The contents of the chosen tab. */
  readonly children: ReactNode;
}

export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  return (
    <Parts.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Parts.List className="tabs-list" aria-label={label}>
        {tabs.map((tab) => (
          <Parts.Trigger key={tab.value} className="tab" value={tab.value}>
            {tab.text}
            {tab.count !== undefined && <span className="tab-count figures">{tab.count}</span>}
          </Parts.Trigger>
        ))}
      </Parts.List>
      <Parts.Content value={value}>{children}</Parts.Content>
    </Parts.Root>
  );
}
