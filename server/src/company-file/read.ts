import type { Fault } from './fault.ts';
import type { CompanyFile } from './shape.ts';

/** A company file as read: its contents and where each thing stands. */
export interface SourceFile {
  readonly content: CompanyFile;
  /** `company.yaml:14: agents[3].agent_email: …`, the line counted from 1. */
  describe(fault: Fault): string;
}

/** Reads a YAML or JSON file and the region tree it names. Throws Problem with a line for every fault of its shape. */
export async function readCompanyFile(path: string): Promise<SourceFile> {
  throw new Error(`reading is under way: ${path}`);
}
