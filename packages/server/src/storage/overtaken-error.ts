/**
 * Nothing was done, and doing it again may go better: another transaction did meanwhile what this one was about to do, or
 * the connection that was to begin it was gone. Storage begins again, and throws the cause when that does not help.
 */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError'
}
