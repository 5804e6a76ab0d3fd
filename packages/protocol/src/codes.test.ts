import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { disconnects, errors, reconnects, unsubscribes } from './index.ts'

const document = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8')

/** Rows of the table under a heading, as cells. */
function table(heading: string): string[][] {
  const section = document.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

describe('codes', () => {
  it('the table of errors and the code agree', () => {
    const rows = table('Errors in replies').map(([code, message, temporary]) => ({
      code: Number(code),
      message,
      temporary: temporary === 'yes',
    }))
    const entries = Object.values(errors).map((error) => ({
      code: error.code,
      message: error.message,
      temporary: 'temporary' in error,
    }))
    expect(rows).toEqual(entries)
  })

  it('the table of disconnects and the code agree', () => {
    const rows = table('Ends of a connection')
    const named = rows
      .filter(([code]) => Number(code) >= 3000)
      .map(([code, reason]) => ({ code: Number(code), reason }))
    expect(named).toEqual(Object.values(disconnects))
    for (const [code, , comesBack] of rows) expect(reconnects(Number(code)), code).toBe(comesBack === 'yes')
  })

  it('the table of unsubscribes and the code agree', () => {
    const rows = table('Ends of a subscription')
    expect(rows.map(([code, reason]) => ({ code: Number(code), reason }))).toEqual(
      Object.values(unsubscribes),
    )
    for (const [code, , again] of rows) expect(Number(code) >= 2500).toBe(again === 'yes')
  })

  it('reasons fit into a close frame', () => {
    for (const { reason } of Object.values(disconnects))
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123)
  })

  it('[D2] only terminal codes keep a client from coming back', () => {
    for (const code of [1000, 1001, 1006, 1012, 3000, 3499, 4000, 4499, 5000])
      expect(reconnects(code)).toBe(true)
    for (const code of [1009, 3500, 3999, 4500, 4999]) expect(reconnects(code)).toBe(false)
  })
})
