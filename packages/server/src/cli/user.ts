/** `copydesk user …`: the people, from the command line. A running server takes the changes over within seconds. */
import { type Role, roles } from '@copydesk/contract'
import { setup } from '@copydesk/contract/schemas'
import type { Command } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { changeRole, createPerson, linkPerson, setPassword } from '../people/commands.ts'
import { readPeople } from '../people/queries.ts'
import { hashPassword } from '../people/sign-in/password.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type CliCommand, CliFailure, type Io } from './cli-command.ts'
import { withServices } from './open-services.ts'

const takes = roles.join('|')

const add: CliCommand = {
  name: 'user add',
  summary: 'adds a person who signs in with a password',
  arguments: ['email'],
  options: {
    name: { type: 'string', takes: 'name', meaning: 'how others see the person; else the part before the @' },
    role: { type: 'string', takes, meaning: 'what the person may do; else editor' },
  },
  details: ['Asks for the password, or reads it from standard input.'],
  run: async (io, call) => {
    const [address = ''] = call.arguments
    const role = roleOf(call.text('role') ?? 'editor')
    const { name, email } = checked({ name: call.text('name') ?? address.split('@')[0], email: address })
    const passwordHash = await askForHash(io)
    const person = await run(io, createPerson({ name, email, role, passwordHash }))
    io.print(`Added ${person.name} <${person.email}> as ${person.role}.`)
    return 0
  },
}

const list: CliCommand = {
  name: 'user list',
  summary: 'lists the people and their roles',
  arguments: [],
  options: {},
  run: async (io) => {
    const { data } = await withServices(loadSettings(io), ({ storage }) => storage.read(readPeople))
    for (const { role, email, name } of data) io.print(`${role.padEnd(8)}  ${email}  ${name}`)
    if (data.length === 0) io.print('Nobody yet: add someone with copydesk user add <email> --role admin.')
    return 0
  },
}

const password: CliCommand = {
  name: 'user password',
  summary: 'sets a new password and signs the person out everywhere',
  arguments: ['email'],
  options: {},
  details: ['Asks for the password, or reads it from standard input.'],
  run: async (io, call) => {
    const [email = ''] = call.arguments
    const person = await run(io, setPassword({ email, passwordHash: await askForHash(io) }))
    io.print(`${person.name} <${person.email}> has a new password and is signed out everywhere.`)
    return 0
  },
}

const role: CliCommand = {
  name: 'user role',
  summary: `gives a person another role: ${roles.join(', ')}`,
  arguments: ['email', 'role'],
  options: {},
  run: async (io, call) => {
    const [email = '', name = ''] = call.arguments
    const person = await run(io, changeRole({ email, role: roleOf(name) }))
    io.print(`${person.name} <${person.email}> is ${person.role} now.`)
    return 0
  },
}

const link: CliCommand = {
  name: 'user link',
  summary: 'says whom an embedding application means by an id in its person tokens',
  arguments: ['email', 'external id'],
  options: {},
  run: async (io, call) => {
    const [email = '', externalId = ''] = call.arguments
    const person = await run(io, linkPerson({ email, externalId }))
    io.print(`${person.name} <${person.email}> is "${externalId}" in person tokens now.`)
    return 0
  },
}

export const userCommands: readonly CliCommand[] = [add, list, password, role, link]

async function run<Body>(io: Io, command: Command<Body>): Promise<Body> {
  return withServices(loadSettings(io), async ({ runner }) => {
    const { body } = await runner.run({ actor: systemActor }, command)
    return body
  })
}

function roleOf(name: string): Role {
  const role = roles.find((known) => known === name)
  if (!role) throw new CliFailure(`There is no role "${name}": use one of ${roles.join(', ')}.`, 2)
  return role
}

/** Names and addresses are held to the rules of the set-up page. */
const identity = setup.pick({ name: true, email: true })
const secret = setup.pick({ password: true })

function checked(input: { name: string | undefined; email: string }): { name: string; email: string } {
  const result = identity.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new CliFailure(`The ${issue?.path.join('.')} is not valid: ${issue?.message}.`, 2)
}

async function askForHash(io: Io): Promise<string> {
  const result = secret.safeParse({ password: await io.askPassword('Password') })
  if (result.success) return hashPassword(result.data.password)
  throw new CliFailure(`The password ${result.error.issues[0]?.message}.`, 2)
}
