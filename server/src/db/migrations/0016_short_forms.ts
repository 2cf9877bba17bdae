/**
 * Changes nothing. Its name keeps out releases that could not read changes and messages stored as lists, which SQLite
 * stores have had from this step up to `0021_named_forms`.
 */
export async function up(): Promise<void> {}
