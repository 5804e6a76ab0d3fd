/**
 * A core with a memory journal, a broker, fake time, and rights that tests change: a token is the user's name,
 * `here:` channels have presence, `secret:` channels are forbidden, `none:` channels do not exist.
 */
import { HubCore } from '../../src/hub-core.ts'
import {
  type AuthorizeRequest,
  type AuthorizeResult,
  type Broker,
  type ChannelRules,
  createMemoryBroker,
  createMemoryJournal,
  type HubOptions,
  type MemoryJournal,
} from '../../src/index.ts'
import { FakeEnvironment } from './fake-environment.ts'
import { FakeLog } from './fake-log.ts'
import { TestClient } from './test-client.ts'

export const journaled: ChannelRules = { recoverable: true, presence: false, joinLeave: false }
const hereRules: ChannelRules = { recoverable: false, presence: true, joinLeave: true }

/** Rules of the test's channels by their prefix. */
export function testRules(channel: string): ChannelRules | undefined {
  if (channel.startsWith('none:')) return undefined
  return channel.startsWith('here:') ? hereRules : journaled
}

/** Who may what: the rights of the test's users, changed by the test. */
export class TestRights {
  readonly taken = new Set<string>()
  /** What was asked, oldest first. */
  readonly asked: AuthorizeRequest[] = []
  /** Answers that stand for themselves, by channel. */
  readonly answers = new Map<string, AuthorizeResult>()

  authorize = async (request: AuthorizeRequest): Promise<AuthorizeResult> => {
    const { user, channel } = request
    this.asked.push(request)
    const answer = this.answers.get(channel)
    if (answer !== undefined) return answer
    const denied = channel.startsWith('secret:') || this.taken.has(`${user} ${channel}`)
    return denied ? { ok: false, reason: 'denied' } : { ok: true }
  }
}

/** A token is `user`, `user/session` or `user/session/expiry in Unix seconds`; `expired` and `wrong` are neither. */
export const authenticateByName: HubOptions['authenticate'] = async ({ token, headers }) => {
  const credential = token ?? headers.cookie
  if (credential === undefined || credential === 'wrong')
    return { ok: false, reason: 'denied', message: 'no session' }
  if (credential === 'expired') return { ok: false, reason: 'expired', message: 'too old' }
  const [user = '', sessionId, expiresAt] = credential.split('/')
  return {
    ok: true,
    auth: {
      user,
      info: { name: user.toUpperCase() },
      ...(sessionId && { sessionId }),
      ...(expiresAt && { expiresAt: Number(expiresAt) }),
    },
  }
}

export interface TestHub {
  core: HubCore
  journal: MemoryJournal
  broker: Broker
  environment: FakeEnvironment
  rights: TestRights
  log: FakeLog
  client(): TestClient
  /** Commits a publication and announces it, as an application does. */
  publish(channel: string, value: unknown): void
}

export async function startTestHub(overrides: Partial<HubOptions> = {}): Promise<TestHub> {
  const journal = createMemoryJournal()
  const broker = overrides.broker ?? createMemoryBroker()
  const environment = new FakeEnvironment(overrides.nodeId)
  const rights = new TestRights()
  const log = new FakeLog()
  const core = new HubCore(
    {
      journal,
      broker,
      authenticate: authenticateByName,
      authorize: rights.authorize,
      rulesFor: testRules,
      isOriginAllowed: () => true,
      log,
      ...overrides,
    },
    environment,
  )
  await environment.settle()
  return {
    core,
    journal,
    broker,
    environment,
    rights,
    log,
    client: () => new TestClient(core, environment),
    publish: (channel, value) => {
      const { publication, position } = journal.append(channel, JSON.stringify(value))
      broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
    },
  }
}
