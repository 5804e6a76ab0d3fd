/** JSON front matter: an object, or Hexo's list of members without its braces. Pure. */
import { exactNumber, type FieldsRead, type ReadField, unreadable } from './read-fields.ts'

/** With the source of single values, which TypeScript does not know of yet. */
const parse = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => Record<string, unknown>

export function readJson(text: string): FieldsRead {
  const object = text.trimStart().startsWith('{') ? text : `{${text.replace(/,\s*$/, '')}}`
  try {
    const all = parse(object, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined ? exactNumber(value, source) : value,
    )
    const fields = new Map<string, ReadField>()
    for (const [key, value] of Object.entries(all)) {
      const text = typeof value === 'object' ? undefined : String(value)
      fields.set(key, { value, text })
    }
    return { ok: true, fields }
  } catch {
    return unreadable('is not valid JSON')
  }
}
