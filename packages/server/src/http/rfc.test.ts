import { createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { refusal } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'

const json = { 'content-type': 'application/json' }

describe('a method that an address does not take', () => {
  it.each([
    ['PUT', '/api/v1/projects', 'GET, HEAD, POST'],
    ['POST', '/api/v1/me', 'GET, HEAD, PATCH'],
    ['DELETE', '/api/v1/projects/01890a5d-ac96-774b-bcce-b302099a8057/items', 'GET, HEAD, PATCH, POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ] as const)('is answered 405 with those it takes: %s %s', async (method, url, allow) => {
    const { ben } = await createDeskTest()
    const answer = await ben.inject({ method, url })
    expect(refusal(answer)).toEqual([405, 'method_not_allowed'])
    expect(answer.headers.allow).toBe(allow)
  })

  it('is answered 404 where nothing is', async () => {
    const { ben } = await createDeskTest()
    for (const url of ['/api/v1/nothing', '/api/v1/projects/x/items/y/z', '/api/v1/projects/']) {
      expect((await ben.inject({ method: 'PUT', url })).statusCode).toBe(404)
    }
  })
})

describe('a body', () => {
  it('that is no UTF-8 is refused, not stored with question marks', async () => {
    const { ben, get } = await createDeskTest()
    const payload = Buffer.from('{"name":"\xe9"}', 'latin1')
    const answer = await ben.inject({ method: 'POST', url: '/api/v1/projects', payload, headers: json })
    expect(refusal(answer)).toEqual([400, 'malformed_json'])
    expect((await get<{ data: object[] }>('/projects')).data).toEqual([])
  })

  it.each([
    ['text/plain', 'name'],
    ['application/x-www-form-urlencoded', 'name=x'],
    ['application/xml', '<a/>'],
    ['application/json; charset=iso-8859-1', '{"name":"x"}'],
    ['application/json; charset=utf-16', '{"name":"x"}'],
  ])('of the type %s is answered 415', async (type, payload) => {
    const { ben } = await createDeskTest()
    const headers = { 'content-type': type }
    const answer = await ben.inject({ method: 'POST', url: '/api/v1/projects', payload, headers })
    expect(refusal(answer)).toEqual([415, 'unsupported_media_type'])
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'of the type %s is read, with a byte order mark too',
    async (type) => {
      const { ben } = await createDeskTest()
      const headers = { 'content-type': type }
      for (const payload of ['{"name":"é"}', '\ufeff{"name":"é"}']) {
        const answer = await ben.inject({ method: 'POST', url: '/api/v1/projects', payload, headers })
        expect(answer.json()).toMatchObject({ name: 'é' })
      }
    },
  )
})

describe('nested JSON', () => {
  it('is refused beyond what any request has, brackets in texts not counted', async () => {
    const { ben } = await createDeskTest()
    const post = (payload: string) =>
      ben.inject({ method: 'POST', url: '/api/v1/projects', payload, headers: json })
    const deep = await post(`{"name":${'['.repeat(200)}${']'.repeat(200)}}`)
    expect(refusal(deep)).toEqual([400, 'malformed_json'])
    expect(deep.json().detail).toContain('nested more than 100 deep')
    const wide = JSON.stringify(Array.from({ length: 50_001 }, () => ({ a: 1 })))
    const many = await ben.inject({ method: 'POST', url: '/api/v1/content', payload: wide, headers: json })
    expect(refusal(many)).toEqual([400, 'malformed_json'])
    const brackets = '[{'.repeat(90)
    const name = `${brackets}\\\\"`
    expect((await post(JSON.stringify({ name }))).json()).toMatchObject({ name })
  })
})

describe('a query', () => {
  it.each(['/content?state=draft', '/content?page=2', '/content?limit=5&Limit=6'])(
    'with a parameter that is not known is refused: %s',
    async (path) => {
      const { send } = await createDeskTest()
      expect(refusal(await send('GET', path))).toEqual([400, 'invalid_request'])
    },
  )
})

describe('an address', () => {
  it.each(['/%ff', '/api/v1/projects/%ff', '/%', '/api/v1/content?q=%ff'])(
    'that is no UTF-8 is answered as the client’s fault: %s',
    async (url) => {
      const { ben } = await createDeskTest()
      const { statusCode } = await ben.inject({ method: 'GET', url })
      expect([400, 404]).toContain(statusCode)
    },
  )

  it('asked with two Host headers is refused', async () => {
    const { app } = await createDeskTest()
    await app.ready()
    const server = createServer((request, response) => app.routing(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The server has no port')
    const socket = connect(address.port, '127.0.0.1')
    socket.end(
      'GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    )
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})
