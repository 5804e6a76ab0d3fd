import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../../test/test-app.ts'
import { systemActor } from '../../command/system-actor.ts'
import { changeRole, setPassword } from '../commands.ts'
import { hashSessionToken, sessionLengthMs } from './session-token.ts'
import { type EndedSession, Sessions } from './sessions.ts'

const day = 24 * 60 * 60 * 1000

/** Two processes on one database: what happens through `there` is news to `here`. */
async function twoProcesses() {
  const test = await createTestApp()
  const here = new Sessions(test.services)
  const there = new Sessions(test.services)
  const ended: EndedSession[] = []
  here.onEnded((one) => ended.push(one))
  return { ...test, here, there, ended }
}

describe('sessions', () => {
  it('keeps only the hash of a token', async () => {
    const { storage, sessions, people } = await createTestApp()
    const { token } = await sessions.start(people.anna.id)
    const rows = await storage.read((tx) => tx.selectFrom('sessions').selectAll().execute())
    expect(rows.map((row) => row.token_hash)).toEqual([hashSessionToken(token)])
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('recognizes a token without a query once it was seen', async () => {
    const { storage, sessions, people } = await createTestApp()
    const { token } = await sessions.start(people.anna.id)
    await sessions.find(token)
    await storage.close()
    expect(await sessions.find(token)).toMatchObject({ id: people.anna.id, role: 'admin' })
  })

  it('knows nothing of a token that was never given out, or that is none', async () => {
    const { sessions } = await createTestApp()
    expect(await sessions.find('x'.repeat(43))).toBeNull()
    expect(await sessions.find('nonsense')).toBeNull()
  })

  it('is prolonged by use and ends after thirty days without', async () => {
    const { sessions, people, advance } = await createTestApp()
    const { token } = await sessions.start(people.anna.id)
    advance(20 * day)
    const session = await sessions.find(token)
    expect(session && (await sessions.renew(session))).toBe(true)
    advance(20 * day)
    expect(await sessions.find(token)).not.toBeNull()
    advance(sessionLengthMs)
    expect(await sessions.find(token)).toBeNull()
  })

  it('tells listeners of a sign-out here', async () => {
    const { here, ended, people } = await twoProcesses()
    const { token, sessionId } = await here.start(people.ben.id)
    const session = await here.find(token)
    if (session) await here.end(session)
    expect(ended).toEqual([{ sessionId, personId: people.ben.id, reason: 'signed_out' }])
    expect(await here.find(token)).toBeNull()
  })

  it('notices a sign-out in another process', async () => {
    const { here, there, ended, people } = await twoProcesses()
    const { token, sessionId } = await here.start(people.ben.id)
    await here.find(token)
    const session = await there.findById(sessionId)
    if (session) await there.end(session)
    expect(await here.find(token)).not.toBeNull()
    await here.check()
    expect(await here.find(token)).toBeNull()
    expect(ended).toEqual([{ sessionId, personId: people.ben.id, reason: 'gone' }])
  })

  it('notices a role that was changed in another process, and tells of it once', async () => {
    const { here, ended, people, services } = await twoProcesses()
    const { token } = await here.start(people.ben.id)
    await here.find(token)
    await services.runner.run({ actor: systemActor }, changeRole({ email: people.ben.email, role: 'viewer' }))
    await here.check()
    await here.check()
    expect(await here.find(token)).toMatchObject({ role: 'viewer' })
    expect(ended.map((one) => one.reason)).toEqual(['rights_changed'])
  })

  it('ends every session of a person whose password was set', async () => {
    const { here, people, services } = await twoProcesses()
    const { token } = await here.start(people.ben.id)
    const other = await here.start(people.cleo.id)
    await here.find(token)
    const command = setPassword({ email: people.ben.email, passwordHash: 'a hash' })
    await services.runner.run({ actor: systemActor }, command)
    await here.check()
    expect(await here.find(token)).toBeNull()
    expect(await here.find(other.token)).not.toBeNull()
  })

  it('tells of a session that expired', async () => {
    const { here, ended, people, advance } = await twoProcesses()
    const { token } = await here.start(people.ben.id)
    await here.find(token)
    advance(sessionLengthMs)
    await here.check()
    expect(ended.map((one) => one.reason)).toEqual(['gone'])
  })

  it('does not bring back a session that ended while it was being read', async () => {
    const { here, people } = await twoProcesses()
    const { token, sessionId } = await here.start(people.ben.id)
    const finding = here.find(token)
    await here.end({ sessionId, id: people.ben.id })
    await finding
    expect(await here.find(token)).toBeNull()
  })
})
