/** A program of its own, started for a test and waited for until it says that it is ready. Knows no test runner. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cleanEnvironment } from '@copydesk/testkit'

export interface ProcessOptions {
  /** A JavaScript file and its arguments. */
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What it prints once it answers. */
  ready: RegExp
}

export interface StartedProcess {
  /** Ends it and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again just as it was, after a kill. */
  restart(): Promise<void>
}

/** Starts Node.js with the sources of this repository. Fails with the whole output when it ends before it is ready. */
export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  let child = await launch(options)
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    kill,
    restart: async () => {
      await kill()
      child = await launch(options)
    },
  }
}

function launch({ args, env = {}, ready }: ProcessOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=@copydesk/source', ...args], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that dies leaves nothing behind.
  const killChild = () => child.kill('SIGKILL')
  process.once('exit', killChild)
  child.once('exit', () => process.off('exit', killChild))
  return new Promise((resolve, reject) => {
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (ready.test(output)) resolve(child)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`${args.join(' ')} ended (${code ?? signal}):\n${output}`)),
    )
  })
}
