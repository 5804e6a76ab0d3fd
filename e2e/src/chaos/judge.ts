/** Says what is wrong after a run: by the checker of histories, and by what screens show against a fresh answer. */
import { isDeepStrictEqual } from 'node:util'
import type { Snapshot } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import { type FinalState, findFaults, type Observed } from '@copydesk/testkit/checker'
import { followedKinds, listsOf, readSnapshot, type WrittenProject } from './lists.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

export interface Judged {
  final: readonly FinalState[]
  readers: readonly Reader[]
  writers: readonly Writer[]
  projects: readonly WrittenProject[]
  /** Reads what there is now. */
  caller: ApiCaller
}

/** In words; nothing wrong is an empty list. */
export async function judge({ final, readers, writers, projects, caller }: Judged): Promise<string[]> {
  const fresh = await readFresh(projects, caller)
  const faults = findFaults({
    appends: writers.flatMap((writer) => writer.appends),
    observed: [...readers.flatMap((reader) => reader.observed), ...fresh].map((one) => inOrder(one, final)),
    final,
  })
  return [
    ...faults.map(
      ({ kind, channel, client, about }) => `${kind}: ${about} in ${channel}${client ? `, ${client}` : ''}`,
    ),
    ...[...writers, ...readers].flatMap(({ surprises }) => surprises),
    ...(await differences(readers, projects, caller)),
  ]
}

/** Whoever comes now, and is given everything at once. */
async function readFresh(projects: readonly WrittenProject[], caller: ApiCaller): Promise<Observed[]> {
  const fresh: Observed[] = []
  for (const { id } of projects) {
    for (const kind of followedKinds) {
      const received = [await readSnapshot(caller, id, kind)]
      fresh.push({ client: 'a fresh reader', channel: listsOf(id)[kind], received })
    }
  }
  return fresh
}

/** Snapshots are sorted as screens are, by clocks that differ: a set, put in the order of the list. */
function inOrder({ client, channel, received }: Observed, final: readonly FinalState[]): Observed {
  const entries = final.find((state) => state.channel === channel)?.entries ?? []
  const place = new Map(entries.map((entry, index) => [entry, index]))
  const placeOf = (entry: string) => place.get(entry) ?? Infinity
  const sorted = received.map((one) =>
    one.type === 'snapshot'
      ? { ...one, entries: one.entries.toSorted((a, b) => placeOf(a) - placeOf(b)) }
      : one,
  )
  return { client, channel, received: sorted }
}

/** Screens that do not show what a fresh answer to the same person says. */
async function differences(
  readers: readonly Reader[],
  projects: readonly WrittenProject[],
  caller: ApiCaller,
): Promise<string[]> {
  const found: string[] = []
  for (const { id } of projects) {
    const items = await caller.get<Snapshot<{ data: unknown }>>(`/projects/${id}/items`)
    const {
      may: _may,
      memberRole: _role,
      position: _position,
      ...project
    } = await caller.get<Record<string, unknown>>(`/projects/${id}`)
    for (const [index, { screens }] of readers.entries()) {
      const shown = screens.get(id)
      const {
        may: _,
        memberRole: __,
        ...shownProject
      } = { ...shown?.project.getSnapshot().data } as Record<string, unknown>
      const who = `the screen of reader ${index + 1}`
      if (!isDeepStrictEqual(shown?.items.getSnapshot().data?.data, items.data))
        found.push(`${who}: other items of ${id}`)
      if (!isDeepStrictEqual(shownProject, project))
        found.push(`${who}: another project ${JSON.stringify(shownProject)}, not ${JSON.stringify(project)}`)
    }
  }
  return found
}
