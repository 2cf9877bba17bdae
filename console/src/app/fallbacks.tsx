import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { faultText } from '../words/faults.ts';

export function Loading() {
  return <SkeletonLines lines={6} />;
}

export function NotFound() {
  const { t } = useTranslation();
  const home = (
    <Link className={buttonClass()} to="/w/$view" params={{ view: 'open' }}>
      {t('app.toTickets')}
    </Link>
  );
  return <EmptyState icon={<Compass size={28} />} title={t('app.notFound')} action={home} />;
}

/** Shows why a page failed, with a button that tries again. The frame around the page keeps working. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const again = () => {
    reset();
    router.invalidate().catch(reportError);
  };
  const action = <Button onClick={again}>{t('app.again')}</Button>;
  return (
    <EmptyState icon={<TriangleAlert size={28} />} title={t('app.broken')} lead={faultText(error, t)} action={action} />
  );
}
