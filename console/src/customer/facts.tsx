import { Building2, Mail, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../api/types.ts';
import { Tag } from '../ui/marks.tsx';
import './facts.css';

/** Shows the contact data of a customer: tags, phones, e-mails, enterprise, remark. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <div className="customer-facts">
      <CustomerTags customer={customer} />
      {customer.phones.map((phone) => (
        <Line key={phone} icon={<Phone size={13} />}>
          <a className="figures" href={`tel:${phone.replace(/[^\d+*#]/g, '')}`}>
            {phone}
          </a>
        </Line>
      ))}
      {customer.emails.map((email) => (
        <Line key={email} icon={<Mail size={13} />}>
          <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>
        </Line>
      ))}
      {customer.enterprise !== '' && <Line icon={<Building2 size={13} />}>{customer.enterprise}</Line>}
      {customer.partnerId !== '' && (
        <p className="customer-line">
          <span className="customer-key">{t('customer.partnerId')}</span>
          <span className="figures">{customer.partnerId}</span>
        </p>
      )}
      {customer.remark !== '' && <p className="customer-remark">{customer.remark}</p>}
    </div>
  );
}

function CustomerTags({ customer }: { customer: Customer }) {
  const { vipLevel, level, label } = customer;
  // The label is one text, in which integrations separate several labels by commas or semicolons.
  const labels = label.split(/[,，;；]/).filter(Boolean);
  if (vipLevel === '' && level === '' && labels.length === 0) return null;
  return (
    <p className="customer-tags">
      {vipLevel !== '' && <Tag tone="accent">{vipLevel}</Tag>}
      {level !== '' && <Tag>{level}</Tag>}
      {labels.map((one) => (
        <Tag key={one}>{one}</Tag>
      ))}
    </p>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="customer-line">
      {icon}
      <span className="customer-text">{children}</span>
    </p>
  );
}
