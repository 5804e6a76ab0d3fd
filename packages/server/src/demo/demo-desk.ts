/**
 * Carries out commands in the name of the demo's people at instants in the past, with everything that follows from
 * them: journal, counts and inboxes come out as if it had happened then.
 */

import { type Actor, type Id, writeMention } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { V7Generator } from 'uuidv7'
import { worksWith } from '../cli/works.ts'
import type { Command } from '../command/command.ts'
import { CommandRunner } from '../command/command-runner.ts'
import { systemActor } from '../command/system-actor.ts'
import { Jobs } from '../jobs/jobs.ts'
import { createPerson } from '../people/commands.ts'
import { type DemoPerson, demoPersonList } from '../people/demo-people.ts'
import { readViewer } from '../people/read-viewer.ts'
import { recordActivity } from '../projects/activity/record.ts'
import type { Transactions } from '../storage/storage.ts'

/** Work that follows from a command is done this much later; longer than any of it waits. */
const jobDelayMs = 1000

export class DemoDesk {
  readonly #people = new Map<DemoPerson['key'], { id: Id; name: string }>()
  readonly #ids = new V7Generator()
  readonly #runner: CommandRunner
  readonly #jobs: Jobs
  #now = 0

  constructor(storage: Transactions) {
    const now = () => this.#now
    const newId = () => this.#ids.generateOrResetCore(this.#now, 10_000).toString()
    const options = {
      storage,
      broker: createMemoryBroker(),
      now,
      newId,
      record: recordActivity,
      onWork: () => {},
    }
    this.#runner = new CommandRunner(options)
    const log = {
      error: ({ err }: { err?: unknown }) => {
        throw err
      },
    }
    this.#jobs = new Jobs({
      ...{ storage, runner: this.#runner, now, elapsed: now },
      ...{ works: worksWith({ mailer: undefined, storage, now }), readViewer, log },
    })
  }

  /** Runs a command; calls must come in the order of their instants. */
  async run<Body>(at: number, actor: DemoPerson['key'], command: Command<Body>): Promise<Body> {
    return this.#run(at, { id: this.personId(actor), kind: 'person' }, command)
  }

  async addPeople(at: number): Promise<void> {
    for (const { key, name, email, role } of demoPersonList) {
      const person = await this.#run(at, systemActor, createPerson({ name, email, role, passwordHash: null }))
      this.#people.set(key, { id: person.id, name })
    }
  }

  personId(key: DemoPerson['key']): Id {
    return this.#person(key).id
  }

  /** The text with `@editor` and the like as mentions. */
  withMentions(text: string): string {
    return text.replace(/@(admin|editor|reviewer|writer|viewer)\b/g, (_, key: DemoPerson['key']) => {
      const { id, name } = this.#person(key)
      return writeMention(name, id)
    })
  }

  #person(key: DemoPerson['key']): { id: Id; name: string } {
    const person = this.#people.get(key)
    if (!person) throw new Error(`The demo has no ${key} yet`)
    return person
  }

  /** Lets what falls due by itself until then happen, such as the reminders of a morning. */
  async waitUntil(at: number): Promise<void> {
    this.#now = Math.max(Math.round(at), this.#now)
    await this.#jobs.drain()
  }

  async #run<Body>(at: number, actor: Actor, command: Command<Body>): Promise<Body> {
    this.#now = Math.max(Math.round(at), this.#now)
    const { body } = await this.#runner.run({ actor }, command)
    this.#now += jobDelayMs
    await this.#jobs.drain()
    return body
  }
}
