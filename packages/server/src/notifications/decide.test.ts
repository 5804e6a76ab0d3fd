import { notificationReasons } from '@copydesk/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Circumstances, decide, onceKey } from './decide.ts'
import type { Draft, Occasion } from './occasion.ts'
import { type Concern, concernsOfComment, concernsOfItems, type Recipient, strength } from './recipients.ts'

const item = { id: 'item', assigneeId: 'ben', authorId: 'cleo' }
const cast = ['anna', 'ben', 'cleo', 'dora']
const allOpen: Circumstances = {
  active: new Set(cast),
  audiences: new Map(),
  hidden: new Map(),
  told: new Set(),
  levels: new Map(),
  unwanted: new Map(),
}

interface Happened {
  eventId: string
  subjectId: string
  actorId: string
  projectId: string | null
  concerns: readonly Concern[]
  itemIds?: readonly string[]
}

type Told = Recipient & { subjectId: string }

/** Drafts say no more than what is decided here. */
function occasionOf(happened: Happened): Occasion {
  const { projectId, itemIds = [], ...one } = happened
  const { subjectId } = one
  return {
    ...one,
    kind: 'comment.created',
    actorKind: 'person',
    isWatched: true,
    place: {
      threadId: 'thread',
      items: itemIds.map((id) => ({ id, contentId: `text of ${id}` })),
      contentId: null,
      projectId,
      versionId: null,
    },
    draftFor: (recipient) => ({ subjectId, ...recipient }) as unknown as Draft,
  }
}

function decided(occasions: readonly Occasion[], circumstances: Circumstances): Told[] {
  return decide(occasions, circumstances).drafts as unknown as Told[]
}

function toldOf(concerns: readonly Concern[], actorId: string, itemIds: readonly string[] = []): Recipient[] {
  const event = { eventId: 'event', subjectId: 'event' }
  const occasion = occasionOf({ ...event, actorId, projectId: null, concerns, itemIds })
  return decided([occasion], allOpen).map(({ subjectId: _, ...recipient }) => recipient)
}

describe('decide', () => {
  it('tells each person once, for the strongest reason, and never the one who did it', () => {
    const concerns = concernsOfComment({
      mentioned: ['cleo', 'anna'],
      groups: [],
      participants: ['ben', 'cleo', 'dora'],
      involved: [],
      item,
      ownerId: 'dora',
    })
    expect(toldOf(concerns, 'anna', ['item'])).toEqual([
      { personId: 'ben', reason: 'reply', itemIds: ['item'] },
      { personId: 'cleo', reason: 'mention', itemIds: ['item'] },
      { personId: 'dora', reason: 'reply', itemIds: ['item'] },
    ])
  })

  it('tells who is in a group that is mentioned, and of their own name first', () => {
    const group = { id: 'legal', name: 'Legal' }
    const concerns = concernsOfComment({
      mentioned: ['cleo'],
      groups: [{ ...group, memberIds: ['anna', 'ben', 'cleo'] }],
      participants: ['ben'],
      involved: [],
      item: undefined,
      ownerId: 'ben',
    })
    expect(toldOf(concerns, 'anna')).toEqual([
      { personId: 'ben', reason: 'mention', itemIds: [], group },
      { personId: 'cleo', reason: 'mention', itemIds: [] },
    ])
  })

  it('tells of all items that concern a person, those of the strongest reason first', () => {
    const items = [
      { id: '1', assigneeId: null, authorId: 'anna' },
      { id: '2', assigneeId: 'ben', authorId: 'anna' },
      { id: '3', assigneeId: 'anna', authorId: null },
    ]
    expect(toldOf(concernsOfItems(items, 'anna'), 'dora', ['1', '2', '3'])).toEqual([
      { personId: 'anna', reason: 'assigned', itemIds: ['3', '1', '2'] },
      { personId: 'ben', reason: 'assigned', itemIds: ['2'] },
    ])
  })

  it('tells nobody where nobody is concerned', () => {
    expect(toldOf(concernsOfItems([{ ...item, assigneeId: null, authorId: null }], null), 'a')).toEqual([])
  })

  it('tells whoever may know, once and for their strongest reason, however often it is repeated', () => {
    const person = fc.constantFrom(...cast, 'eve', 'gone')
    const concern = fc.record({ personId: person, reason: fc.constantFrom(...notificationReasons) })
    const happened = fc.record({
      eventId: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
      subjectId: fc.constantFrom('comment', 'event'),
      actorId: person,
      projectId: fc.constantFrom(null, 'public', 'private'),
      concerns: fc.array(concern, { maxLength: 12 }),
    })
    const level = fc.constantFrom('watching', 'muted', undefined)
    const own = fc.record({ site: level, 'project:public': level, 'project:private': level })
    const subscriptions = fc.dictionary(person, own)
    const batches = fc.array(fc.array(happened, { maxLength: 5 }), { minLength: 1, maxLength: 6 })
    const active = new Set([...cast, 'eve'])
    const audiences = new Map([['private', new Set(['anna', 'ben'])]])
    fc.assert(
      fc.property(batches, subscriptions, (random, said) => {
        const levels = new Map(
          Object.entries(said).map(([personId, own]) => [
            personId,
            new Map(Object.entries(own).filter(([, level]) => level !== undefined)),
          ]),
        ) as Circumstances['levels']
        const isWanted = ({ personId, reason }: Concern, projectId: string | null) => {
          const of = said[personId]
          const level = of?.[`project:${projectId}` as keyof typeof of] ?? of?.site
          if (['mention', 'approver', 'scheduler'].includes(reason)) return true
          return reason === 'watching' ? level === 'watching' : level !== 'muted'
        }
        const told = new Set<string>()
        for (const batch of [...random, ...random]) {
          // What is about no comment is told once for its event.
          const occasions = batch.map((one) =>
            occasionOf({ ...one, subjectId: one.subjectId === 'event' ? one.eventId : one.subjectId }),
          )
          const mayKnow = occasions.flatMap(({ subjectId, actorId, place: { projectId }, concerns }) =>
            concerns
              .filter(({ personId }) => personId !== actorId && active.has(personId))
              .filter((one) => isWanted(one, projectId))
              .filter(({ personId }) => projectId !== 'private' || ['anna', 'ben'].includes(personId))
              .map(({ personId, reason }) => ({ key: onceKey(subjectId, personId), reason }))
              .filter(({ key }) => !told.has(key)),
          )
          const expected = new Map(
            [...Map.groupBy(mayKnow, ({ key }) => key)].map(([key, own]) => [
              key,
              Math.min(...own.map(({ reason }) => strength(reason))),
            ]),
          )
          const drafts = decided(occasions, { ...allOpen, active, audiences, told, levels }).map(
            ({ subjectId, personId, reason }) => [onceKey(subjectId, personId), strength(reason)] as const,
          )
          expect(drafts).toHaveLength(expected.size)
          expect(new Map(drafts)).toEqual(expected)
          for (const key of expected.keys()) told.add(key)
        }
      }),
    )
  })
})
