/** The message that is sent: a small JSON object with a mark and a number, by which the load knows it. */

/** Occurs once in each message and nowhere else; the number follows it. */
export const messageMark = '^'
export const numberLength = 7

/** The mark and the number, for messages that are built elsewhere. Messages are numbered from 1 on. */
export function markNumber(number: number): string {
  return messageMark + String(number).padStart(numberLength, '0')
}

/** An object of this many bytes as JSON text. */
export function buildMessage(bytes: number, number: number): object {
  const empty = JSON.stringify({ type: 'bench', text: '' }).length
  return { type: 'bench', text: markNumber(number).padEnd(bytes - empty, 'x') }
}
