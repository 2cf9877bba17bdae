export const merge = {
  title: 'Changed meanwhile',
  lead_one: 'Somebody else set the same thing. Which one stands?',
  lead_other: 'Somebody else set {{count}} of the same things. Which ones stand?',
  leadQuiet: 'Nothing of it conflicts with yours. Read it, then go on.',
  theirs: 'Theirs',
  mine: 'Mine',
  meanwhile: 'What happened meanwhile',
  unread_one: '{{count}} earlier change is not listed here. See the update log.',
  unread_other: '{{count}} earlier changes are not listed here. See the update log.',
  back: 'Back',
  send: 'Send now',
  save: 'Save',
} as const;
