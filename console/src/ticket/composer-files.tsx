import { Paperclip, RotateCw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftFile } from '../drafts/reply-draft.ts';
import type { Upload } from '../drafts/uploads.ts';
import { IconButton } from '../ui/button.tsx';
import { ownPath } from './files.tsx';
import './composer-files.css';

/** The part of a composer, or of the form for a new ticket, that attachments need. */
interface Attaching {
  readonly draft: { readonly files: readonly DraftFile[] };
  readonly uploads: readonly Upload[];
  readonly detach: (address: string) => void;
  readonly retry: (id: number) => void;
  readonly stop: (id: number) => void;
}

/** Lists the attachments of a draft, and the uploads that are running or have failed. */
export function ComposerFiles({ composer }: { composer: Attaching }) {
  const { t } = useTranslation();
  const { draft, uploads } = composer;
  if (draft.files.length + uploads.length === 0) return null;
  return (
    <ul className="draft-files" aria-label={t('composer.files')}>
      {draft.files.map((file) => (
        <li className="draft-file" key={file.address}>
          {file.image ? <img src={ownPath(file.address)} alt="" /> : <Paperclip size={14} />}
          <span className="truncate">{file.name}</span>
          <IconButton
            small
            label={t('composer.detach', { name: file.name })}
            onClick={() => composer.detach(file.address)}
          >
            <X size={13} />
          </IconButton>
        </li>
      ))}
      {uploads.map((upload) => (
        <UploadItem key={upload.id} upload={upload} composer={composer} />
      ))}
    </ul>
  );
}

function UploadItem({ upload, composer }: { upload: Upload; composer: Attaching }) {
  const { t } = useTranslation();
  const { id, file, state } = upload;
  const picture = usePicture(file);
  return (
    <li className={`draft-file draft-file-${state}`}>
      {picture ? <img src={picture} alt="" /> : <Paperclip size={14} />}
      <span className="truncate">{file.name}</span>
      {state === 'uploading' ? (
        <progress aria-label={t('composer.uploading', { name: file.name })} />
      ) : (
        <span className="field-error" role="alert">
          {t('composer.uploadFailed')}
        </span>
      )}
      {state === 'failed' && (
        <IconButton small label={t('composer.retryUpload', { name: file.name })} onClick={() => composer.retry(id)}>
          <RotateCw size={13} />
        </IconButton>
      )}
      <IconButton small label={t('composer.detach', { name: file.name })} onClick={() => composer.stop(id)}>
        <X size={13} />
      </IconButton>
    </li>
  );
}

/** Returns a local URL to preview an image that is not yet uploaded; null for other files. */
function usePicture(file: File): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!/^image\/(png|jpeg|gif|webp|bmp)$/.test(file.type)) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
