import { describe, expect, it } from 'vitest'
import { editAfter } from '../src/unsaved/edit.ts'
import { commentSubject, versionSubject, World } from './unsaved-world.ts'

const bodyOf = (world: World) => world.server.text.fields.body
const standings = (world: World, tab = 0) => world.tabs[tab]?.outbox.list().map((one) => one.standing)

describe('a text in the editor', () => {
  it('is saved after a pause, and while one never pauses all the same', async () => {
    const world = new World()
    const editor = world.openEditor(world.openTab())
    editor.type({ body: 'a' })
    await world.clock.advance(1_400)
    expect(world.server.text.revision).toBe(1)
    await world.clock.advance(200)
    expect(bodyOf(world)).toBe('a')
    for (let key = 0; key < 30; key += 1) {
      editor.type({ body: `a${'b'.repeat(key)}` })
      await world.clock.advance(500)
    }
    expect(world.server.text.revision).toBeGreaterThan(2)
  })

  it('is saved without the pause when something waits for that, with what is typed meanwhile', async () => {
    const world = new World()
    const editor = world.openEditor(world.openTab())
    editor.type({ body: 'a' })
    const settled = editor.settle()
    await world.clock.advance(30)
    editor.type({ body: 'ab' })
    await world.clock.advance(200)
    expect(await settled).toBe(true)
    expect(bodyOf(world)).toBe('ab')
    expect(editor.getEdit().base.revision).toBe(world.server.text.revision)
  })

  it('is known not to be saved while the server is away, or asks for a decision', async () => {
    const world = new World()
    const editor = world.openEditor(world.openTab())
    world.server.line = 'down'
    editor.type({ body: 'offline' })
    const settled = editor.settle()
    await world.clock.advance(100)
    expect(await settled).toBe(false)
    world.server.line = 'up'
    world.server.edit(() => 'theirs')
    const asked = editor.settle()
    await world.clock.advance(100)
    expect(await asked).toBe(false)
    expect(await editor.settle()).toBe(false)
  })

  it('goes on to the server when the editor is left, and says that it is unsaved until then', async () => {
    const world = new World()
    const tab = world.openTab()
    world.server.line = 'down'
    world.openEditor(tab).type({ body: 'offline' })
    world.leaveEditor(tab)
    await world.clock.advance(100)
    expect(standings(world)).toEqual(['waiting'])
    world.server.line = 'up'
    tab.outbox.wake()
    await world.clock.advance(100)
    expect(bodyOf(world)).toBe('offline')
    expect(tab.outbox.list()).toEqual([])
  })

  it('stays while the disk of the server is full, and goes out by itself once there is space', async () => {
    const world = new World()
    const tab = world.openTab()
    const editor = world.openEditor(tab)
    world.server.line = 'full'
    editor.type({ body: 'kept' })
    await world.clock.advance(60_000)
    expect(standings(world)).toEqual(['waiting'])
    expect(editor.getEdit().fields.body).toBe('kept')
    world.server.line = 'up'
    await world.clock.advance(120_000)
    expect(bodyOf(world)).toBe('kept')
    expect(tab.outbox.list()).toEqual([])
  })

  it('of another tab is neither taken nor deleted by one’s own save', async () => {
    const world = new World()
    const [one, two] = [world.openTab(), world.openTab()]
    world.server.line = 'down'
    world.openEditor(one).type({ body: 'one!\n\ntwo\n\nthree' })
    world.openEditor(two).type({ body: 'one\n\ntwo!\n\nthree' })
    expect(two.outbox.list()).toHaveLength(2)
    expect(two.outbox.list().filter((unsaved) => unsaved.isElsewhere)).toHaveLength(1)
    world.server.line = 'up'
    one.editor?.send()
    await world.clock.advance(100)
    expect(two.outbox.list()).toHaveLength(1)
    expect(two.editor?.getEdit().fields.body).toBe('one\n\ntwo!\n\nthree')
    two.editor?.send()
    await world.clock.advance(200)
    expect(bodyOf(world)).toBe('one!\n\ntwo!\n\nthree')
  })

  it('that a crashed tab left is sent by another, once', async () => {
    const world = new World()
    const [one, two] = [world.openTab(), world.openTab()]
    world.server.line = 'down'
    world.openEditor(one).type({ body: 'left behind' })
    world.crash(one)
    world.server.line = 'up'
    await world.clock.advance(40_000)
    expect(bodyOf(world)).toBe('left behind')
    expect(world.server.text.revision).toBe(2)
    expect(two.outbox.list()).toEqual([])
  })

  it('whose answer was lost is asked for again, and is no conflict', async () => {
    const world = new World()
    const editor = world.openEditor(world.openTab())
    world.server.line = 'deaf'
    editor.type({ body: 'heard' })
    await world.clock.advance(1_600)
    expect(bodyOf(world)).toBe('heard')
    expect(editor.getEdit().trouble?.kind).toBe('no_answer')
    editor.type({ body: 'heard, and more' })
    world.server.line = 'up'
    world.announce()
    world.tabs[0]?.outbox.wake()
    await world.clock.advance(5_000)
    expect(bodyOf(world)).toBe('heard, and more')
    expect(world.server.text.revision).toBe(3)
    expect(editor.getEdit()).toMatchObject({ trouble: null, theirsWas: null })
  })

  it('that lost is brought to the server before it ends', async () => {
    const world = new World()
    const editor = world.openEditor(world.openTab())
    editor.type({ body: 'mine\n\ntwo\n\nthree' })
    world.server.edit(() => 'hers\n\ntwo\n\nthree')
    world.announce()
    await world.clock.advance(2_000)
    expect(editor.getEdit().trouble?.kind).toBe('conflict')
    world.server.line = 'down'
    editor.choose('theirs')
    await world.clock.advance(100)
    expect(world.tabs[0]?.outbox.list()).toHaveLength(1)
    world.server.line = 'up'
    await world.clock.advance(30_000)
    expect(world.server.kept).toEqual(['mine\n\ntwo\n\nthree'])
    expect(world.tabs[0]?.outbox.list()).toEqual([])
  })

  it('goes on as the text of a new draft, with what that has', async () => {
    const world = new World()
    const tab = world.openTab()
    world.server.line = 'down'
    world.openEditor(tab).type({ body: 'one!\n\ntwo\n\nthree' })
    world.leaveEditor(tab)
    const [left] = tab.outbox.list()
    const draft = {
      revision: 1,
      fields: { title: 'Title', body: 'one\n\ntwo\n\nthree, published' },
      by: 'me',
    }
    tab.outbox.move(left?.entry.id ?? '', { ...versionSubject, versionId: 'draft' } as never, draft)
    const [moved, ...more] = tab.outbox.list()
    expect(more).toEqual([])
    expect(moved?.entry.edit.fields.body).toBe('one!\n\ntwo\n\nthree, published')
  })
})

