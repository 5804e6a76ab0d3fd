/**
 * A server that is killed, or stands still, while it sends a mail: another one sends it, or nobody ever again where it may
 * have arrived.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { uuidv7 } from 'uuidv7'
import { expect, it, onTestFinished } from 'vitest'
import { worksWith } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createComment } from '../src/comments/commands.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { setMailing } from '../src/mail/mailing.ts'
import { createPerson } from '../src/people/commands.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { createProject } from '../src/projects/project/commands.ts'
import type { Storage } from '../src/storage/storage.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { mention } from './mail-test.ts'
import { openAt } from './open-at.ts'
import { createTestDatabase } from './test-storage.ts'

function runnerOn(storage: Storage): CommandRunner {
  const broker = { publish: () => {} }
  return new CommandRunner({ storage, broker, now: Date.now, newId: uuidv7, onWork: () => {} })
}

function jobsOn(storage: Storage, { mailer }: MailServer, elapsed: () => number): Jobs {
  const works = worksWith({ mailer, storage, now: Date.now })
  const log = { error: () => {} }
  return new Jobs({ storage, runner: runnerOn(storage), now: Date.now, elapsed, works, readViewer, log })
}

/** A database in which one mail is due. */
async function withDueMail(database: string, server: MailServer): Promise<void> {
  const storage = await openAt(database)
  const runner = runnerOn(storage)
  await storage.write((tx) => setMailing(tx, 'on'))
  const person = async (name: string) => {
    const input = { name, email: `${name}@test.example`, role: 'editor' as const, passwordHash: null }
    return (await runner.run({ actor: systemActor }, createPerson(input))).body
  }
  const [anna, ben] = [await person('anna'), await person('ben')]
  const actor = { id: ben.id, kind: 'person' as const }
  const { id } = (await runner.run({ actor }, createProject({ name: 'Spring' }))).body
  await runner.run({ actor }, createComment(id, { body: `${mention(anna)} look` }))
  await jobsOn(storage, server, () => 0).drain()
  await storage.write(async (tx) => {
    await tx.updateTable('mail_notices').set({ due_at: 1 }).execute()
    await tx.updateTable('outbox').set({ due_at: 1 }).where('topic', '=', 'plan-mails').execute()
  })
  await storage.close()
}

function startSender(database: string, server: MailServer, moment: string): ChildProcess {
  const program = fileURLToPath(new URL('mail-sender.ts', import.meta.url))
  const args = ['--conditions=@copydesk/source', program, database, String(server.address.port), moment]
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
}

async function setUp(): Promise<{ server: MailServer; database: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-killed-mail-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const server = await startMailServer()
  const database = await createTestDatabase(folder)
  await withDueMail(database, server)
  return { server, database }
}

async function sendAndDie(
  database: string,
  server: MailServer,
  moment: string,
  onStart: (child: ChildProcess) => void,
): Promise<void> {
  const child = startSender(database, server, moment)
  onStart(child)
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

/** What another server does once it has waited for the lease of the first one. */
async function takeOver(database: string, server: MailServer): Promise<{ status: string; mails: number }> {
  const storage = await openAt(database)
  let elapsed = 0
  const jobs = jobsOn(storage, server, () => elapsed)
  for (let minute = 0; minute < 4; minute += 1) {
    await jobs.drain()
    elapsed += 60_000
  }
  const [mail] = await storage.read((tx) => tx.selectFrom('mails').select('status').execute())
  await storage.close()
  return { status: mail?.status ?? 'none', mails: server.received.length }
}

it.each([
  { when: 'before it said a word', moment: 'claimed', dies: 'itself', after: { status: 'sent', mails: 1 } },
  {
    when: 'before the server asked for the message',
    moment: '',
    dies: 'at RCPT',
    after: { status: 'sent', mails: 1 },
  },
  {
    when: 'after the message, before the answer',
    moment: '',
    dies: 'at the end',
    after: { status: 'uncertain', mails: 0 },
  },
  { when: 'after the answer', moment: 'unsettled', dies: 'itself', after: { status: 'uncertain', mails: 1 } },
])('killed $when, ends as $after.status', async ({ moment, dies, after }) => {
  const { server, database } = await setUp()
  await sendAndDie(database, server, moment, (child) => {
    if (dies === 'at RCPT') server.onRecipient = () => void child.kill('SIGKILL')
    if (dies === 'at the end') {
      server.onMessage = () => {
        child.kill('SIGKILL')
        throw new Error('Nobody hears this')
      }
    }
  })
  server.onRecipient = () => {}
  server.onMessage = () => {}
  expect(await takeOver(database, server)).toEqual(after)
})

it.each([
  { when: 'before the server asked for the message', at: 'onRecipient', after: { status: 'sent', mails: 1 } },
  { when: 'before the answer', at: 'onMessage', after: { status: 'uncertain', mails: 1 } },
] as const)('that stood still $when, ends as $after.status although it goes on', async ({ at, after }) => {
  const { server, database } = await setUp()
  const isStopped = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  const sender = startSender(database, server, '')
  onTestFinished(() => void sender.kill('SIGKILL'))
  const exited = once(sender, 'exit')
  server[at] = async () => {
    server[at] = () => {}
    sender.kill('SIGSTOP')
    isStopped.resolve()
    await mayGoOn.promise
  }
  await isStopped.promise
  expect((await takeOver(database, server)).status).toBe(after.status)
  sender.kill('SIGCONT')
  mayGoOn.resolve()
  expect(await exited).toEqual([0, null])
  expect(await takeOver(database, server)).toEqual(after)
})
