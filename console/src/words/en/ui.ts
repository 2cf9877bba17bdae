export const ui = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  remove: 'Remove',
  clear: 'Clear',
  search: 'Search',
  none: 'None',
  nothingFound: 'Nothing found',
  required: 'required',
  resize: 'Resize the panes',
  dismiss: 'Dismiss',
  notices: 'Notices',
} as const;
