import { ExternalLink, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/types.ts';
import './files.css';

type TicketFile = Ticket['files'][number];

/** Lists attachments: images as thumbnails, others by name. External files are only linked, never loaded. */
export function Files({ files }: { files: readonly TicketFile[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label={t('ticket.files')}>
      {files.map((file) => (
        <li key={file.address}>{file.image && !file.external ? <Picture file={file} /> : <FileLink file={file} />}</li>
      ))}
    </ul>
  );
}

function Picture({ file }: { file: TicketFile }) {
  return (
    <a className="file-picture" href={ownPath(file.address)} target="_blank" rel="noopener noreferrer">
      <img src={ownPath(file.address)} alt={file.name} loading="lazy" decoding="async" />
    </a>
  );
}

function FileLink({ file }: { file: TicketFile }) {
  const href = file.external ? file.address : ownPath(file.address);
  // Only web addresses and paths become links. Any other address, such as `javascript:…`, is shown without a link.
  if (!/^(https?:\/\/|\/)/.test(href)) return <span className="file-link">{file.name}</span>;
  return (
    <a className="file-link" href={href} target="_blank" rel="noopener noreferrer nofollow">
      {file.external ? <ExternalLink size={14} /> : <Paperclip size={14} />}
      <span className="truncate">{file.name}</span>
    </a>
  );
}

/**
 * Returns the path of an uploaded file without the host, because the browser may know the server by another name. Any
 * other URL is returned whole, and "" for an invalid one.
 */
export function ownPath(address: string): string {
  if (!URL.canParse(address, location.href)) return '';
  const url = new URL(address, location.href);
  return url.pathname.startsWith('/files/') ? url.pathname : url.href;
}
