/** The world around a command as Node.js has it: streams, signals, a terminal that can hide what is typed. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CliFailure, type Io } from './cli-command.ts'

export function createNodeIo(): Io {
  return {
    env: process.env,
    cwd: process.cwd(),
    print: (line) => process.stdout.write(`${line}\n`),
    isTerminal: process.stdout.isTTY === true,
    complain: (line) => process.stderr.write(`${line}\n`),
    askPassword,
    logStream: process.stderr,
    onStop: (listener) => {
      // In place of what start.mjs does until a command knows better.
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.removeAllListeners(signal).on(signal, listener)
    },
  }
}

async function askPassword(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true
  if (isTerminal) process.stderr.write(`${question}: `)
  // With a terminal, readline edits the line; its echo goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal })
  try {
    for await (const line of lines) return line
    throw new CliFailure(`${question}: nothing came. Type it, or pipe it in.`)
  } finally {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
  }
}
