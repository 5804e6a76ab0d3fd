/**
 * Thrown when what a command must lock was somewhere else by the time that it was locked: a version left for another
 * project between finding that project and locking it. The runner begins the command again.
 */
export class MovedError extends Error {
  override readonly name = 'MovedError'
}
