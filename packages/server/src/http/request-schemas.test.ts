import { identifier, line } from '@copydesk/contract/schemas'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestApp } from '../../test/test-app.ts'
import { maxBytesOf } from './request-schemas.ts'

describe('a route', () => {
  it.each([
    ['text of its own making', z.object({ text: z.string() })],
    ['an e-mail address of its own making', z.object({ text: z.email() })],
    ['such a text that may be left out', z.object({ text: z.string().max(5).nullable().optional() })],
    ['such texts in a list', z.object({ list: z.array(z.object({ text: z.string() })).max(3) })],
    ['a list without a limit', z.array(line({ max: 5 }))],
    ['anything', z.object({ text: z.unknown() })],
    ['a map', z.record(line({ max: 5 }), z.number())],
  ])('that would take %s does not start', async (_, body) => {
    const { app } = await createTestApp({ routes: [] })
    expect(() => maxBytesOf(body)).toThrow()
    const starting = createTestApp({
      routes: [(api) => api.post('/texts', { schema: { body } }, async () => null)],
    })
    await expect(starting).rejects.toThrow()
    await app.close()
  })

  it('has room for every text within its limits, however it is written as JSON', () => {
    const body = z.object({
      title: line({ max: 10 }).optional(),
      channels: z.array(identifier({ max: 3 })).max(2),
      kind: z.enum(['a', 'longer']),
    })
    const longest = {
      title: '😀'.repeat(10),
      channels: ['\u7fff'.repeat(3), '\u7fff'.repeat(3)],
      kind: 'longer',
    }
    const escaped = JSON.stringify(longest).replace(
      /[^\0-\x7f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    expect(escaped.length).toBeLessThanOrEqual(maxBytesOf(body))
  })
})
