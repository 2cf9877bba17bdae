/**
 * Changes nothing in the schema. Since this step, and until `0021_named_forms`, SQLite stores kept changes and messages as
 * lists. Releases without this step cannot read lists, and they refuse a store in which its name is recorded.
 */
export async function up(): Promise<void> {}
