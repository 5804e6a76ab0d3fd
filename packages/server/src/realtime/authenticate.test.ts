import type { ConnectRequest } from '@copydesk/hub'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { connectionTokenLengthMs } from '../people/sessions/connection-token.ts'
import { sessionCookieName } from '../people/sessions/cookies.ts'
import { createAuthenticate } from './authenticate.ts'

async function start() {
  const { sessions, tokens, personTokens, cookies, people, advance } = await createTestApp()
  const { sessionId, token } = await sessions.start(people.ben.id)
  const authenticate = createAuthenticate({ sessions, tokens, personTokens, cookies })
  const cookie = `${sessionCookieName}=${token}`
  const connect = (request: Partial<ConnectRequest>) =>
    authenticate({ headers: {}, token: undefined, originAllowed: true, remoteAddress: '::1', ...request })
  const end = () => sessions.end({ sessionId, id: people.ben.id })
  const issue = async () => (await tokens.issue({ id: people.ben.id, sessionId })).token
  const ben = { user: people.ben.id, sessionId, info: { name: people.ben.name } }
  return { connect, cookie, issue, end, advance, ben }
}

describe('authenticate', () => {
  it('knows the cookie of a session, from an allowed origin only', async () => {
    const { connect, cookie, ben } = await start()
    expect(await connect({ headers: { cookie } })).toEqual({ ok: true, auth: ben })
    expect(await connect({ headers: { cookie }, originAllowed: false })).toMatchObject({ reason: 'denied' })
  })

  it('knows a connection token from anywhere, until it expires', async () => {
    const { connect, issue, advance, ben } = await start()
    const token = await issue()
    const accepted = await connect({ token, originAllowed: false })
    expect(accepted).toMatchObject({ ok: true, auth: { ...ben, expiresAt: expect.any(Number) } })
    advance(connectionTokenLengthMs)
    expect(await connect({ token })).toMatchObject({ ok: false, reason: 'expired' })
  })

  it('denies both once the session has ended', async () => {
    const { connect, cookie, issue, end } = await start()
    const token = await issue()
    await end()
    expect(await connect({ headers: { cookie } })).toMatchObject({ ok: false, reason: 'denied' })
    expect(await connect({ token })).toMatchObject({ ok: false, reason: 'denied' })
  })

  it('denies who brings nothing, and says why', async () => {
    const { connect } = await start()
    const message = 'neither a session cookie nor a token came'
    expect(await connect({})).toEqual({ ok: false, reason: 'denied', message })
  })
})
