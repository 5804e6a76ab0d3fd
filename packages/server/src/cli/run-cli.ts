/** From an argument list to an exit code: finds the command, checks its arguments, explains what went wrong. */
import { parseArgs } from 'node:util'
import { Refusal } from '../command/refusal.ts'
import { nearestName } from '../settings/nearest-name.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { StorageRefusedError } from '../storage/storage-refused-error.ts'
import { type Call, type CliCommand, CliFailure, type ExitCode, type Io } from './cli-command.ts'
import { commandHelp, overview } from './help.ts'
import { systemFailure } from './system-failure.ts'

export interface RunCliOptions {
  argv: readonly string[]
  commands: readonly CliCommand[]
  version: string
  io: Io
}

/** Never throws for what a person can do wrong. */
export async function runCli({ argv, commands, version, io }: RunCliOptions): Promise<ExitCode> {
  try {
    const [first] = argv
    if (first === '--version') {
      io.print(version)
      return 0
    }
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
      io.print(overview(commands))
      return first === undefined ? 2 : 0
    }
    const command = findCommand(argv, commands)
    const rest = argv.slice(command.name.split(' ').length)
    if (rest.includes('--help') || rest.includes('-h')) {
      io.print(commandHelp(command))
      return 0
    }
    return await command.run(io, parseCall(command, rest))
  } catch (error) {
    return explain(error, io)
  }
}

function findCommand(argv: readonly string[], commands: readonly CliCommand[]): CliCommand {
  const words = argv.filter((word) => !word.startsWith('-'))
  const command = commands.find(({ name }) => {
    const length = name.split(' ').length
    return argv.slice(0, length).join(' ') === name
  })
  if (command) return command
  const [first = ''] = words
  const group = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name)
  if (first && group.length > 0) throw usageFailure(`copydesk ${first} needs one of: ${group.join(', ')}.`)
  const nearest = nearestName(first, [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))])
  const hint = nearest ? ` Did you mean "${nearest}"?` : ''
  throw usageFailure(`There is no command "${argv[0]}".${hint}`)
}

function parseCall(command: CliCommand, rest: readonly string[]): Call {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple = false }]) => [
      name,
      short ? { type, short, multiple } : { type, multiple },
    ]),
  )
  const { values, positionals } = parseStrictly(command, rest, options)
  const missing = command.arguments[positionals.length]
  if (missing) throw usageFailure(`<${missing}> is missing.`, command)
  const surplus = positionals[command.arguments.length]
  if (surplus !== undefined) throw usageFailure(`There is no place for "${surplus}".`, command)
  return {
    arguments: positionals,
    text: (option) => {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    flag: (option) => values[option] === true,
    texts: (option) => {
      const value = values[option]
      return Array.isArray(value) ? value.map(String) : []
    },
  }
}

function parseStrictly(
  command: CliCommand,
  rest: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
) {
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // linear: from the command line
    const [, unknown] = /Unknown option '-*([^']+)'/.exec(error.message) ?? []
    if (unknown === undefined) throw usageFailure(`${error.message.split('. ')[0]}.`, command)
    const nearest = nearestName(unknown, Object.keys(options))
    throw usageFailure(
      `There is no option "${unknown}".${nearest ? ` Did you mean --${nearest}?` : ''}`,
      command,
    )
  }
}

function usageFailure(message: string, command?: CliCommand): CliFailure {
  const help = command ? `copydesk ${command.name} --help` : 'copydesk --help'
  return new CliFailure(`${message}\nSee: ${help}`, 2)
}

function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof CliFailure) {
    io.complain(error.message)
    return error.exitCode
  }
  if (error instanceof SettingsError) {
    io.complain(error.message)
    return 2
  }
  if (error instanceof StorageRefusedError || error instanceof Refusal) {
    io.complain(error.message)
    return 1
  }
  const words = systemFailure(error)
  if (words !== undefined) {
    io.complain(words)
    return 1
  }
  // A bug, or an input or output that broke: whoever looks into it needs the stack.
  io.complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 1
}
