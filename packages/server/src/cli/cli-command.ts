/** What a command of `copydesk` is made of. Commands get everything they touch through `Io`, so that tests can too. */
import type { ParseArgsOptionDescriptor } from 'node:util'

/** The world around a command. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>
  /** Relative paths start here. */
  cwd: string
  /** A line for the person who called, on standard output. */
  print(line: string): void
  /** A person reads standard output in a terminal, so it may have colours. */
  isTerminal?: boolean
  /** A line about what went wrong, on standard error. */
  complain(line: string): void
  /** Asks for a password without showing it; from a pipe, its first line. */
  askPassword(question: string): Promise<string>
  /** Where the log goes. */
  logStream: NodeJS.WritableStream & { isTTY?: boolean }
  /** Calls back at each SIGTERM and SIGINT, which end the process no more by themselves. */
  onStop(listener: () => void): void
}

/** How a command ends: 0 done, 1 failed, 2 called wrongly or wrong settings, 3 done in part. */
export type ExitCode = 0 | 1 | 2 | 3

export interface CommandOption extends ParseArgsOptionDescriptor {
  /** What a text option takes, for the help. */
  takes?: string
  meaning: string
}

export interface CliCommand {
  /** One or two words: `start`, `user add`. */
  name: string
  /** One line for the list of commands. */
  summary: string
  /** Names of the arguments that must follow. */
  arguments: readonly string[]
  options: Readonly<Record<string, CommandOption>>
  /** More for `--help`, already broken into lines. */
  details?: readonly string[]
  run(io: Io, call: Call): Promise<ExitCode>
}

/** Arguments and options as given, already checked against the command. */
export interface Call {
  arguments: readonly string[]
  /** The text of an option, or undefined. */
  text(option: string): string | undefined
  flag(option: string): boolean
  /** Every text of an option that may be given more than once. */
  texts(option: string): readonly string[]
}

/** An expected failure: its message is all that the person needs. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure'
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
