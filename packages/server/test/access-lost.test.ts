/** Open connections of people whose access ends, by whichever process: a second later they know. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Actor,
  channels,
  type LiveToken,
  type Person,
  type Role,
  type SessionInfo,
} from '@copydesk/contract'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { openServices } from '../src/cli/open-services.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createContent } from '../src/content/commands.ts'
import { changePerson, changeRole, createPerson, setPassword } from '../src/people/commands.ts'
import { createKey, revokeKey } from '../src/people/keys/commands.ts'
import { newKeyText } from '../src/people/keys/key-text.ts'
import { sessionCookieName } from '../src/people/sessions/cookies.ts'
import { markSessionsChanged } from '../src/people/sessions/session-changes.ts'
import { Sessions } from '../src/people/sessions/sessions.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { removeMember, setMember } from '../src/projects/members/commands.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { loadSettings } from '../src/settings/load-settings.ts'

async function start() {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-access-'))
  const opened = await openServices(loadSettings({ env: {}, cwd }))
  const server = await composeServer({ opened, secret: 's'.repeat(32), log: pino({ level: 'silent' }) })
  onTestFinished(async () => {
    await server.stop()
    rmSync(cwd, { recursive: true })
  })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const { services } = opened
  // As another process on the same database has them: the server's own are not told of what happens here.
  const sessions = new Sessions(services)
  const run = <Body>(command: Parameters<typeof services.runner.run<Body>>[1], actor: Actor = systemActor) =>
    services.runner.run({ actor }, command)
  const create = async (name: string, role: Role): Promise<Person> =>
    (await run(createPerson({ name, role, email: `${name}@test.example`, passwordHash: null }))).body
  const url = `http://127.0.0.1:${port}`
  const openAs = async (person: Person, followed = [channels.people, channels.person(person.id)]) => {
    const { token } = await sessions.start(person.id)
    const headers = { origin: url, cookie: `${sessionCookieName}=${token}` }
    return open(url, headers, {}, followed)
  }
  /** Asks with one session again and again, so that it is known to the server. */
  const askAs = async (person: Person) => {
    const { token } = await sessions.start(person.id)
    const headers = { cookie: `${sessionCookieName}_${port}=${token}` }
    return async (path: string) => {
      const answer = await fetch(`${url}/api/v1${path}`, { headers })
      return { status: answer.status, body: await answer.json() }
    }
  }
  const openWith = async (key: string) => {
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(`${url}/api/v1/live/token`, { method: 'POST', headers })
    const { token } = (await answer.json()) as LiveToken
    return open(url, {}, { token }, [channels.people, channels.projects])
  }
  return { ...services, run, create, sessions, open: openAs, openWith, askAs }
}

/** A stream that follows the channels; the lines that come down it. */
async function open(url: string, headers: Record<string, string>, connect: object, followed: string[]) {
  const subscribes = followed.map((channel, index) => ({ id: index + 2, subscribe: { channel } }))
  const commands = [{ id: 1, connect }, ...subscribes]
  const { body } = await fetch(`${url}/connection/http_stream`, {
    method: 'POST',
    headers,
    body: commands.map((command) => JSON.stringify(command)).join('\n'),
  })
  if (!body) throw new Error('The stream has no body')
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (words: string): Promise<string> => {
    while (!text.includes(words)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`The stream ended before ${words} came: ${text}`)
      text += value
    }
    return text
  }
  await until('"id":3')
  return {
    until,
    end: async (): Promise<string> => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
      return text
    },
    close: () => reader.cancel(),
  }
}

it('ends the connections of a person who was removed', async () => {
  const { storage, create, open, newId } = await start()
  const ben = await create('ben', 'editor')
  const [gone, stays] = [await open(ben), await open(await create('anna', 'admin'))]
  await storage.write(async (tx) => {
    await tx.deleteFrom('people').where('id', '=', ben.id).execute()
    await markSessionsChanged(tx, newId())
  })
  expect(await gone.end()).toContain('"disconnect":{"code":3500')
  await create('cleo', 'viewer')
  await stays.until('cleo')
  await stays.close()
})

