import { useCallback, useRef, useState } from 'react';
import { upload } from '../api/call.ts';
import type { DraftFile } from './reply-draft.ts';

/** A file that is being uploaded, or whose upload has failed. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: 'uploading' | 'failed';
}

/** Uploads files in parallel as they are added. `onStored` is called with each file that the server has stored. */
export function useUploads(onStored: (file: DraftFile) => void): {
  uploads: readonly Upload[];
  add: (files: Iterable<File>) => void;
  retry: (id: number) => void;
  remove: (id: number) => void;
} {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const controllers = useRef(new Map<number, AbortController>());
  const last = useRef(0);
  const receive = useRef(onStored);
  receive.current = onStored;

  const remove = useCallback((id: number) => {
    controllers.current.get(id)?.abort();
    controllers.current.delete(id);
    setUploads((before) => before.filter((one) => one.id !== id));
  }, []);

  const start = useCallback(
    async (id: number, file: File) => {
      const controller = new AbortController();
      controllers.current.set(id, controller);
      try {
        const { address, name, image } = await upload(file, controller.signal);
        remove(id);
        receive.current({ address, name, image });
      } catch {
        if (controller.signal.aborted) return;
        setUploads((before) => before.map((one) => (one.id === id ? { ...one, state: 'failed' } : one)));
      }
    },
    [remove],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      const added = Array.from(files, (file): Upload => ({ id: ++last.current, file, state: 'uploading' }));
      setUploads((before) => [...before, ...added]);
      for (const { id, file } of added) start(id, file).catch(reportError);
    },
    [start],
  );

  const retry = useCallback(
    (id: number) => {
      const one = uploads.find((upload) => upload.id === id);
      if (!one) return;
      setUploads((before) => before.map((other) => (other.id === id ? { ...other, state: 'uploading' } : other)));
      start(id, one.file).catch(reportError);
    },
    [uploads, start],
  );

  return { uploads, add, retry, remove };
}
