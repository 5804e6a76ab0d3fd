/**
 * Somebody who sends commands through the proxy, one after the other, and sends one that was not answered again under
 * its key until it is. Notes of each how it ended.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Id, Project } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Append } from '@copydesk/testkit/checker'
import { languageOf, listsOf, type WrittenProject } from './lists.ts'

export interface WriterOptions {
  name: string
  caller: ApiCaller
  projects: readonly WrittenProject[]
  /** Whom its comments mention. */
  mention: string
  random: () => number
}

export interface Command {
  list: string
  entry: string
  method: string
  path: string
  body: unknown
  headers: Record<string, string>
}

/** An answer that does not come by then is none. */
const patienceMs = 4_000
/** What has no answer by then never gets one. */
const mostAttempts = 60
const pauseMs = { least: 50, most: 400 }

export class Writer {
  readonly appends: Append[] = []
  /** Answers that no command should get. */
  readonly surprises: string[] = []
  /** How often a command was sent again. */
  repeats = 0
  readonly #options: WriterOptions
  #written = 0

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Until it is told to stop; then its last command has ended, one way or the other. */
  async write(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const command = await this.#next()
      if (command) {
        const { list: channel, entry } = command
        this.appends.push({ channel, entry, outcome: await this.#send(command) })
      }
      await setTimeout(pauseMs.least + this.#options.random() * (pauseMs.most - pauseMs.least))
    }
  }

  async #send({ method, path, body, headers }: Command): Promise<Append['outcome']> {
    const key = { 'idempotency-key': randomUUID() }
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      if (attempt > 1) this.repeats += 1
      const answer = await this.#try(method, path, body, { ...headers, ...key })
      if (answer?.ok) return 'acknowledged'
      // Somebody else was faster.
      if (answer?.status === 412) return 'refused'
      if (answer && answer.status < 500)
        this.surprises.push(`${method} ${path}: ${answer.status} ${answer.text}`)
      await setTimeout(100 + this.#options.random() * 400)
    }
    return 'unknown'
  }

  async #try(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    const tooLate = new AbortController()
    const answer = this.#options.caller
      .send(method, path, body, headers)
      .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
      .catch(() => undefined)
    const late = setTimeout(patienceMs, undefined, { signal: tooLate.signal }).catch(() => undefined)
    const first = await Promise.race([answer, late])
    tooLate.abort()
    return first
  }

  async #next(): Promise<Command | undefined> {
    const { name, projects, mention, random } = this.#options
    const project = projects[Math.floor(random() * projects.length)]
    if (!project) return undefined
    this.#written += 1
    const entry = `${name}-${this.#written}`
    const lists = listsOf(project.id)
    const path = `/projects/${project.id}`
    const kind = random()
    if (kind < 0.4) {
      return {
        list: lists.comments,
        entry,
        method: 'POST',
        path: `${path}/comments`,
        body: { body: `${mention} ${entry}` },
        headers: {},
      }
    }
    if (kind < 0.8) {
      const language = languageOf(project.nextItem++)
      const body = { items: [{ contentId: project.contentId, language }] }
      return { list: lists.items, entry: language, method: 'POST', path: `${path}/items`, body, headers: {} }
    }
    const revision = await this.#revisionOf(project.id)
    if (revision === undefined) return undefined
    const headers = { 'if-match': `"${revision}"` }
    return { list: lists.names, entry, method: 'PATCH', path, body: { name: entry }, headers }
  }

  async #revisionOf(id: Id): Promise<number | undefined> {
    const answer = await this.#try('GET', `/projects/${id}`)
    return answer?.ok ? (JSON.parse(answer.text) as Project).revision : undefined
  }
}
