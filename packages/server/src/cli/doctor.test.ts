import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Io } from './cli-command.ts'
import { doctorCommand } from './doctor.ts'
import { runCli } from './run-cli.ts'

async function call(
  argv: string[],
  world: { isTerminal?: boolean; progressIsTerminal?: boolean; env?: Io['env'] } = {},
) {
  const out: string[] = []
  const err: string[] = []
  const progress: string[] = []
  const logStream = new Writable({
    write: (chunk, _encoding, done) => {
      progress.push(String(chunk))
      done()
    },
  })
  const io: Io = {
    env: world.env ?? {},
    cwd: '/',
    isTerminal: world.isTerminal ?? false,
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
    askPassword: async () => '',
    logStream: Object.assign(logStream, { isTTY: world.progressIsTerminal ?? false }),
    onStop: () => {},
  }
  const code = await runCli({ argv: ['doctor', ...argv], commands: [doctorCommand], version: '1', io })
  return { code, out: out.join('\n'), err: err.join('\n'), progress: progress.join('') }
}

/** Answers everything with this status. */
async function answering(status: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const password = `Basic ${btoa('staff:p@ss')}`

/** Behind a password there is nothing but 404. */
async function guarded(): Promise<{ url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = []
  const server = createServer(({ headers }, response) => {
    seen.push(headers)
    if (headers.authorization === password) response.writeHead(404).end()
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="Staff"' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const nothing = 'http://127.0.0.1:1'

describe('copydesk doctor', () => {
  it.each([
    [[], '<url> is missing'],
    [['ftp://desk.example'], 'is not an address to test'],
    [[nothing, '--direct', 'nowhere at all'], '"nowhere at all" is not an address'],
    [[nothing, '--proxy', 'squid'], 'is not the address of a proxy'],
    [[nothing, '--jsn'], 'Did you mean --json?'],
    [[nothing, '--header', 'no colon'], "A --header is written 'Name: value'"],
    [[nothing, '--header', 'Bad name: x'], "A --header is written 'Name: value'"],
  ])('%j is called wrongly', async (argv, expected) => {
    const { code, err } = await call(argv)
    expect([code, err]).toEqual([2, expect.stringContaining(expected)])
  })

  it('repeats nothing of a header or an address that it does not understand', async () => {
    const wrong = await call([nothing, '--header', 'X-Secret: open\nsesame'])
    expect([wrong.code, wrong.err]).toEqual([2, expect.not.stringContaining('sesame')])
    const address = await call(['ftp://me:sesame@desk.example'])
    expect([address.code, address.err]).toEqual([2, expect.not.stringContaining('sesame')])
  })

  it.each([
    ['in the address', ['--json'], 'staff:p%40ss@'],
    ['as a header', ['--json', '--header', `Authorization: ${password}`, '--header', 'X-Other: 1'], ''],
  ])('gives the proxy its password %s, and shows it nowhere', async (_name, flags, credentials) => {
    const { url, seen } = await guarded()
    const address = url.replace('//', `//${credentials}`)
    const { out, err } = await call([address, ...flags])
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(new Set([password]))
    if (credentials === '') expect(seen.every((headers) => headers['x-other'] === '1')).toBe(true)
    expect(JSON.parse(out)).toMatchObject({ findings: [{ cause: 'no_copydesk' }] })
    expect(out + err).not.toMatch(/p@ss|p%40ss|c3RhZmY/)
  })

  it('says whose password is wanted where none was given', async () => {
    const { out } = await call([(await guarded()).url])
    expect(out).toContain('Found: A proxy wants a password of its own.')
    expect(out).toContain('Basic for "Staff"')
  })

  it('ends with 1 for a problem, and gives a text for a ticket', async () => {
    const { code, out } = await call([nothing])
    expect(code).toBe(1)
    expect(out).toContain('Found: Nothing answers at this address.')
    expect(out).toContain('To paste into a ticket')
  })

  it('ends with 3 when it does not know', async () => {
    const { code, out } = await call([await answering(500)])
    expect(code).toBe(3)
    expect(out).toContain('Unclear. I do not know')
  })

  it('prints nothing but JSON when that was asked for', async () => {
    const { code, out } = await call([nothing, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      state: 'problem',
      findings: [{ cause: 'unreachable', row: null }],
    })
  })

  it('says that it fails in the same way directly', async () => {
    const { out } = await call([nothing, '--direct', nothing])
    expect(out).toContain('It fails directly at http://127.0.0.1:1/connection/websocket in the same way')
  })

  it('shows what it is doing: a line for each check in a log, one that vanishes in a terminal', async () => {
    expect((await call([nothing])).progress).toContain('Checking: Plain HTTP to the server\n')
    const { progress } = await call([nothing], { progressIsTerminal: true })
    expect(progress).not.toContain('\n')
    expect(progress.endsWith('\r\u001b[K')).toBe(true)
  })

  it('has colours in a terminal only, and none under NO_COLOR', async () => {
    const colour = '\u001b['
    expect((await call([nothing], { isTerminal: true })).out).toContain(colour)
    expect((await call([nothing])).out).not.toContain(colour)
    expect((await call([nothing], { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(colour)
  })
})
