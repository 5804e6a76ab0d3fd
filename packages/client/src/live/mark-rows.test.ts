import type { Actor } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { setUpNotes } from '../../test/note-live.ts'
import { me, other } from '../../test/note-server.ts'
import { markedForMs } from './row-changes.ts'

describe('marks on rows', () => {
  it('tell for a moment who changed a row', async () => {
    const { clock, server, live, listen } = setUpNotes()
    listen()
    await settle()
    server.write('a', 'one', other)
    expect(live.getSnapshot().changes.get('a')).toEqual({
      actor: other,
      at: clock.now(),
      kind: 'added',
      fields: [],
    })
    await clock.advance(markedForMs - 1)
    server.write('b', 'two', other)
    await clock.advance(1)
    expect([...live.getSnapshot().changes.keys()]).toEqual(['b'])
    await clock.advance(markedForMs)
    expect(live.getSnapshot().changes.size).toBe(0)
  })

  it('tell what of it, all that one person changed in that moment', async () => {
    const { server, live, listen } = setUpNotes()
    server.write('a', 'one')
    listen()
    await settle()
    server.write('a', 'two', other)
    expect(live.getSnapshot().changes.get('a')).toMatchObject({ kind: 'changed', fields: ['text'] })
    server.write('a', 'two', { id: 'carla', kind: 'person' })
    expect(live.getSnapshot().changes.get('a')).toMatchObject({ actor: { id: 'carla' }, fields: [] })
  })

  it("go with one's own change of the row", async () => {
    const { server, live, listen } = setUpNotes()
    listen()
    await settle()
    server.write('a', 'one', other)
    server.write('b', 'one', other)
    server.write('a', 'two', { id: me, kind: 'person' })
    expect([...live.getSnapshot().changes.keys()]).toEqual(['b'])
  })

  it("never one's own changes", async () => {
    const { server, live, listen } = setUpNotes()
    listen()
    await settle()
    server.write('a', 'one', { id: me, kind: 'person' })
    expect(live.getSnapshot().changes.size).toBe(0)
  })

  it('tell of each row who changed it, where one event tells of several people', async () => {
    const rows: [string, Actor][] = [
      ['a', { id: 'carla', kind: 'person' }],
      ['b', { id: me, kind: 'person' }],
    ]
    const { server, live, listen } = setUpNotes({
      rowsOf: () => ['a', 'b', 'c'],
      changedBy: () => new Map(rows),
    })
    for (const id of ['a', 'b', 'c']) server.write(id, 'one')
    listen()
    await settle()
    server.write('c', 'two', { id: 'system', kind: 'system' })
    const changes = [...live.getSnapshot().changes].map(([id, { actor }]) => [id, actor.id])
    expect(changes).toEqual([
      ['a', 'carla'],
      ['c', 'system'],
    ])
  })
})
