/** `copydesk key …`: service keys, from the command line. A running server takes the changes over within two seconds. */
import { type KeyScope, keyScopes, type ServiceKey } from '@copydesk/contract'
import { createServiceKey } from '@copydesk/contract/schemas'
import type { Command } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { createKey, revokeKey } from '../people/keys/commands.ts'
import { newKeyText } from '../people/keys/key-text.ts'
import { readKeys } from '../people/keys/queries.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type CliCommand, CliFailure, type Io } from './cli-command.ts'
import { withServices } from './open-services.ts'

const create: CliCommand = {
  name: 'key create',
  summary: 'makes a service key for the API and prints it, once',
  arguments: ['name'],
  options: {
    scope: {
      type: 'string',
      multiple: true,
      takes: 'scope',
      meaning: 'what the key may do; once for each scope',
    },
    expires: {
      type: 'string',
      takes: 'instant',
      meaning: 'when it ends, such as 2027-01-31T00:00:00Z; else never',
    },
  },
  details: [`Scopes: ${keyScopes.join(', ')}.`],
  run: async (io, call) => {
    const input = checked({
      name: call.arguments[0],
      scopes: call.texts('scope'),
      expiresAt: call.text('expires'),
    })
    const key = newKeyText()
    const { name } = await run(io, createKey({ ...input, key }))
    io.print(key)
    io.complain(`This is the key "${name}". It is shown this once: only its hash is kept.`)
    return 0
  },
}

const list: CliCommand = {
  name: 'key list',
  summary: 'lists the service keys, with what they may do',
  arguments: [],
  options: {},
  run: async (io) => {
    const { data } = await withServices(loadSettings(io), ({ storage }) => storage.read(readKeys))
    for (const key of data) io.print(line(key))
    if (data.length === 0)
      io.print('No service keys: make one with copydesk key create <name> --scope <scope>.')
    return 0
  },
}

const revoke: CliCommand = {
  name: 'key revoke',
  summary: 'ends a service key for good',
  arguments: ['id'],
  options: {},
  details: [
    'Takes the id that copydesk key list shows, or the first characters of the key if no other has them.',
  ],
  run: async (io, call) => {
    const [named = ''] = call.arguments
    const { data } = await withServices(loadSettings(io), ({ storage }) => storage.read(readKeys))
    const found = data.filter(({ id, prefix }) => id === named || prefix === named)
    const [key, another] = found
    if (!key || another) {
      throw new CliFailure(
        another ? `Several keys begin with ${named}: give the id.` : 'There is no such key.',
      )
    }
    const { name, prefix } = await run(io, revokeKey(key.id))
    io.print(`The key "${name}" (${prefix}…) is worth nothing any more.`)
    return 0
  },
}

export const keyCommands: readonly CliCommand[] = [create, list, revoke]

async function run<Body>(io: Io, command: Command<Body>): Promise<Body> {
  return withServices(loadSettings(io), async ({ runner }) => {
    const { body } = await runner.run({ actor: systemActor }, command)
    return body
  })
}

function checked(input: {
  name: string | undefined
  scopes: readonly string[]
  expiresAt: string | undefined
}) {
  const unknown = input.scopes.find((scope) => !keyScopes.includes(scope as KeyScope))
  if (unknown !== undefined) {
    throw new CliFailure(`There is no scope "${unknown}": use some of ${keyScopes.join(', ')}.`, 2)
  }
  if (input.scopes.length === 0) throw new CliFailure('A key needs at least one --scope.', 2)
  const result = createServiceKey.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new CliFailure(`The ${issue?.path.join('.')} is not valid: ${issue?.message}.`, 2)
}

function line({ id, name, prefix, scopes, expiresAt, lastUsedAt, revokedAt }: ServiceKey): string {
  const state = revokedAt ? `revoked ${revokedAt}` : expiresAt ? `until ${expiresAt}` : 'no end'
  const used = lastUsedAt ? `last used ${lastUsedAt}` : 'never used'
  return `${id}  ${prefix}…  ${name}  ${scopes.join('+')}  ${state}, ${used}`
}
