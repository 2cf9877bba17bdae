import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/button.tsx';
import { Input } from '../ui/fields.tsx';

/** A password field whose text can be shown. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="password">
      <Input {...props} type={shown ? 'text' : 'password'} />
      <IconButton label={t(shown ? 'signIn.hidePassword' : 'signIn.showPassword')} onClick={() => setShown(!shown)}>
        {shown ? <EyeOff size={16} /> : <Eye size={16} />}
      </IconButton>
    </div>
  );
}
