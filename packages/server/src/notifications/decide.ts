/**
 * Who is told of what happened. Pure: what is known of the people comes from outside, read under their locks. A person is
 * told once, for the strongest of the reasons that nothing speaks against.
 */
import { type Id, typeOf } from '@copydesk/contract'
import type { Draft, Occasion } from './occasion.ts'
import type { Unwanted } from './preferences/queries.ts'
import { type Concern, recipientOf, strength } from './recipients.ts'
import { isSeenBy, type Sights } from './sight.ts'
import type { Levels } from './subscriptions/queries.ts'
import { wantedOf } from './wanted.ts'

/** What is known of those whom the occasions of a batch concern. */
export interface Circumstances extends Sights {
  /** Those who work here. Mentions are typed by people, so they may name nobody. */
  active: ReadonlySet<Id>
  /** What was told before, and to whom, as `onceKey` says it. */
  told: ReadonlySet<string>
  /** What they watch and mute of where it happened. */
  levels: Levels
  /** The types that they do not want in their inbox. */
  unwanted: Unwanted
}

type Gate = (concern: Concern, occasion: Occasion, circumstances: Circumstances) => boolean

/** What a concern has to pass for its person to be told, in the order in which it is asked: access comes last. */
const gates: Readonly<Record<string, Gate>> = {
  isOfAnother: ({ personId }, { actorId }) => personId !== actorId,
  isOfSomebody: ({ personId }, _, { active }) => active.has(personId),
  isNew: ({ personId }, { subjectId }, { told }) => !told.has(onceKey(subjectId, personId)),
  isPreferred: ({ personId, reason }, { kind }, { unwanted }) =>
    !unwanted.get(personId)?.has(typeOf(kind, reason)),
  isSeen: ({ personId }, { place }, circumstances) => isSeenBy(personId, place, circumstances),
}

/** What happened and whom it may be told, as one text. */
export function onceKey(subjectId: Id, personId: Id): string {
  return `${subjectId} ${personId}`
}

/** One draft for each subject and person; in the order of what happened, then of the people's ids. */
export function decide(occasions: readonly Occasion[], circumstances: Circumstances): Draft[] {
  const strongest = new Map<string, Draft>()
  for (const occasion of occasions) {
    const open = occasion.concerns
      .flatMap((concern) => wantedOf(concern, occasion, circumstances.levels.get(concern.personId)) ?? [])
      .filter((concern) => Object.values(gates).every((passes) => passes(concern, occasion, circumstances)))
    const itemIds = occasion.place.items.map(({ id }) => id)
    for (const [personId, own] of byPerson(open)) {
      const key = onceKey(occasion.subjectId, personId)
      const draft = occasion.draftFor(recipientOf(own, itemIds))
      const other = strongest.get(key)
      if (!other || strength(draft.reason) < strength(other.reason)) strongest.set(key, draft)
    }
  }
  return [...strongest.values()]
}

function byPerson(concerns: readonly Concern[]): [Id, Concern[]][] {
  return [...Map.groupBy(concerns, ({ personId }) => personId)].sort(([a], [b]) => (a < b ? -1 : 1))
}
