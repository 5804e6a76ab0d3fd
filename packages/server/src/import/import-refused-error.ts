/** An import that was called for something that it must not do. Nothing was changed; the message says what to do. */
export class ImportRefusedError extends Error {
  override readonly name = 'ImportRefusedError'
}
