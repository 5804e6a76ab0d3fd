/** What the pages for developers name is really there. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as client from '../src/index.ts'
import * as realtime from '../src/realtime/index.ts'
import { ada } from './builders.ts'
import { createFakeHub } from './fake-hub.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const found = (pattern: RegExp) => [...readme.matchAll(pattern)]

describe('README.md', () => {
  it('imports what is exported', () => {
    const imports = found(/import \{ ([^}]+) \} from '(@copydesk\/client[^']*)'/g)
    expect(imports.length).toBeGreaterThan(2)
    for (const [, names = '', from] of imports) {
      const exported = from === '@copydesk/client' ? client : realtime
      for (const name of names.split(', ')) expect(exported).toHaveProperty(name)
    }
  })

  it('calls methods that there are', () => {
    const api = client.createApi()
    const connection = new client.Realtime({
      url: 'ws://desk.example/',
      WebSocket: createFakeHub().WebSocket,
    })
    const desk = client.createDesk({ api, realtime: connection, person: ada })
    const calls = found(/\b(api|desk|realtime)\.([\w.]+)\(/g)
    expect(calls.length).toBeGreaterThan(5)
    const objects = { api, desk, realtime: connection }
    for (const [, object = '', path = ''] of calls) {
      expect(objects[object as keyof typeof objects], `${object}.${path}`).toHaveProperty(path)
    }
  })

  it('lists every reason for a status', () => {
    const source = readFileSync(new URL('../src/realtime/connection-status.ts', import.meta.url), 'utf8')
    const words = source.slice(source.indexOf('const words'), source.indexOf('const transportNames'))
    const reasons = [...words.matchAll(/^ {2}(\w+): '[A-Z]/gm)].map(([, reason]) => reason)
    expect(reasons).toHaveLength(14)
    for (const reason of reasons) expect(readme).toContain(`\`${reason}\``)
  })
})
