import { useTranslation } from 'react-i18next';

export function NewTicketPage() {
  const { t } = useTranslation();
  return <h1>{t('app.newTicket')}</h1>;
}
