/** How the doctor looks in a terminal: what it is doing now, on standard error, and colours where they can be seen. */
import { styleText } from 'node:util'
import { checks, type Paint, type RunOptions } from '@copydesk/doctor'
import type { Io } from './cli-command.ts'

type Told = NonNullable<RunOptions['onProgress']>

export interface Progress {
  /** For one run of checks; `prefix` tells it from another one at the same time. */
  told(prefix: string): Told
  /** Leaves nothing behind in a terminal. */
  end(): void
}

const toLineStart = '\r\u001b[K'

/** In a terminal one line that changes; elsewhere a line for each check, so that a log shows how far it came. */
export function createProgress({ logStream }: Pick<Io, 'logStream'>): Progress {
  const isTerminal = logStream.isTTY === true
  const running = new Set<string>()
  const show = () => {
    const names = [...running].join(' · ')
    logStream.write(`${toLineStart}${names === '' ? '' : `Checking: ${names}`.slice(0, 110)}`)
  }
  return {
    told: (prefix) => (id, state) => {
      const name = prefix + checks[id].title
      if (isTerminal) {
        if (state === 'begun') running.add(name)
        else running.delete(name)
        show()
      } else if (state === 'begun') {
        logStream.write(`Checking: ${name}\n`)
      }
    },
    end: () => {
      if (isTerminal) logStream.write(toLineStart)
    },
  }
}

/** No colours in files, pipes, and where NO_COLOR asks for none. */
export function paintFor({ env, isTerminal }: Pick<Io, 'env' | 'isTerminal'>): Paint {
  if (isTerminal !== true || (env.NO_COLOR ?? '') !== '') return (text) => text
  return (text, colour) => styleText(colour, text, { validateStream: false })
}
