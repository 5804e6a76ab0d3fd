/** Another transaction did meanwhile what this one was about to do: `write` begins again, and sees what that one did. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError'
}
