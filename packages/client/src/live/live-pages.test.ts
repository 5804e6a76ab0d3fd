import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { setUpNotes } from '../../test/note-live.ts'
import { networkError } from '../http/api-error.ts'

describe('pages', () => {
  const fill = (server: ReturnType<typeof setUpNotes>['server'], ...ids: string[]) => {
    for (const id of ids) server.write(id, 'old')
  }

  it('extend the window', async () => {
    const { server, live, listen, texts } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    expect(live.getSnapshot()).toMatchObject({ hasMore: true })
    const more = live.loadMore()
    expect(live.getSnapshot()).toMatchObject({ loadingMore: true })
    await more
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=old'])
    expect(live.getSnapshot()).toMatchObject({ hasMore: false, loadingMore: false })
    await live.loadMore()
    expect(server.reads).toBe(2)
  })

  it('that are behind the window catch up', async () => {
    const { server, answers, live, listen, texts, letGo } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    answers.held = true
    const more = live.loadMore()
    await settle()
    // The page was read already, and these pass by rows that are not loaded.
    server.write('a', 'new')
    server.remove('b')
    await letGo()
    await more
    expect(texts()).toEqual(['d=old', 'c=old', 'a=new'])
  })

  it('that are ahead of the window wait for it', async () => {
    const { channels, server, live, listen, texts } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    channels.holdBack = true
    server.write('a', 'new')
    const more = live.loadMore()
    await settle()
    expect(texts()).toEqual(['d=old', 'c=old'])
    channels.deliver()
    await more
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=new'])
  })

  it('that are ahead are shown at once when nothing comes by itself', async () => {
    const { channels, server, live, listen, texts } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    channels.cut()
    server.write('a', 'new')
    await live.loadMore()
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=new'])
  })

  it('that were asked for before a reload are dropped', async () => {
    const { server, answers, live, listen, texts, letGo } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    answers.held = true
    void live.loadMore()
    void live.refresh()
    expect(live.getSnapshot()).toMatchObject({ loadingMore: false, reloading: true })
    await letGo()
    expect(texts()).toEqual(['d=old', 'c=old'])
  })

  it('are dropped where a load that began by itself knows what they were not told', async () => {
    const { clock, channels, server, answers, live, listen, texts, letGo } = setUpNotes({
      isIncomplete: () => true,
    })
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    answers.held = true
    const more = live.loadMore()
    await settle()
    server.write('d', 'new')
    channels.holdBack = true
    server.write('a', 'new')
    await clock.advance(2_000)
    await letGo()
    server.write('c', 'new')
    channels.deliver()
    channels.deliver()
    await more
    expect(texts()).toEqual(['d=new', 'c=new'])
  })

  it('stay on screen through a reload', async () => {
    const { server, live, listen, texts } = setUpNotes()
    fill(server, 'a', 'b', 'c', 'd', 'e')
    server.pageSize = 2
    listen()
    await settle()
    await live.loadMore()
    await live.refresh()
    expect(texts()).toHaveLength(4)
  })

  it('that cannot be loaded leave the window as it was, with the error', async () => {
    const { server, answers, live, listen, texts } = setUpNotes()
    fill(server, 'a', 'b', 'c')
    server.pageSize = 2
    listen()
    await settle()
    answers.error = networkError(null)
    await live.loadMore()
    expect(live.getSnapshot()).toMatchObject({
      status: 'ready',
      error: { code: 'network' },
      loadingMore: false,
    })
    expect(texts()).toHaveLength(2)
    answers.error = null
    await live.loadMore()
    expect(live.getSnapshot().error).toBeUndefined()
    expect(texts()).toHaveLength(3)
  })
})

describe('parts', () => {
  const rest = (server: ReturnType<typeof setUpNotes>['server']) => {
    const { load, pages } = server.options(async (read) => read())
    return { read: load, merge: pages?.merge ?? ((state) => state) }
  }

  it('are joined beside the next page, and asked for again where a reload took the window away', async () => {
    const { server, answers, live, listen, texts, letGo } = setUpNotes()
    for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'old')
    server.pageSize = 2
    listen()
    await settle()
    const { read, merge } = rest(server)
    let reads = 0
    answers.held = true
    const part = live.loadPart(async (call) => {
      reads += 1
      server.pageSize = 4
      const all = await read(call)
      server.pageSize = 2
      call.signal.throwIfAborted()
      return all
    }, merge)
    void live.refresh()
    await letGo()
    expect(await part).toBeUndefined()
    expect([reads, texts()]).toEqual([2, ['d=old', 'c=old', 'b=old', 'a=old']])
  })

  it('wait for a load that began by itself, and keep nothing waiting meanwhile', async () => {
    const { clock, server, answers, live, listen, texts, letGo } = setUpNotes({ isIncomplete: () => true })
    for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'old')
    server.pageSize = 2
    listen()
    await settle()
    const { read, merge } = rest(server)
    answers.held = true
    server.write('d', 'new')
    await clock.advance(2_000)
    expect(answers.waiting).toHaveLength(1)
    const part = live.loadPart((call) => {
      server.pageSize = 4
      return read(call)
    }, merge)
    // Answers come by the event loop, not by promises alone.
    await new Promise(setImmediate)
    await letGo()
    await part
    expect(texts()).toEqual(['d=new', 'c=old', 'b=old', 'a=old'])
  })

  it('that wait for the window are read again where a reload takes it away', async () => {
    const { channels, server, live, listen, texts } = setUpNotes()
    for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'old')
    server.pageSize = 2
    listen()
    await settle()
    const { read, merge } = rest(server)
    channels.holdBack = true
    server.write('d', 'new')
    const part = live.loadPart(async (call) => {
      server.pageSize = 4
      const all = await read(call)
      server.pageSize = 2
      return all
    }, merge)
    await settle()
    expect(texts()).toHaveLength(2)
    void live.refresh()
    await part
    expect(texts()).toEqual(['d=new', 'c=old', 'b=old', 'a=old'])
  })

  it('of another list are left alone', async () => {
    const { server, live, listen, texts } = setUpNotes()
    server.write('a', 'old')
    listen()
    await settle()
    const { read, merge } = rest(server)
    const position = { channel: 'others', epoch: 'another', offset: 999 }
    const reads = server.reads
    const part = live.loadPart(async (call) => ({ ...(await read(call)), position }), merge)
    expect(await part).toBeUndefined()
    expect([server.reads - reads, texts()]).toEqual([1, ['a=old']])
  })

  it('that cannot be loaded say so', async () => {
    const { server, live, listen } = setUpNotes()
    listen()
    await settle()
    const outcome = await live.loadPart(() => Promise.reject(networkError(null)), rest(server).merge)
    expect(outcome).toMatchObject({ code: 'network' })
    expect(live.getSnapshot()).toMatchObject({ status: 'ready', error: { code: 'network' } })
  })
})
