import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { FileStore } from '../context.ts';
import { refusedField } from '../errors.ts';
import type { Bucket } from './s3.ts';
import { openFolderStore } from './store.ts';

type FileSettings = Pick<Config, 'data' | 'filesUrl' | 's3Endpoint' | 's3Region' | 's3AccessKey' | 's3SecretKey'>;

/** Opens the store of attachments that the settings name: a bucket, or the folder `files` of the data folder. */
export async function openFiles(config: FileSettings, random: (bytes: number) => Buffer): Promise<FileStore> {
  const folder = join(config.data, 'files');
  if (config.filesUrl === null) return openFolderStore(folder, random);
  const { openBucketStore } = await import('./s3.ts');
  return openBucketStore(bucketOf(config, config.filesUrl), join(folder, 'incoming'), random);
}

function bucketOf(config: FileSettings, filesUrl: string): Bucket {
  const { s3Endpoint, s3Region: region, s3AccessKey: accessKey, s3SecretKey: secretKey } = config;
  if (accessKey === null) throw refusedField('GONGDAN_S3_ACCESS_KEY', 'is needed with GONGDAN_FILES_URL');
  if (secretKey === null) throw refusedField('GONGDAN_S3_SECRET_KEY', 'is needed with GONGDAN_FILES_URL');
  const { hostname: name, pathname } = new URL(filesUrl);
  // The folder is the path without slashes at its ends.
  const names = pathname.split('/');
  const folder = names.slice(names.findIndex(isNotEmpty), names.findLastIndex(isNotEmpty) + 1).join('/');
  const endpoint = s3Endpoint ?? `https://s3.${region}.amazonaws.com`;
  return { endpoint, region, name, prefix: folder === '' ? '' : `${folder}/`, accessKey, secretKey };
}

function isNotEmpty(name: string): boolean {
  return name !== '';
}
