/**
 * What an administrator reads in the app when something on the way breaks live updates: the cause, the hop and what
 * mends it, found from this browser; and nothing of the kind where all is well.
 */
import {
  alterHeader,
  answer,
  answerPage,
  bufferAnswers,
  type Fault,
  idleTimeout,
  isWebSocket,
  only,
  type RequestHead,
  silentTunnel,
  startFaultProxy,
  stripUpgrade,
} from '@copydesk/testkit/fault-proxy'
import { expect, it, onTestFinished } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { connectionPath, readWay, runChecks, verdict } from '../src/connection-page.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** Whatever is asked of the WebSocket's address, a handshake or not. */
const isSocketPath = ({ target }: RequestHead) => target.startsWith('/connection/websocket')

/** A proxy that gives its name. */
const named = (name: string): Fault => ({
  onAnswer: (answered) => ({ ...answered, headers: [...answered.headers, ['Server', name]] }),
})

/** A policy that lists the site by http alone, which does not include its WebSockets. */
const narrowPolicy = (origin: string): Fault => ({
  onAnswer: (answered) => ({
    ...answered,
    headers: [...answered.headers, ['Content-Security-Policy', `connect-src ${origin}`]],
  }),
})

/** The page of checks through a proxy, after they have run. */
async function diagnoseThrough(faults: (origin: string) => Fault[]) {
  const box = await startFaultProxy(stage.server.port)
  onTestFinished(() => box.stop())
  box.faults = faults(box.url)
  const page = await stage.enter('admin', box.url + connectionPath)
  await runChecks(page)
  return page
}

interface Row {
  row: number
  name: string
  faults: (origin: string) => Fault[]
  cause: string
  hop: string
  /** The end of the hop at fault in the picture. */
  broken: string
  says: RegExp
  fix: RegExp
}

const rows: Row[] = [
  {
    row: 1,
    name: 'a proxy that strips Upgrade',
    faults: () => [stripUpgrade(), named('nginx/1.24.0')],
    cause: 'A proxy removes the Upgrade header',
    hop: 'At the proxy · certain',
    broken: 'nginx/1.24.0: The fault is here',
    says: /"Upgrade: websocket" did not/,
    fix: /proxy_set_header Upgrade \$copydesk_upgrade;/,
  },
  {
    row: 3,
    name: 'a handshake that something refuses',
    faults: () => [only(isSocketPath, answer({ status: 403, headers: { server: 'Gatekeeper' } }))],
    cause: 'The handshake never reaches the server',
    hop: 'At the proxy · likely',
    broken: 'Proxy: The fault is here',
    says: /answered with 403 from Gatekeeper/,
    fix: /Find who answered/,
  },
  {
    row: 4,
    name: 'a web page in place of the server',
    faults: () => [only(isSocketPath, answerPage('Please sign in'))],
    cause: 'A web page answers in place of the server',
    hop: 'At the proxy · likely',
    broken: 'Proxy: The fault is here',
    says: /a web page titled "Please sign in"/,
    fix: /Except this path from sign-in pages/,
  },
  {
    row: 7,
    name: 'an Origin that the server refuses',
    faults: () => [only(isWebSocket, alterHeader('Origin', 'https://elsewhere.example'))],
    cause: 'The server refuses the Origin of the page',
    hop: 'At the server · certain',
    broken: 'Copydesk: The fault is here',
    says: /The Origin is "https:\/\/elsewhere\.example"/,
    fix: /COPYDESK_PUBLIC_URL/,
  },
  {
    row: 13,
    name: 'a handshake that opens and carries nothing',
    faults: () => [silentTunnel()],
    cause: 'The WebSocket opens but carries nothing',
    hop: 'At the proxy · certain',
    broken: 'Proxy: The fault is here',
    says: /opened with 101, and then no message came through it/,
    fix: /Something answers the handshake and holds messages back/,
  },
  {
    row: 17,
    name: 'a policy of the page that forbids it',
    faults: (origin) => [narrowPolicy(origin)],
    cause: 'The page’s Content-Security-Policy forbids the connection',
    hop: 'In this browser · certain',
    broken: 'This browser: The fault is here',
    says: /The directive connect-src of the page’s policy does not list ws:\/\/127\.0\.0\.1/,
    fix: /Add the origin of the WebSocket to connect-src/,
  },
  {
    row: 19,
    name: 'a proxy that holds answers back',
    faults: () => [bufferAnswers()],
    cause: 'Streamed answers are held back',
    hop: 'At the proxy · certain',
    broken: 'Proxy: The fault is here',
    says: /came in one burst, or not at all/,
    fix: /Switch response buffering off/,
  },
]

it.each(rows)(
  'row $row, $name: says cause, hop and fix',
  async ({ faults, cause, hop, broken, says, fix }) => {
    const page = await diagnoseThrough(faults)
    await verdict(page).getByRole('heading', { name: cause, level: 2 }).waitFor()
    const text = await verdict(page).innerText()
    expect(text).toContain(hop)
    expect(text).toMatch(says)
    expect(text).toMatch(fix)
    expect((await readWay(page)).filter((line) => line.endsWith('The fault is here'))).toEqual([broken])
  },
)

it('row 11, a limit on silence, which the longer test finds', async () => {
  const page = await diagnoseThrough(() => [idleTimeout(3_000)])
  await page.getByRole('button', { name: /^Run with the idle test/ }).click()
  await verdict(page).getByRole('heading', { name: 'Silent connections are ended' }).waitFor()
  await verdict(page)
    .getByText(/ended after [23]\.\d s, and the server pings every 25 s/)
    .waitFor()
})

it('row 26, WebSockets switched off: no fault, and says by whom, and where to switch them on', async () => {
  const api = await stage.server.signIn('admin')
  await api.patch('/live', { websocket: { enabled: false } })
  onTestFinished(async () => void (await api.patch('/live', { websocket: { enabled: true } })))
  const page = await stage.enter('admin', connectionPath)
  await runChecks(page)
  await verdict(page).getByRole('heading', { name: 'It works by the HTTP stream, as it was set' }).waitFor()
  await verdict(page)
    .getByText('WebSockets are off: by an administrator in the app. Changes come by the HTTP stream')
    .waitFor()
  expect((await readWay(page)).at(-2)).toBe('Copydesk: Works')
  await verdict(page).getByRole('link', { name: 'Go to the switches' }).click()
  await page.getByRole('switch', { name: 'WebSockets', checked: false }).waitFor()
})

it('finds nothing where all is well, at the server itself or through a proxy that is a wire', async () => {
  const direct = await stage.enter('admin', connectionPath)
  const complaints = watchComplaints(direct)
  await runChecks(direct)
  for (const page of [direct, await diagnoseThrough(() => [])]) {
    expect(await verdict(page).getByRole('heading').allInnerTexts()).toEqual([
      'WebSockets get through, and carry what is sent.',
    ])
    expect(await readWay(page)).toEqual([
      'This browser: Works',
      'Network: Works',
      'Copydesk: Works',
      'Between servers: One server only',
    ])
    expect(await page.getByText('Fails:').count()).toBe(0)
    await verdict(page).getByText('Not tried: whether a connection on which nothing is said').waitFor()
    await page.getByText('The connection of this window').waitFor()
  }
  expect(complaints).toEqual([])
})
