/** `copydesk work …`: work that failed for good, from the command line. A running server goes on with it by itself. */
import type { FailedWork } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import { systemActor } from '../command/system-actor.ts'
import { discardFailedWork, readFailedWork, retryFailedWork } from '../jobs/failed-work.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../settings/load-settings.ts'
import type { CliCommand, ExitCode, Io } from './cli-command.ts'
import { withServices } from './open-services.ts'

/** In place of an id. */
const every = 'all'
const pageSize = 200

const list: CliCommand = {
  name: 'work list',
  summary: 'lists work in the background that failed at its last attempt (failed jobs)',
  arguments: [],
  options: {},
  details: ['Each with its id, its name, in whose name it is done, when it failed and why.'],
  run: async (io) => {
    const found = await withServices(loadSettings(io), readAll)
    for (const work of found) io.print(line(work))
    if (found.length === 0) io.print('No work has failed.')
    return 0
  },
}

const retry: CliCommand = {
  name: 'work retry',
  summary: 'has failed work tried again, by its id, or all of it',
  arguments: ['id|all'],
  options: {},
  details: ['A running server begins within five seconds, another one at its start.'],
  run: (io, call) => changeEach(io, call.arguments[0] ?? '', retryFailedWork, 'is tried again'),
}

const discard: CliCommand = {
  name: 'work discard',
  summary: 'discards failed work for good, by its id, or all of it',
  arguments: ['id|all'],
  options: {},
  run: (io, call) => changeEach(io, call.arguments[0] ?? '', discardFailedWork, 'is discarded'),
}

export const workCommands: readonly CliCommand[] = [list, retry, discard]

/** Each in a transaction of its own; what is refused is told and stays. */
function changeEach(io: Io, named: string, command: typeof retryFailedWork, done: string): Promise<ExitCode> {
  return withServices(loadSettings(io), async (services) => {
    const ids = named === every ? (await readAll(services)).map(({ id }) => id) : [named]
    let refused = 0
    for (const id of ids) {
      try {
        const { body } = await services.runner.run({ actor: systemActor }, command(id))
        io.print(`${id}  ${body.work} ${done}.`)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused += 1
        io.complain(`${id}  ${error.message}`)
      }
    }
    if (ids.length === 0) io.print('No work has failed.')
    return refused === 0 ? 0 : refused < ids.length ? 3 : 1
  })
}

async function readAll({ storage }: Pick<Services, 'storage'>): Promise<FailedWork[]> {
  const found: FailedWork[] = []
  let cursor: string | undefined
  do {
    const from = cursor
    const page = await storage.read((tx) => readFailedWork(tx, { cursor: from, limit: pageSize }))
    found.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

function line({ id, work, actor, failedAt, attempts, error }: FailedWork): string {
  const who = actor.kind === 'system' ? 'system' : `${actor.kind} ${actor.id}`
  // One line for each, whatever a foreign server said.
  return `${id}  ${work}  for ${who}, failed ${failedAt} after ${attempts} attempts: ${error.replace(/\s+/g, ' ')}`
}
