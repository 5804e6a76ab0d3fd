/** The fields of a version as the database keeps them: JSON text, or null where there are none. */
import type { Fields } from '@copydesk/contract'

/** Null for fields that are not named. */
export function fieldsText(fields: Fields | undefined): string | null {
  return fields === undefined ? null : JSON.stringify(fields)
}

/** No fields for null. */
export function fieldsFrom(text: string | null): Fields {
  return text === null ? {} : JSON.parse(text)
}
