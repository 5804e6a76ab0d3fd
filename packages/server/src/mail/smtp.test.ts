/** What an attempt at a mail server tells: taken, refused, to be tried again, or nobody knows. */
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { startMailServer } from '../../test/mail-server.ts'
import type { SmtpServer } from '../settings/mail.ts'
import { createSmtp } from './smtp.ts'
import { MailRefused, MailUncertain, type Message } from './transport.ts'

const message: Message = {
  id: '1',
  subject: 'Hello',
  html: '',
  from: { name: 'Copydesk', address: 'desk@desk.example' },
  to: { name: 'Anna', address: 'anna@test.example' },
  source: Buffer.from('Subject: Hello\r\n\r\nHello\r\n.\r\nthe end\r\n'),
}

function handover() {
  const begun: string[] = []
  const { signal } = new AbortController()
  return { begun, onBegin: async () => void begun.push('begun'), signal }
}

/** A server that says these lines, one after each line that it is told, and then hangs up. */
async function scripted(...lines: string[]) {
  return createSmtp(await addressOfScripted(...lines), 'desk.example')
}

async function addressOfScripted(...lines: string[]): Promise<SmtpServer> {
  const server = createServer((socket) => {
    const left = [...lines]
    const say = () => {
      const line = left.shift()
      if (line === undefined) socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    socket.on('data', say)
    socket.on('error', () => {})
    say()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { host: '127.0.0.1', port, isTls: false, needsTls: false, login: undefined }
}

it('hands a message over as it is, once the server asked for it', async () => {
  const server = await startMailServer()
  const { begun, ...parts } = handover()
  server.onMessage = () => expect(begun).toEqual(['begun'])
  await server.mailer.transport.send(message, parts)
  expect(server.received.map(({ source }) => source)).toEqual([message.source.toString()])
})

it('tells a refusal from what may be tried again, by when it comes and how', async () => {
  const refused = await scripted('220 hi', '250 hi', '250 ok', '550 no such user')
  await expect(refused.send(message, handover())).rejects.toMatchObject({
    name: 'MailRefused',
    isOfAddress: true,
  })
  for (const answer of [
    '550 5.4.1 Recipient address rejected',
    '550 5.1.10 Recipient not found',
    '550 5.1.1 <a@b>: Recipient address rejected: User unknown in relay recipient table',
    '550 <a@b>: Recipient address rejected: User unknown in relay recipient table',
    '551 User not local',
  ]) {
    const rejected = await scripted('220 hi', '250 hi', '250 ok', answer)
    await expect(rejected.send(message, handover()), answer).rejects.toMatchObject({ isOfAddress: true })
  }
  const unwanted = await scripted('220 hi', '250 hi', '250 ok', '250 ok', '354 go on', '554 looks like spam')
  await expect(unwanted.send(message, handover())).rejects.toMatchObject({
    name: 'MailRefused',
    isOfAddress: false,
  })
  for (const lines of [
    // Our account at the server, and not the address.
    ['220 hi', '250 hi', '530 5.7.0 Authentication required'],
    ['220 hi', '250 hi', '553 5.7.1 Sender address rejected: not owned by user'],
    ['220 hi', '250 hi', '250 ok', '530 Authentication required'],
    ['220 hi', '250 hi', '250 ok', '554 5.7.1 Relay access denied'],
    ['220 hi', '250 hi', '250 ok', '550 5.4.6 Routing loop detected'],
    ['220 hi', '250 hi', '250 ok', '503 5.5.1 Error: need MAIL command'],
    // Many servers have no enhanced codes.
    ['220 hi', '250 hi', '250 ok', '550 relay not permitted'],
    ['220 hi', '250 hi', '250 ok', '513 Relaying denied.'],
    [
      ...['220 hi', '250 hi', '250 ok'],
      '550-Please turn on SMTP Authentication in your mail client.\r\n550 It is not permitted to relay without it.',
    ],
    [
      ...['220 hi', '250 hi', '250 ok'],
      "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    ],
    // What is wrong with the sender many servers say to the recipient.
    [
      '220 hi',
      '250 hi',
      '250 ok',
      '550 5.1.8 <desk@desk.example>: Sender address rejected: Domain not found',
    ],
    ['220 hi', '250 hi', '250 ok', '550 5.1.0 <desk@desk.example>: Sender address rejected: User unknown'],
    ['220 hi', '250 hi', '250 ok', '550 <desk@desk.example>: Sender address rejected: User unknown'],
    // The message is too long for a mailbox that takes shorter ones.
    ['220 hi', '250 hi', '250 ok', '552 5.2.3 Message length exceeds administrative limit'],
    ['421 too busy'],
    ['220 hi', '554 go away'],
    ['220 hi', '250 hi', '250 ok', '451 later'],
    ['220 hi', '250 hi', '250 ok', '250 ok', '451 later'],
    ['220 hi', '250 hi', '250 ok', '250 ok', '354 go on', '451 later'],
    ['220 hi', '250 hi', '250 ok', '250 ok'],
    [],
  ]) {
    const transport = await scripted(...lines)
    const error = await transport.send(message, handover()).catch((thrown: unknown) => thrown)
    expect(error, lines.join()).toBeInstanceOf(Error)
    expect(
      [MailRefused, MailUncertain].some((kind) => error instanceof kind),
      lines.join(),
    ).toBe(false)
  }
})

it.each([[[]], [['taken']], [['354 go on']]])(
  'does not know what became of a message after which the line broke, or nothing clear was said: %j',
  async (answers) => {
    const transport = await scripted('220 hi', '250 hi', '250 ok', '250 ok', '354 go on', ...answers)
    const { begun, ...parts } = handover()
    await expect(transport.send(message, parts)).rejects.toBeInstanceOf(MailUncertain)
    expect(begun).toEqual(['begun'])
  },
)

it('sends nothing when it cannot be said before that it is sent', async () => {
  const server = await startMailServer()
  const onBegin = () => Promise.reject(new Error('The database is gone'))
  await expect(server.mailer.transport.send(message, { ...handover(), onBegin })).rejects.toThrow('database')
  expect(server.received).toEqual([])
})

it('gives no password to a server without TLS that is elsewhere', async () => {
  const server = await startMailServer({ authMethods: ['PLAIN'] })
  const login = { user: 'desk', pass: 'a secret' }
  const transport = createSmtp({ ...server.address, needsTls: true, login }, 'desk.example')
  await expect(transport.send(message, handover())).rejects.toMatchObject({ code: 'ETLS' })
  expect(server.received).toEqual([])
})

it.each([
  ['PLAIN', ['500 Unknown command: AUTH PLAIN AGRlc2sAYSBzZWNyZXQ=']],
  ['LOGIN', ['334 VXNlcm5hbWU6', '334 UGFzc3dvcmQ6', '535 Not after YSBzZWNyZXQ=']],
  ['PLAIN', ['535 The password "a secret" has expired']],
])('repeats no password that a server repeats: %s %j', async (method, answers) => {
  const address = await addressOfScripted('220 hi', `250-hi\r\n250 AUTH ${method}`, ...answers)
  const transport = createSmtp({ ...address, login: { user: 'desk', pass: 'a secret' } }, 'desk.example')
  const error = await transport.send(message, handover()).catch((thrown: unknown) => thrown)
  const said = inspect(error, { showHidden: true })
  expect(said).toContain('(hidden)')
  expect(said).not.toMatch(/a secret|AGRlc2sAYSBzZWNyZXQ|YSBzZWNyZXQ/)
})
