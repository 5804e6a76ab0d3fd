/** What the pages for developers name is really there. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as client from '../src/index.ts'
import * as realtime from '../src/realtime/index.ts'
import * as shared from '../src/tabs/index.ts'
import * as worker from '../src/tabs/serve.ts'
import { ada } from './builders.ts'
import { createFakeHub } from './fake-hub.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const entries = {
  '@copydesk/client': client,
  '@copydesk/client/realtime': realtime,
  '@copydesk/client/shared-realtime': shared,
  '@copydesk/client/realtime-worker': worker,
}
const found = (pattern: RegExp) => [...readme.matchAll(pattern)]

describe('README.md', () => {
  it('imports what is exported', () => {
    const imports = found(/import \{ ([^}]+) \} from '(@copydesk\/client[^']*)'/g)
    expect(imports.length).toBeGreaterThan(2)
    for (const [, names = '', from] of imports) {
      const exported = entries[from as keyof typeof entries]
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

  it('lists every option of a connection, and no other', () => {
    const source = readFileSync(new URL('../src/realtime/realtime-options.ts', import.meta.url), 'utf8')
    const from = source.indexOf('export interface RealtimeOptions')
    const options = [...source.slice(from, source.indexOf('\n}', from)).matchAll(/^ {2}(\w+)\??:/gm)]
    const table = readme.slice(readme.indexOf('### Options'), readme.indexOf('### Transports'))
    const listed = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, names = '']) => names.match(/\w+/g))
    expect(listed.toSorted()).toEqual(options.map(([, name]) => name).toSorted())
  })

  it('lists every reason for a status', () => {
    const source = readFileSync(new URL('../src/realtime/connection-status.ts', import.meta.url), 'utf8')
    const words = source.slice(source.indexOf('const words'), source.indexOf('const transportNames'))
    const reasons = [...words.matchAll(/^ {2}(\w+): '[A-Z]/gm)].map(([, reason]) => reason)
    expect(reasons).toHaveLength(15)
    for (const reason of reasons) expect(readme).toContain(`\`${reason}\``)
  })
})
