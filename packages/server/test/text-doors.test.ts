/** Text as it enters, by whichever door: what is stored is tidied, what cannot be stored is refused and named. */
import { maxBodyLength } from '@copydesk/contract/schemas'
import { describe, expect, it } from 'vitest'
import { commentRoutes } from '../src/comments/routes.ts'
import { contentRoutes } from '../src/content/routes/content.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { call, createDesk, refusal } from './desk.ts'
import { createTestApp } from './test-app.ts'

async function setUp() {
  const test = await createTestApp({
    routes: [contentRoutes, projectRoutes, itemRoutes, releaseRoutes, commentRoutes],
  })
  const ben = test.as(test.people.ben)
  const project = await createDesk(ben).project()
  /** Every field of one line and of many lines, and the place in the answer where it is shown. */
  const fields: Record<string, (text: string) => [url: string, payload: object, shown: string]> = {
    'a project name': (name) => ['/projects', { name }, 'name'],
    'a description': (description) => ['/projects', { name: 'N', description }, 'description'],
    'a title': (title) => ['/content', { type: 'page', language: 'en', title }, 'content.title'],
    'a body': (body) => ['/content', { type: 'page', language: 'en', title: 'T', body }, 'version.body'],
    'a comment': (body) => [`/projects/${project.id}/comments`, { body }, 'body'],
  }
  const send = async (field: string, text: string) => {
    const [url, payload, shown] = fields[field]?.(text) ?? ['', {}, '']
    const answer = await ben.inject({ method: 'POST', url: `/api/v1${url}`, payload })
    const read = (value: object | undefined, key: string) => (value as Record<string, object>)[key]
    const stored = answer.statusCode === 201 ? shown.split('.').reduce(read, answer.json()) : undefined
    return { answer, stored }
  }
  return { ...test, ben, project, send }
}

const allFields = ['a project name', 'a description', 'a title', 'a body', 'a comment']
const oneLine = ['a project name', 'a title']

describe('text', () => {
  it.each(allFields)('has one normal form and no overrides: %s', async (field) => {
    const { send } = await setUp()
    expect((await send(field, 'Cafe\u0301 \u202emenu')).stored).toBe('Café menu')
  })

  it.each(allFields)('that no database takes is refused: %s', async (field) => {
    const { send } = await setUp()
    for (const text of ['a\0b', 'a\ud800b', 'a\udfff']) {
      const { answer } = await send(field, text)
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
      expect(answer.body).not.toMatch(/\\u0000|\\ud800/)
    }
  })

  it.each(oneLine)('of one line stays one line, and can be seen: %s', async (field) => {
    const { send } = await setUp()
    expect((await send(field, 'a\r\nb')).stored).toBe('a b')
    for (const text of ['\u200b', '\u2063\u3164', '\u202e \u202c']) {
      expect(refusal((await send(field, text)).answer)).toEqual([400, 'invalid_request'])
    }
  })

  it('within its limit is accepted whatever its bytes', async () => {
    const { send } = await setUp()
    for (const character of ['漢', '😀']) {
      const { answer } = await send('a body', character.repeat(maxBodyLength))
      expect(answer.statusCode).toBe(201)
      const { answer: longer } = await send('a body', character.repeat(maxBodyLength + 1))
      expect(refusal(longer)).toEqual([400, 'invalid_request'])
      expect(longer.json().errors).toEqual([
        { path: '/body', message: `must have at most ${maxBodyLength} characters` },
      ])
    }
  })

  it('within its limit is accepted where each character is written as an escape', async () => {
    const { ben } = await setUp()
    const body = '\\ud83d\\ude00'.repeat(maxBodyLength)
    const payload = `{"type":"page","language":"en","title":"T","body":"${body}"}`
    const headers = { 'content-type': 'application/json' }
    const answer = await ben.inject({ method: 'POST', url: '/api/v1/content', payload, headers })
    expect(answer.statusCode).toBe(201)
  })

  it('that is too long for the request at all is refused with the limit', async () => {
    const { ben } = await setUp()
    const payload = { type: 'page', language: 'en', title: 'T', body: 'x'.repeat(7_000_000) }
    const answer = await ben.inject({ method: 'POST', url: '/api/v1/content', payload })
    expect(refusal(answer)).toEqual([413, 'payload_too_large'])
    expect(answer.json().detail).toMatch(/^The body may have at most 6[\d,]+ bytes\.$/)
  })
})

describe('a search', () => {
  it('finds composed letters by decomposed ones, and the other way round', async () => {
    const { ben, send } = await setUp()
    await send('a title', 'Cafe\u0301 menu')
    for (const q of ['café', 'cafe\u0301', ' CAFÉ ']) {
      const url = `/api/v1/content?q=${encodeURIComponent(q)}`
      expect((await call<{ data: object[] }>(ben, { method: 'GET', url })).data).toHaveLength(1)
    }
    expect(refusal(await ben.inject({ method: 'GET', url: '/api/v1/content?q=a%00' }))).toEqual([
      400,
      'invalid_request',
    ])
  })
})

describe('a language', () => {
  it('is one, however it is spelled', async () => {
    const { ben } = await setUp()
    const post = (url: string, payload: object) =>
      call<{ content: { id: string }; language: string }>(ben, { method: 'POST', url, payload })
    const { content } = await post('/api/v1/content', { type: 'page', language: 'sv-se', title: 'T' })
    const url = `/api/v1/content/${content.id}`
    for (const language of ['sv-SE', 'sv_se', 'SV-SE']) {
      expect((await post(`${url}/versions`, { language })).language).toBe('sv-SE')
    }
    const { languages } = await call<{ languages: { language: string }[] }>(ben, { method: 'GET', url })
    expect(languages.map((one) => one.language)).toEqual(['sv-SE'])
    const list = { method: 'GET' as const, url: '/api/v1/content?language=sv_se' }
    expect(await call(ben, list)).toMatchObject({ data: [{ id: content.id }], language: 'sv-SE' })
    const { id: projectId } = await post('/api/v1/projects', { name: 'P' }).then(
      (made) => made as never as { id: string },
    )
    const items = [{ contentId: content.id, language: 'SV_se' }]
    const added = await ben.inject({
      method: 'POST',
      url: `/api/v1/projects/${projectId}/items`,
      payload: { items },
    })
    expect(added.json().data[0].language).toBe('sv-SE')
  })
})