describe('a comment', () => {
  it('is sent only when asked, and once', async () => {
    const world = new World()
    const tab = world.openTab()
    world.openComposer(tab).type({ body: 'half a thought' })
    await world.clock.advance(60_000)
    expect(world.server.comments).toEqual([])
    world.server.line = 'deaf'
    world.sendComment(tab)
    await world.clock.advance(60_000)
    world.server.line = 'up'
    await world.clock.advance(60_000)
    expect(world.server.comments).toEqual(['half a thought'])
  })

  it('is sent also where its field went before it was known whom it tells', async () => {
    const world = new World()
    const tab = world.openTab()
    const composer = world.openComposer(tab)
    composer.type({ body: 'kept' })
    tab.outbox.close(composer)
    tab.outbox.take(composer.entry.id)?.send()
    await world.clock.advance(100)
    expect(world.server.comments).toEqual(['kept'])
    expect(tab.outbox.list()).toEqual([])
  })

  it('that is a draft comes back in whichever tab opens its field next', () => {
    const world = new World()
    const [one, two] = [world.openTab(), world.openTab()]
    const composer = world.openComposer(one)
    composer.type({ body: 'draft' })
    expect(world.openComposer(two).getEdit().fields.body).toBe('')
    one.outbox.close(composer)
    two.composer = null
    expect(world.openComposer(two).getEdit().fields.body).toBe('draft')
  })

  it('that was sent stays what was sent: its field begins anew', () => {
    const world = new World()
    const tab = world.openTab()
    world.server.line = 'down'
    world.openComposer(tab).type({ body: 'sent' })
    world.sendComment(tab)
    expect(world.openComposer(tab).getEdit().fields.body).toBe('')
    expect(tab.outbox.opened(commentSubject)).toBe(tab.composer)
  })
})

describe('another sign-in', () => {
  it('ends all sending; what is unsaved waits for the same person', async () => {
    const world = new World()
    const tab = world.openTab()
    world.server.line = 'down'
    world.openEditor(tab).type({ body: 'before' })
    tab.outbox.stop()
    world.server.line = 'up'
    await world.clock.advance(60_000)
    expect(world.server.text.revision).toBe(1)
    world.signInAgain(tab)
    await world.clock.advance(1_000)
    expect(bodyOf(world)).toBe('before')
  })
})

describe('the storage', () => {
  it('is told to be full, and what it did not take is sent from memory', async () => {
    const world = new World()
    const tab = world.openTab()
    world.isFull = true
    world.server.line = 'down'
    world.openEditor(tab).type({ body: 'in memory' })
    expect(tab.outbox.storageTrouble()).toBe('full')
    world.leaveEditor(tab)
    world.server.line = 'up'
    tab.outbox.wake()
    await world.clock.advance(5_000)
    expect(bodyOf(world)).toBe('in memory')
    expect(tab.outbox.storageTrouble()).toBeNull()
  })
})

it('discarding leaves an open field that can be written in', async () => {
  const world = new World()
  const editor = world.openEditor(world.openTab())
  editor.type({ body: 'no' })
  editor.discard()
  expect(editor.getEdit().fields.body).toBe('one\n\ntwo\n\nthree')
  editor.type({ body: 'yes' })
  await world.clock.advance(2_000)
  expect(bodyOf(world)).toBe('yes')
  expect(editAfter(editor.getEdit(), { type: 'undone' })).toBe(editor.getEdit())
})
