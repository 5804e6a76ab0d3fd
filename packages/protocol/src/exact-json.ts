/**
 * JSON.parse for values that JSON.stringify must give back with the same numbers: a number that JavaScript would write
 * otherwise (1.0, 1E5, 12345678901234567890, 1e400) becomes an object that stands for its text (`JSON.rawJSON`).
 */

/** What JSON has of the proposal "JSON.parse source text access", which TypeScript does not describe yet. */
interface SourceTextAccess {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): unknown
}

const json = JSON as unknown as SourceTextAccess

/** @throws SyntaxError for what is not JSON, RangeError for what is nested deeper than can be written again */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source
      ? json.rawJSON(source)
      : value,
  )
}
