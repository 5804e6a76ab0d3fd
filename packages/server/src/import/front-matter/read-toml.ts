/** TOML front matter, between `+++` lines, by the `smol-toml` library. Pure. */
import { parse, TomlDate, TomlError } from 'smol-toml'
import { type FieldsRead, type ReadField, unreadable, unreadableAt } from './read-fields.ts'

export function readToml(text: string): FieldsRead {
  try {
    const fields = new Map<string, ReadField>()
    for (const [key, value] of Object.entries(parse(text, { integersAsBigInt: 'asNeeded' }))) {
      const read = plain(value)
      fields.set(key, { value: read, text: typeof read === 'object' ? undefined : String(read) })
    }
    return { ok: true, fields }
  } catch (error) {
    return error instanceof TomlError
      ? unreadableAt('TOML', text, error.line)
      : unreadable('is not valid TOML')
  }
}

/** Dates stay in the standard's form; numbers that JSON has no way to write become text. */
function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
    return String(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}
