/**
 * Errors on their way between threads: a structured clone keeps their message alone, and it is SQLite's result code that
 * says what happened.
 */

export interface PackedError {
  error: { name: string; message: string; stack?: string | undefined; code?: unknown; errcode?: unknown }
}

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error) } }
  const { name, message, stack, code, errcode } = error as Error & { code?: unknown; errcode?: unknown }
  return { error: { name, message, stack, code, errcode } }
}

/** An error that says the same; the stack is that of the thread where it was thrown. */
export function unpackError({ error: { name, message, stack, code, errcode } }: PackedError): Error {
  return Object.assign(new Error(message), {
    name,
    ...(stack === undefined ? {} : { stack }),
    ...(code === undefined ? {} : { code }),
    ...(errcode === undefined ? {} : { errcode }),
  })
}
