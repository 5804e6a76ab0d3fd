/** The message that is sent: a small JSON object with a mark by which the load counts it. */

/** Occurs once in each message and nowhere else. */
export const messageMark = '@'

/** An object of this many bytes as JSON text. */
export function buildMessage(bytes: number): object {
  const empty = JSON.stringify({ type: 'bench', text: '' }).length
  return { type: 'bench', text: messageMark.padEnd(bytes - empty, 'x') }
}
