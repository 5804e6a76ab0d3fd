/** Every row of the table of causes: what is seen of it gives its cause, hop and fix; what is healthy gives none. */
import { describe, expect, it } from 'vitest'
import { causes } from '../src/verdict/causes.ts'
import { verdictOf } from '../src/verdict/verdict.ts'
import {
  buildAnswer,
  buildArrived,
  buildEcho,
  buildEvidence,
  buildRefusal,
  buildReport,
} from './build-evidence.ts'
import { closed, foreign, idle, refused, skipped, rows as table, windows } from './row-evidence.ts'

describe('the verdict', () => {
  it.each(table)('%i, %s: %s, to be mended at the %s', (row, _name, cause, hop, changes) => {
    const { findings, state } = verdictOf(buildEvidence(changes))
    const found = findings.find((one) => one.cause === cause)
    expect(found).toMatchObject({ row, hop })
    expect(found?.fix).not.toBe('')
    expect(found?.says).not.toBe('')
    // What is only possible may stand beside others; the rest is the main cause.
    if (found?.confidence !== 'possible') expect(findings[0]?.cause).toBe(cause)
    // One of several that are possible is no answer.
    const expected = findings[0]?.confidence === 'possible' ? 'unknown' : 'problem'
    expect(state).toBe(findings[0]?.level === 'notice' ? 'healthy' : expected)
  })

  it('knows all 27 rows', () => {
    const known = Object.values(causes).flatMap(({ row }) => row ?? [])
    expect(known).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
    expect([...new Set(table.map(([row]) => row))]).toEqual(known)
  })

  it('finds nothing where all is well, from a terminal or a browser, with or without a token', () => {
    const pageOfOne = { ...windows, windows: 1 }
    for (const changes of [
      {},
      { from: 'browser', page: pageOfOne },
      { hasToken: false, publication: skipped, report: skipped },
    ] as const) {
      expect(verdictOf(buildEvidence(changes))).toMatchObject({ state: 'healthy', findings: [] })
    }
    expect(
      verdictOf(
        buildEvidence({
          ...closed,
          ...foreign,
          httpStream: skipped,
          sse: skipped,
        }),
      ),
    ).toMatchObject({ state: 'healthy', findings: [] })
  })

  it.each([
    ['a limit far above the pings', idle(60_000)],
    [
      'connections that end at any age',
      {
        report: buildReport({
          ends: [5, 90, 400, 8, 1000, 33].map((ageSeconds) => ({
            at: '',
            transport: 'websocket',
            code: 1006,
            ageSeconds,
          })),
        }),
      },
    ],
    [
      'COPYDESK_PUBLIC_URL in place of forwarded headers',
      {
        echo: buildEcho({
          publicUrl: 'https://desk.example',
          understood: { scheme: 'http', host: '127.0.0.1:4600' },
        }),
      },
    ],
  ])('does not mind %s', (_name, changes) => {
    expect(verdictOf(buildEvidence(changes))).toMatchObject({ state: 'healthy', findings: [] })
  })

  it('says that it does not know rather than guess', () => {
    const odd = refused(buildAnswer({ status: 500 }))
    expect(verdictOf(buildEvidence(odd))).toMatchObject({ state: 'unknown', findings: [] })
    expect(verdictOf(buildEvidence(odd)).summary).toContain('I do not know')
  })

  it('names further causes', () => {
    const host = buildArrived({ host: '127.0.0.1:4600' })
    const { findings } = verdictOf(buildEvidence(refused(buildRefusal(403, 'origin_not_allowed', host))))
    expect(findings.map(({ cause }) => cause)).toEqual(['origin_refused', 'forwarded_headers'])
  })
})
