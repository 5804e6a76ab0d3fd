/** Who takes part in a run: writers, readers who have every project open, and the projects. */
import { setTimeout } from 'node:timers/promises'
import type { CreatedContent, Project } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { FinalState } from '@copydesk/testkit/checker'
import type { StartedNodes } from '@copydesk/testkit/nodes'
import { randomOf } from '@copydesk/testkit/random-of'
import { judge } from './judge.ts'
import type { WrittenProject } from './lists.ts'
import { createPeople, type Mentioned } from './people.ts'
import { Reader } from './reader.ts'
import { readMistold, readTruth } from './truth.ts'
import { Writer } from './writer.ts'

export interface Settled {
  /** Until every reader had everything. */
  convergedMs: number
  /** Until everybody was notified of what concerns them. */
  toldMs: number
  /** Nothing wrong is an empty list. */
  findings: string[]
}

const readerCount = 3
const projectCount = 3
const writerCount = 4
/** Everything is up again and nobody writes: who has not caught up by then never will. */
const restMs = 60_000
const lookMs = 50

export class Crowd {
  readonly writers: readonly Writer[]
  readonly readers: readonly Reader[]
  readonly #projects: readonly WrittenProject[]
  readonly #ada: ApiCaller
  readonly #ben: Mentioned

  private constructor(
    projects: readonly WrittenProject[],
    readers: readonly Reader[],
    people: { ada: ApiCaller; ben: Mentioned },
    seed: number,
  ) {
    this.#projects = projects
    this.readers = readers
    this.#ada = people.ada
    this.#ben = people.ben
    const { mention } = people.ben
    this.writers = Array.from({ length: writerCount }, (_, index) => {
      const random = randomOf(seed + index + 1)
      return new Writer({ name: `w${index + 1}`, caller: people.ada, projects, mention, random })
    })
  }

  /** At servers at which nobody is as yet. Every reader has begun. */
  static async gather(nodes: StartedNodes, seed: number): Promise<Crowd> {
    const people = await createPeople(nodes)
    const projects = await createProjects(people.ada)
    const readers: Reader[] = []
    for (let number = 1; number <= readerCount; number += 1) {
      const caller = number % 2 === 0 ? people.ben.caller : people.ada
      const reader = await Reader.connect(`reader ${number}`, nodes.url, caller)
      readers.push(reader)
      await Promise.all(projects.map(({ id }) => reader.open(id)))
    }
    return new Crowd(projects, readers, people, seed)
  }

  /** Until it is told to stop and every command has ended. */
  async write(stop: AbortSignal): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.write(stop)))
  }

  /** Waits until nothing moves any more, and judges. Nobody writes meanwhile; `url` is of the database. */
  async settle(url: string): Promise<Settled> {
    const from = performance.now()
    const isAtRest = await within(restMs, async () => this.#isThere(await readTruth(url, this.#projects)))
    const convergedMs = performance.now() - from
    await within(restMs, async () => (await readMistold(url, this.#ben.id)).length === 0)
    const toldMs = performance.now() - from
    const findings = await judge({
      final: await readTruth(url, this.#projects),
      readers: this.readers,
      writers: this.writers,
      projects: this.#projects,
      caller: this.#ada,
    })
    if (!isAtRest) findings.unshift(`not at rest after ${restMs / 1000} s`)
    return { convergedMs, toldMs, findings: [...findings, ...(await readMistold(url, this.#ben.id))] }
  }

  stop(): void {
    for (const reader of this.readers) reader.stop()
  }

  #isThere(truth: readonly FinalState[]): boolean {
    const heads = new Map(truth.map(({ channel, epoch, offset }) => [channel, `${epoch} ${offset}`]))
    return this.readers.every((reader) =>
      reader.positions().every(({ channel, epoch, offset }) => `${epoch} ${offset}` === heads.get(channel)),
    )
  }
}

async function createProjects(caller: ApiCaller): Promise<WrittenProject[]> {
  const projects: WrittenProject[] = []
  while (projects.length < projectCount) {
    const { id } = await caller.post<Project>('/projects', { name: `Run ${projects.length + 1}` })
    const body = { type: 'page', language: 'zz', title: 'A page' }
    const { content } = await caller.post<CreatedContent>('/content', body)
    projects.push({ id, contentId: content.id, nextItem: 0 })
  }
  return projects
}

/** False when it did not become true in this time. */
async function within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until; await setTimeout(lookMs)) {
    if (await holds()) return true
  }
  return false
}
