/**
 * From here on a store may hold changes and messages in their short forms. Nothing is to be done to what there is; but
 * a release that can't read them refuses such a store, by the name of this step.
 */
export async function up(): Promise<void> {}
