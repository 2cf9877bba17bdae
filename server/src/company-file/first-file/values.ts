/** The parts of a first company file that differ from file to file: ids, secrets and paths. */
export interface FirstFile {
  /** 32 hex digits. */
  readonly companyid: string;
  readonly appKey: string;
  /** The signing secret of its push endpoint. */
  readonly secret: string;
  /** The path of the schema, relative to the file. */
  readonly schema: string;
  /** The file's own path, for its comments. */
  readonly file: string;
}
