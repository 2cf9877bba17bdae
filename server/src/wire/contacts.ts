const separators = /[,;，；]/;

/** E-mails or phones as a caller lists them, each once, blanks trimmed; none when nothing was given. */
export function splitContacts(text: string | undefined): string[] {
  if (text === undefined) return [];
  const parts = text.split(separators).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** As query results list them. */
export function joinContacts(contacts: readonly string[]): string {
  return contacts.join(',');
}
