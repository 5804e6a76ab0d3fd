/**
 * Over any sequence of typing, sending, lost answers, closed and opened tabs, sign-ins, a full storage and another
 * person's edits: no word is lost, and none is sent twice.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Line, World } from './unsaved-world.ts'

type Step =
  | { kind: 'type' | 'comment' | 'draft'; tab: number; block: number }
  | { kind: 'other'; block: number }
  | { kind: 'leave' | 'crash' | 'sign_in' | 'choose'; tab: number; choice: 'mine' | 'theirs' }
  | { kind: 'open' }
  | { kind: 'line'; line: Line }
  | { kind: 'wait'; ms: number }
  | { kind: 'storage'; isFull: boolean }

const tab = fc.nat(3)
const block = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('type' as const), tab, block }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('comment' as const, 'draft' as const), tab, block }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('other' as const), block }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('leave' as const, 'crash' as const, 'sign_in' as const, 'choose' as const),
      tab,
      choice: fc.constantFrom('mine' as const, 'theirs' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('line' as const),
      line: fc.constantFrom<Line>('up', 'deaf', 'down'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(10, 30, 1_600, 25_000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('storage' as const), isFull: fc.boolean() }) },
)

interface Typed {
  mine: Set<string>
  others: Set<string>
  comments: Set<string>
  drafts: Set<string>
}

/** Puts a word at the end of a paragraph. */
const withWord = (body: string, block: number, word: string) =>
  body
    .split('\n\n')
    .map((text, index, all) => (index === block % all.length ? `${text} ${word}` : text))
    .join('\n\n')

async function run(steps: readonly Step[]): Promise<{ world: World; typed: Typed }> {
  const world = new World()
  const typed: Typed = { mine: new Set(), others: new Set(), comments: new Set(), drafts: new Set() }
  const inMemoryOnly = new Map<string, string[]>()
  const forget = (words: readonly string[]) => {
    for (const word of words) for (const set of Object.values(typed)) set.delete(word)
  }
  world.openTab()
  let count = 0
  for (const one of steps) {
    const at = 'tab' in one ? world.tabs[one.tab % Math.max(1, world.tabs.length)] : undefined
    const word = `w${++count}.`
    const typedIn = (name: string) => {
      if (world.isFull) inMemoryOnly.set(name, [...(inMemoryOnly.get(name) ?? []), word])
    }
    switch (one.kind) {
      case 'type': {
        if (at === undefined) break
        const editor = world.openEditor(at)
        editor.type({ body: withWord(editor.getEdit().fields.body ?? '', one.block, word) })
        typed.mine.add(word)
        typedIn(at.name)
        break
      }
      case 'comment':
      case 'draft': {
        if (at === undefined) break
        const composer = world.openComposer(at)
        const before = composer.getEdit().fields.body ?? ''
        composer.type({ body: `${before} ${word}`.trim() })
        typed.drafts.add(word)
        typedIn(at.name)
        if (one.kind === 'draft') break
        for (const sent of composer.getEdit().fields.body?.split(' ') ?? []) {
          if (typed.drafts.delete(sent)) typed.comments.add(sent)
        }
        world.sendComment(at)
        break
      }
      case 'other':
        world.server.edit((body) => withWord(body, one.block, word))
        typed.others.add(word)
        world.announce()
        break
      case 'leave':
        if (at !== undefined) world.leaveEditor(at)
        break
      case 'crash':
        if (at === undefined) break
        // Only what no storage took may go with the tab.
        forget(inMemoryOnly.get(at.name) ?? [])
        if (world.isFull) for (const words of inMemoryOnly.values()) forget(words)
        world.crash(at)
        if (world.tabs.length === 0) world.openTab()
        break
      case 'sign_in':
        if (at === undefined) break
        forget(inMemoryOnly.get(at.name) ?? [])
        world.signInAgain(at)
        break
      case 'choose':
        at?.editor?.choose(one.choice)
        break
      case 'open':
        if (world.tabs.length < 4) world.openTab()
        break
      case 'line':
        world.server.line = one.line
        if (one.line === 'up') for (const { outbox } of world.tabs) outbox.wake()
        world.announce()
        break
      case 'wait':
        await world.clock.advance(one.ms)
        break
      case 'storage':
        world.isFull = one.isFull
        break
    }
  }
  return { world, typed }
}

/** Everything works again; whoever is asked keeps their own. */
async function settle(world: World): Promise<void> {
  world.isFull = false
  world.server.line = 'up'
  for (let round = 0; round < 12; round += 1) {
    for (const { outbox } of world.tabs) outbox.wake()
    world.announce()
    await world.clock.advance(30_000)
    for (const { outbox } of world.tabs) {
      for (const { standing, entry } of outbox.list()) {
        if (standing === 'asking') outbox.take(entry.id)?.choose('mine')
      }
    }
  }
}

const times = (text: string, word: string) => text.split(/\s+/).filter((one) => one === word).length

it('no word is lost, and none is sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { world, typed } = await run(steps)
      await settle(world)
      const { text, kept, comments } = world.server
      const body = text.fields.body ?? ''
      const everywhere = [body, ...kept].join('\n')
      for (const word of [...typed.mine, ...typed.others]) {
        expect(times(everywhere, word), `${word} is somewhere`).toBeGreaterThan(0)
        expect(times(body, word), `${word} is in the text once`).toBeLessThanOrEqual(1)
      }
      const drafts = world.tabs.flatMap(({ outbox }) =>
        outbox.list().map(({ entry }) => entry.edit.fields.body),
      )
      const wasFull = steps.some((one) => one.kind === 'storage' && one.isFull)
      for (const word of typed.comments) {
        const sent = times(comments.join('\n'), word)
        // With a draft that the storage could not be told is sent, a person may send it once more.
        if (!wasFull) expect(sent, `${word} was not sent twice`).toBeLessThanOrEqual(1)
        // Where the storage did not take that it was sent, what it has of it may be a draft still.
        const left = wasFull ? times(drafts.join('\n'), word) : 0
        expect(sent + left, `${word} was sent`).toBeGreaterThan(0)
      }
      for (const word of typed.drafts) {
        expect(times([...drafts, ...comments].join('\n'), word), `${word} is a draft still`).toBeGreaterThan(
          0,
        )
      }
      const unsent = world.tabs
        .flatMap(({ outbox }) => outbox.list())
        .filter(({ entry }) => entry.edit.isWanted)
      expect(unsent).toEqual([])
    }),
    { numRuns: 2_000 },
  )
})
