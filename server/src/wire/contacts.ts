const separators = /[,;，；]/;

/** Splits a caller's list of e-mails or phones, trims them and drops repetitions. */
export function splitContacts(text: string | undefined): string[] {
  if (text === undefined) return [];
  const parts = text.split(separators).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** Joins contacts as answers to queries list them. Pushes and exports join them by semicolons. */
export function joinContacts(contacts: readonly string[]): string {
  return contacts.join(',');
}