it('ends the connections of a person whose password was changed', async () => {
  const { create, open, run } = await start()
  const ben = await create('ben', 'editor')
  const stream = await open(ben)
  await run(setPassword({ email: ben.email, passwordHash: 'another' }))
  expect(await stream.end()).toContain('"disconnect":{"code":3500')
})

it('leaves a person with another role what that role may follow', async () => {
  const { create, open, run, sessions } = await start()
  const ben = await create('ben', 'editor')
  const stream = await open(ben)
  await run(changeRole({ email: ben.email, role: 'viewer' }))
  await stream.until('"role":"viewer"')
  await sessions.check()
  await create('cleo', 'viewer')
  expect(await stream.until('cleo')).not.toContain('unsubscribe')
  await stream.close()
})

it('tells who is an administrator no more of no mail or failed work', async () => {
  const { create, open, run } = await start()
  await create('anna', 'admin')
  const ben = await create('ben', 'admin')
  const stream = await open(ben, [channels.people, channels.delivery])
  await run(changePerson(ben.id, { role: 'editor' }))
  expect(await stream.until('"unsubscribe"')).toContain(`"channel":"${channels.delivery}"`)
  await stream.close()
})

it('lets who is put out of a private project neither see who has its text open, nor be seen there', async () => {
  const { create, open, run } = await start()
  const [ben, cleo, emil] = [
    await create('ben', 'editor'),
    await create('cleo', 'reviewer'),
    await create('emil', 'editor'),
  ]
  const by: Actor = { id: ben.id, kind: 'person' }
  const { body: project } = await run(createProject({ name: 'Merger', visibility: 'private' }), by)
  const page = { type: 'page', language: 'en', title: 'A page' } as const
  const { content, version } = (await run(createContent(page), by)).body
  await run(addItems(project.id, [{ contentId: content.id, versionId: version.id }]), by)
  for (const { id } of [cleo, emil]) {
    await run(setMember(project.id, { id, kind: 'person', role: 'reviewer' }), by)
  }
  const room = channels.hereVersion(version.id, project.id)
  const [stays, out] = [await open(ben, [channels.people, room]), await open(cleo, [channels.people, room])]
  const nameOf = ({ id }: Person, what: 'join' | 'leave') => `"${what}":{"info":{"user":"${id}"`
  await stays.until(nameOf(cleo, 'join'))
  await run(removeMember(project.id, cleo.id), by)
  await out.until('"unsubscribe":')
  await stays.until(nameOf(cleo, 'leave'))
  const late = await open(emil, [channels.people, room])
  await stays.until(nameOf(emil, 'join'))
  // Behind the other's coming.
  await create('dora', 'viewer')
  expect(await out.until('dora')).not.toContain(emil.id)
  const again = await open(cleo, [channels.people, room])
  await again.until('"id":3,"error"')
  for (const stream of [stays, out, late, again]) await stream.close()
})

it('ends the connections of a service whose key was revoked by another process', async () => {
  const { create, openWith, run } = await start()
  const key = newKeyText()
  const { body } = await run(createKey({ name: 'Shop', scopes: ['people.read'], key }))
  const stream = await openWith(key)
  await create('ben', 'editor')
  // Its scopes hold for what it follows as well.
  expect(await stream.until('person.changed')).toContain('"id":3,"error"')
  await run(revokeKey(body.id))
  expect(await stream.end()).toContain('"disconnect":{"code":3500')
})

it('answers who was deactivated here with nothing more, from the answer on', async () => {
  const { create, run, askAs } = await start()
  await create('anna', 'admin')
  const ben = await create('ben', 'editor')
  const ask = await askAs(ben)
  expect((await ask('/projects')).status).toBe(200)
  await run(changePerson(ben.id, { state: 'deactivated' }))
  expect((await ask('/projects')).status).toBe(401)
})

it('knows a role that was changed here from the answer on', async () => {
  const { create, run, askAs } = await start()
  await create('anna', 'admin')
  const ben = await create('ben', 'admin')
  const ask = await askAs(ben)
  expect((await ask('/projects/closed')).status).toBe(200)
  await run(changePerson(ben.id, { role: 'viewer' }))
  expect((await ask('/projects/closed')).status).toBe(403)
  const { may } = (await ask('/session')).body as SessionInfo
  expect(may).not.toContain('project.write')
})
