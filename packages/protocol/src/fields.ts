/**
 * Checks single fields of parsed JSON. Each check throws a {@link FieldFault} that names the field and says what
 * it must be; decode.ts turns that into the error reply.
 */

/** A field does not have the right form. The message is safe to send back. */
export class FieldFault extends Error {}

export type JsonObject = Record<string, unknown>

/** Longest channel name, in UTF-16 units, as in Centrifugo. */
export const maxChannelLength = 255

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(object: JsonObject, field: string): string {
  const value = object[field]
  if (typeof value !== 'string' || value === '') throw new FieldFault(`${field} must be a non-empty string`)
  return value
}

export function optionalText(object: JsonObject, field: string): string | undefined {
  const value = object[field]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new FieldFault(`${field} must be a string`)
  return value
}

export function channelName(object: JsonObject): string {
  const name = text(object, 'channel')
  const fault = channelNameFault(name)
  if (fault !== null) throw new FieldFault(`channel ${fault}`)
  return name
}

/** What a name must be to be a channel's, or null if it is; databases take neither NUL nor half a character. */
export function channelNameFault(name: string): string | null {
  if (name.length > maxChannelLength) return `must have at most ${maxChannelLength} characters`
  return /[\p{Cc}\p{Cs}]/u.test(name) ? 'must not contain control characters' : null
}

export function flag(object: JsonObject, field: string): boolean {
  const value = object[field]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw new FieldFault(`${field} must be true or false`)
  return value
}

/** An integer that may be left out, which means 0. */
export function integer(object: JsonObject, field: string, least: number): number {
  const value = object[field]
  if (value === undefined || value === null) return 0
  if (!Number.isSafeInteger(value) || (value as number) < least) {
    throw new FieldFault(`${field} must be an integer from ${least} on`)
  }
  return value as number
}
