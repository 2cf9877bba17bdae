/**
 * Changes nothing in the schema. Between this step and `0021_named_forms`, changes and messages were written to SQLite as
 * lists. Releases without this step cannot read lists, and they refuse a store in which the step is recorded.
 */
export async function up(): Promise<void> {}
