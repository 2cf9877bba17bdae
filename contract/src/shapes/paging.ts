import Type from 'typebox';
import { integer, words } from '../values.ts';

/** The page of a list to return. A value that is not a positive integer counts as not given. */
export const paging = {
  page_no: Type.Optional(integer({ lenient: true, ...words('页码，从 1 起', 'number of the page, from 1') })),
  page_size: Type.Optional(
    integer({ lenient: true, ...words('每页条数，默认 15，最多 50', 'rows per page, 15 by default, at most 50') }),
  ),
};
