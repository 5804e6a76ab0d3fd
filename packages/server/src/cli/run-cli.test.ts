import { describe, expect, it } from 'vitest'
import { Refusal } from '../command/refusal.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { StorageRefusedError } from '../storage/storage-refused-error.ts'
import { type Call, type CliCommand, CliFailure, type Io } from './cli-command.ts'
import { runCli } from './run-cli.ts'

function command(name: string, run: (call: Call) => void = () => {}): CliCommand {
  return {
    name,
    summary: `does ${name}`,
    arguments: name === 'greet' ? ['who'] : [],
    options: {
      loud: { type: 'boolean', meaning: 'shouts' },
      words: { type: 'string', takes: 'text', meaning: 'what is said' },
    },
    run: async (_io, call) => {
      run(call)
      return 0
    },
  }
}

async function call(argv: string[], ...commands: CliCommand[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    env: {},
    cwd: '/',
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
    askPassword: async () => '',
    logStream: process.stderr,
    onStop: () => {},
  }
  const code = await runCli({ argv, commands, version: '1.2.3', io })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const all = [command('greet'), command('user add'), command('user list')]

describe('runCli', () => {
  it('gives a command its arguments and options', async () => {
    const calls: Call[] = []
    const greet = command('greet', (given) => calls.push(given))
    expect(await call(['greet', 'Ann', '--words', 'good day', '--loud'], greet)).toMatchObject({ code: 0 })
    expect(calls[0]?.arguments).toEqual(['Ann'])
    expect(calls[0]?.text('words')).toBe('good day')
    expect(calls[0]?.flag('loud')).toBe(true)
  })

  it.each([
    [['--version'], 0, '1.2.3'],
    [['--help'], 0, 'greet <who>'],
    [[], 2, 'Usage: copydesk <command>'],
    [['greet', '--help'], 0, '--words <text>  what is said'],
    [['user', 'add', '-h'], 0, 'Usage: copydesk user add'],
  ])('%j ends with %i and prints %j', async (argv, code, expected) => {
    const result = await call(argv, ...all)
    expect(result.code).toBe(code)
    expect(result.out).toContain(expected)
  })

  it.each([
    [['great'], 'Did you mean "greet"?'],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['user'], 'user add, user list'],
    [['user', 'remove'], 'user add, user list'],
    [['greet'], '<who> is missing'],
    [['greet', 'Ann', 'Ben'], 'no place for "Ben"'],
    [['greet', 'Ann', '--laud'], 'Did you mean --loud?'],
    [['greet', 'Ann', '--words'], '--words'],
    [['--loud'], 'There is no command "--loud".'],
  ])('%j is a mistake of the caller, explained as %j', async (argv, expected) => {
    const result = await call(argv, ...all)
    expect(result.code).toBe(2)
    expect(result.err).toContain(expected)
    expect(result.err).toContain('--help')
  })

  it.each([
    [new CliFailure('in part', 3), 3, 'in part'],
    [new SettingsError([{ what: 'X is wrong.', fix: 'Mend it.' }]), 2, 'X is wrong.'],
    [new StorageRefusedError('damaged'), 1, 'damaged'],
    [new Refusal('not_found', 'nobody there'), 1, 'nobody there'],
  ])('%s is said without a stack', async (error, code, expected) => {
    const failing = command('greet', () => {
      throw error
    })
    const result = await call(['greet', 'Ann'], failing)
    expect(result).toMatchObject({ code, err: expect.stringContaining(expected) })
    expect(result.err).not.toContain('    at ')
  })

  it('shows where a bug came from', async () => {
    const failing = command('greet', () => {
      throw new Error('a bug')
    })
    const { code, err } = await call(['greet', 'Ann'], failing)
    expect(code).toBe(1)
    expect(err).toContain('run-cli.test.ts')
  })
})
